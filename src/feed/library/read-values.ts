import { removeForbiddenCharacters } from "../../lib/text.ts";
import { isBlank } from "../../lib/xml.ts";
import type { Problem } from "./types.ts";

/** A problem whose path is being written, from its last step to the first. */
export type Report = { -readonly [Member in keyof Problem]: Problem[Member] };

// Values may be of any type at run time. One that cannot be written is left out and reported; one that is missing is left out.

/** Reads a value that is there. Problems are reported relative to it; `index` is its place in a list. */
export type Read<Value> = (value: unknown, problems: Report[], index: number) => Value | undefined;

type Members<Readers> = {
  -readonly [Name in keyof Readers]: Readers[Name] extends Read<infer Value> ? Value | undefined : never;
};

export function report(problems: Report[], wanted: string, value?: unknown, path = ""): undefined {
  problems.push({ path, message: `expected ${wanted}`, value });
}

/** Says of the problems from `first` on that they were found at `step`: paths are written for problems alone. */
function prefixPaths(problems: Report[], first: number, step: string): void {
  for (const problem of problems.slice(first)) problem.path = step + problem.path;
}

/** The members of an object, each by its reader. Every result has the same shape, which keeps the renderers fast. */
export function readMembers<const Readers extends Readonly<Record<string, Read<unknown>>>>(
  readers: Readers,
  value: unknown,
  problems: Report[],
): Members<Readers> {
  const found: Record<string, unknown> = { ...readers };
  for (const name in readers) {
    const before = problems.length;
    found[name] = undefined;
    try {
      const member = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
      if (member != null) found[name] = readers[name]?.(member, problems, 0);
    } catch {
      report(problems, "a value");
    }
    if (problems.length > before) prefixPaths(problems, before, `.${name}`);
  }
  return found as Members<Readers>;
}

/** Clean text with something in it. */
export const readText: Read<string> = (value, problems) => {
  if (typeof value !== "string" && !Number.isFinite(value)) return report(problems, "text", value);
  const text = removeForbiddenCharacters(String(value));
  return isBlank(text) ? undefined : text;
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

export const readAddress: Read<string> = (value, problems) => {
  if (typeof value === "string" && PLAIN_ADDRESS.test(value)) return value;
  const text = readText(value, problems, 0);
  return text && (parseAddress(text) ?? report(problems, "an address", text));
};

/** Of the years 0 to 9999: RFC 3339 and RFC 822 write four digits. */
export const readDate: Read<Date> = (value, problems) => {
  const isDate = value instanceof Date || typeof value === "string" || typeof value === "number";
  const date = new Date(isDate ? value : "");
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date : report(problems, "a date", value);
};

/** A number that is not negative. */
export const readMeasure: Read<number> = (value, problems) => {
  const measure = typeof value === "string" || typeof value === "number" ? Number(value) : -1;
  return measure >= 0 && measure < 1e15 ? measure : report(problems, "a number", value);
};

/** The values of a list; one value by itself is a list of one. */
export function listOf<Value>(read: Read<Value>): Read<Value[]> {
  return (value, problems) => {
    const found: Value[] = [];
    let index = 0;
    // Iteration does not skip the holes of an array.
    for (const one of Array.isArray(value) ? value : [value]) {
      const before = problems.length;
      const part = read(one, problems, index);
      if (part !== undefined) found.push(part);
      if (problems.length > before) prefixPaths(problems, before, `[${index}]`);
      index += 1;
    }
    return found;
  };
}
