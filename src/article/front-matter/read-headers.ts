import { type Result, succeed } from "../../lib/result.ts";
import { readWrittenDate } from "../../lib/written-dates.ts";
import { heldBackRowOf } from "./held-back-words.ts";
import { normaliseKey } from "./key-names.ts";
import type { YamlProblem, YamlTree, YamlValue } from "./read-yaml.ts";

// Headers of Pelican and MultiMarkdown: lines `Key: value` from the first line to the first empty one.

const HEADER = /^([\p{L}][\p{L}\p{N} _-]{0,40}):[ \t]*(.*)$/u;
/** At least one of these makes lines with colons a header. */
const SIGNALS: ReadonlySet<string> = new Set(
  ["title", "date", "slug", "status", "category", "categories", "tags", "author", "authors"].map(normaliseKey),
);
const MAX_LINES = 200;

export interface HeaderLine {
  readonly name: string;
  readonly value: string;
}

export function readHeaderLine(line: string): HeaderLine | undefined {
  const match = HEADER.exec(line);
  return match === null ? undefined : { name: match[1]?.trim() ?? "", value: match[2]?.trim() ?? "" };
}

/** A name by which a block of such lines is a header and no text. */
export function isSignal({ name, value }: HeaderLine): boolean {
  if (SIGNALS.has(normaliseKey(name))) return true;
  return heldBackRowOf(name) !== undefined && value.split(/\s+/).length <= 3;
}

/** The header that a text begins with, or undefined where its first lines are text. */
export function readHeaderBlock(text: string): string | undefined {
  const lines = text.split("\n", MAX_LINES);
  const end = lines.findIndex((line) => line.trim() === "");
  const block = end === -1 ? lines : lines.slice(0, end);
  if (block.length === 0 || (end === -1 && lines.length === MAX_LINES)) return undefined;
  const headers = block.map((line, index) =>
    index > 0 && /^[ \t]+\S/.test(line) ? "continued" : readHeaderLine(line),
  );
  if (headers.includes(undefined)) return undefined;
  const read = headers.filter((line) => line !== undefined && line !== "continued");
  if (!read.some(isSignal) || isWireStamp(read)) return undefined;
  return block.join("\n");
}

/** `Date: 2024-05-01 The minister said …`: a stamp of wire copy, with its story on the same line. */
function isWireStamp(lines: readonly HeaderLine[]): boolean {
  const signals = lines.filter(isSignal);
  const [only] = signals;
  if (signals.length !== 1 || only === undefined || normaliseKey(only.name) !== "date") return false;
  return readWrittenDate(only.value, "UTC").kind === "unreadable";
}

/** Reads a header; an indented line continues the value before it, and a repeated name makes a list. */
export function readHeaders(text: string, firstLine: number): Result<YamlTree, YamlProblem> {
  const values = new Map<string, { readonly line: number; readonly texts: string[] }>();
  let open: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const header = index > 0 && /^[ \t]/.test(line) ? undefined : readHeaderLine(line);
    if (header === undefined) {
      open.push(`${open.pop() ?? ""} ${line.trim()}`.trim());
      continue;
    }
    open = values.get(header.name)?.texts ?? [];
    open.push(header.value);
    if (!values.has(header.name)) values.set(header.name, { line: firstLine + index, texts: open });
  }
  const entries = Array.from(values, ([name, { texts }]): [string, YamlValue] => [
    name,
    texts.length > 1 ? texts : (texts[0] ?? ""),
  ]);
  const lineOf = ([name]: readonly (string | number)[]) => values.get(String(name))?.line ?? firstLine;
  return succeed({ value: Object.fromEntries(entries), lineOf });
}
