import { removeForbiddenCharacters } from "../../lib/text.ts";
import { present } from "../../lib/xml.ts";
import { report, type Trace } from "./trace.ts";

// Values may be of any type at run time. One that cannot be written is left out and reported; one that is missing is left out.

/** An object as it may be at run time. */
export type Loose<Value> = { readonly [Member in keyof Value]?: unknown };

/** Reads a value. `index` is its place in a list. */
export type Read<Value> = (value: unknown, trace: Trace | undefined, index: number) => Value | undefined;

/** Many an object may be given as its main member alone. */
export function asObject<Value>(value: unknown, member: keyof Value & string): Loose<Value> {
  return typeof value === "object" ? (value ?? {}) : ({ [member]: value } as Loose<Value>);
}

/** The values of a list; one value by itself is a list of one. */
export function readList<Value>(value: unknown, read: Read<Value>, trace: Trace | undefined): Value[] {
  const found: Value[] = [];
  const values: readonly unknown[] = Array.isArray(value) ? value : value == null ? [] : [value];
  for (let index = 0; index < values.length; index += 1) {
    const part = read(values[index], trace, index);
    if (part !== undefined) found.push(part);
  }
  return found;
}

/** Clean text with something in it. */
export function readText(value: unknown, trace?: Trace): string | undefined {
  return typeof value === "string" || Number.isFinite(value)
    ? present(removeForbiddenCharacters(String(value)))
    : report(trace, "text", value);
}

/** Addresses that the URL parser gives back as they are, told in a tenth of its time. */
const PLAIN_ADDRESS = /^https?:\/\/(?:[a-z\d]+[.-])+[a-z]+\/[\w/-]*(?:\.\w+)?$/;

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

export function readAddress(value: unknown, trace?: Trace): string | undefined {
  if (typeof value === "string" && PLAIN_ADDRESS.test(value)) return value;
  const text = readText(value, trace);
  return text && (parseAddress(text) ?? report(trace, "an address", text));
}

function asScalar(value: unknown): string | number | undefined {
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** Of the years 0 to 9999: RFC 3339 and RFC 822 write four digits. */
export function readDate(value: unknown, trace?: Trace): Date | undefined {
  const date = new Date(value instanceof Date ? value : (asScalar(value) ?? ""));
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date : report(trace, "a date", value);
}

/** A number that is not negative. */
export function readMeasure(value: unknown, trace?: Trace): number | undefined {
  const measure = Number(asScalar(value));
  return measure >= 0 && measure < 1e15 ? measure : report(trace, "a number", value);
}
