import { parse, TomlDate, TomlError } from "smol-toml";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { removeForbiddenCharacters } from "../../lib/text.ts";
import type { YamlPath, YamlProblem, YamlTree, YamlValue } from "./read-yaml.ts";

const MAX_DEPTH = 12;

/** Reads TOML 1.0; values become text, as YAML's do. `firstLine` is the text's first line in its file. Never throws. */
export function readToml(text: string, firstLine: number): Result<YamlTree, YamlProblem> {
  try {
    const value = convert(parse(text, { maxDepth: MAX_DEPTH }));
    const lines = findKeyLines(text, firstLine);
    return succeed({ value, lineOf: (path) => lineOf(lines, path, firstLine) });
  } catch (error) {
    if (error instanceof TomlError) {
      const [, complaint = "it is not TOML"] = /^Invalid TOML document: ([^\n]*)/.exec(error.message) ?? [];
      return fail({ line: firstLine + error.line - 1, message: complaint });
    }
    // The parser has no other failures of its own but too deep a nesting.
    if (error instanceof RangeError) return fail({ line: firstLine, message: "it is nested too deeply" });
    throw error;
  }
}

function convert(value: unknown): YamlValue {
  if (Array.isArray(value)) return value.map(convert);
  if (value instanceof TomlDate) return value.toISOString();
  if (typeof value !== "object" || value === null) return removeForbiddenCharacters(String(value));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [removeForbiddenCharacters(name), convert(inner)]),
  );
}

const KEY = `(?:[\\w-]+|"[^"\\n]*"|'[^'\\n]*')`;
const DOTTED = `${KEY}(?:\\s*\\.\\s*${KEY})*`;
const TABLE = new RegExp(`^\\s*\\[\\[?\\s*(${DOTTED})\\s*\\]`);
const ASSIGNMENT = new RegExp(`^\\s*(${DOTTED})\\s*=`);

/** The parser gives no positions: names are found at the beginnings of lines, outside of texts that span several. */
function findKeyLines(text: string, firstLine: number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let table: readonly string[] = [];
  let quote: string | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const wasOpen = quote !== undefined;
    quote = findOpenQuote(line, quote);
    if (wasOpen) continue;
    const header = TABLE.exec(line)?.[1];
    const name = ASSIGNMENT.exec(line)?.[1];
    if (header !== undefined) table = splitKey(header);
    if (header === undefined && name === undefined) continue;
    const path = JSON.stringify(name === undefined ? table : [...table, ...splitKey(name)]);
    if (!lines.has(path)) lines.set(path, firstLine + index);
  }
  return lines;
}

/** The mark of a text of several lines that is open after this line. */
function findOpenQuote(line: string, quote: string | undefined): string | undefined {
  let open = quote;
  for (const [mark] of line.matchAll(/"""|'''/g)) {
    if (open === undefined) open = mark;
    else if (open === mark) open = undefined;
  }
  return open;
}

function splitKey(dotted: string): string[] {
  return Array.from(dotted.matchAll(new RegExp(KEY, "g")), ([key]) => key.replace(/^(["'])(.*)\1$/, "$2"));
}

function lineOf(lines: ReadonlyMap<string, number>, path: YamlPath, firstLine: number): number {
  const names = path.filter((step) => typeof step === "string");
  for (let length = names.length; length > 0; length--) {
    const line = lines.get(JSON.stringify(names.slice(0, length)));
    if (line !== undefined) return line;
  }
  return firstLine;
}
