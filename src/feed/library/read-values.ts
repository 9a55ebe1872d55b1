import { removeForbiddenCharacters } from "../../lib/text.ts";
import type { Problem } from "./types.ts";

// Values may be of any type at run time. One that cannot be written is left out and reported; one that is missing is left out.

/** Reads a value that is there. `path` is where it was found: `items[3].link`. */
export type Read<Value> = (value: unknown, path: string, problems: Problem[]) => Value | undefined;

type Members<Readers> = {
  -readonly [Name in keyof Readers]: Readers[Name] extends Read<infer Value> ? Value | undefined : never;
};

export function report(problems: Problem[], path: string, wanted: string, value?: unknown): undefined {
  problems.push({ path, message: `expected ${wanted}`, value });
}

/** The members of an object, each by its reader. Every result has the same shape, which keeps the renderers fast. */
export function readMembers<const Readers extends Readonly<Record<string, Read<unknown>>>>(
  readers: Readers,
  value: unknown,
  path: string,
  problems: Problem[],
): Members<Readers> {
  const found: Record<string, unknown> = {};
  for (const name in readers) {
    const at = path + name;
    let member: unknown;
    try {
      member = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
    } catch {
      report(problems, at, "a value");
    }
    found[name] = member == null ? undefined : readers[name]?.(member, at, problems);
  }
  return found as Members<Readers>;
}

/** Clean text with something in it. */
export const readText: Read<string> = (value, path, problems) => {
  if (typeof value !== "string" && !Number.isFinite(value)) return report(problems, path, "text", value);
  const text = removeForbiddenCharacters(String(value));
  return /\S/.test(text) ? text : undefined;
};

/** Addresses that the URL parser gives back as they are, told in a tenth of its time. */
const PLAIN_ADDRESS = /^https?:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]+\/[\w/-]*(?:\.\w+)?$/;

/** An absolute address of a scheme that a reader may follow, which `javascript:` and `data:` are not. */
export function parseAddress(text = ""): string | undefined {
  if (PLAIN_ADDRESS.test(text)) return text;
  try {
    const { href } = new URL(text);
    if (!/^(?:https?|ftp|mailto|magnet):/.test(href)) return undefined;
    // RFC 3986 §2: after the host, the URL parser leaves some characters that are not allowed.
    return href.replace(/(?<=[^/:][/?#].*)[[\]\\^`{|}]|%(?![\da-f]{2})/gi, encodeURIComponent);
  } catch {
    return undefined;
  }
}

export const readAddress: Read<string> = (value, path, problems) => {
  const text = readText(value, path, problems);
  return text && (parseAddress(text) ?? report(problems, path, "an address", text));
};

/** Of the years 0 to 9999: RFC 3339 and RFC 822 write four digits. */
export const readDate: Read<Date> = (value, path, problems) => {
  const isDate = value instanceof Date || typeof value === "string" || typeof value === "number";
  const date = new Date(isDate ? value : "");
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date : report(problems, path, "a date", value);
};

/** A number that is not negative. */
export const readMeasure: Read<number> = (value, path, problems) => {
  const measure = typeof value === "string" || typeof value === "number" ? Number(value) : -1;
  return measure >= 0 && measure < 1e15 ? measure : report(problems, path, "a number", value);
};

/** The values of a list; one value by itself is a list of one. */
export function listOf<Value>(read: Read<Value>): Read<Value[]> {
  return (value, path, problems) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    // No holes: `map` would skip them.
    return Array.from(values).flatMap((one, index) => read(one, `${path}[${index}]`, problems) ?? []);
  };
}
