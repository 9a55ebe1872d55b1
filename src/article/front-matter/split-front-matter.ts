import { findUnfenced } from "./damaged/find-unfenced.ts";
import { readHeaderBlock } from "./read-headers.ts";

export type FrontMatterSyntax = "yaml" | "toml" | "json" | "headers";

/** The position of a text's front matter, and the text after it, on the lines it has in the file. */
export type SplitSource =
  | { readonly kind: "none"; readonly body: string }
  | {
      readonly kind: FrontMatterSyntax;
      /** Without fences. */
      readonly text: string;
      /** The line of the file that `text` begins on. */
      readonly firstLine: number;
      readonly body: string;
    }
  | { readonly kind: "refused"; readonly line: number; readonly message: string };

/** A pair of fences; the word after an opening `---` may name another syntax, as gray-matter reads it. */
interface Fence {
  readonly opening: RegExp;
  readonly closing: RegExp;
  readonly mark: string;
  readonly syntax: FrontMatterSyntax;
}

const FENCES: readonly Fence[] = [
  { opening: /^---[ \t]*(\w*)[ \t]*(?:\n|$)/, closing: /^(?:---|\.\.\.)[ \t]*$/m, mark: "---", syntax: "yaml" },
  { opening: /^\+\+\+[ \t]*(\w*)[ \t]*(?:\n|$)/, closing: /^\+\+\+[ \t]*$/m, mark: "+++", syntax: "toml" },
  { opening: /^;;;[ \t]*(\w*)[ \t]*(?:\n|$)/, closing: /^;;;[ \t]*$/m, mark: ";;;", syntax: "json" },
];

const SYNTAX_WORDS: Readonly<Record<string, FrontMatterSyntax>> = {
  yaml: "yaml",
  yml: "yaml",
  toml: "toml",
  json: "json",
};

/** A JSON group, or one whose names have no quotation marks; `{%`, `{{` and `{:` are other tools' markup. */
const JSON_OPENING = /^\{\s*(?:(?:["'][^"'\n]{1,80}["']|[\p{L}_][\p{L}\p{N}_-]{0,80})\s*:|\}\s*(?:\n|$))/u;

/** Parts front matter from body. The text has LF line ends and no byte order mark; blank lines may stand before it. */
export function splitFrontMatter(text: string): SplitSource {
  const blank = /^(?:[ \t]*\n)*/.exec(text)?.[0] ?? "";
  const linesBefore = countLineBreaks(blank);
  const rest = text.slice(blank.length);
  for (const fence of FENCES) {
    const opening = fence.opening.exec(rest);
    if (opening !== null)
      return splitFenced(rest, { ...fence, word: opening[1] ?? "" }, opening[0].length, linesBefore);
  }
  if (JSON_OPENING.test(rest)) return splitJson(rest, linesBefore);
  const headers = readHeaderBlock(rest);
  const unfenced = headers === undefined ? findUnfenced(rest) : undefined;
  if (unfenced !== undefined) return { kind: "refused", line: unfenced.line + linesBefore, message: unfenced.message };
  if (headers === undefined) return { kind: "none", body: text };
  return split("headers", { rest, start: 0, end: headers.length, bodyStart: headers.length }, linesBefore);
}

function splitFenced(
  rest: string,
  { closing, mark, syntax, word }: Fence & { readonly word: string },
  start: number,
  linesBefore: number,
): SplitSource {
  const named = word === "" ? syntax : SYNTAX_WORDS[word.toLowerCase()];
  if (named === undefined) {
    const message = `the front matter must be YAML, TOML or JSON, found "${mark}${word}"; write its values as YAML between --- and ---`;
    return { kind: "refused", line: linesBefore + 1, message };
  }
  const after = rest.slice(start);
  const closed = closing.exec(after);
  if (closed === null) {
    const line = linesBefore + 1;
    const message = `the "${mark}" of line ${line} is never closed; write ${mark} on a line of its own after the last value`;
    return { kind: "refused", line, message };
  }
  const end = start + closed.index;
  return split(named, { rest, start, end, bodyStart: end + closed[0].length }, linesBefore);
}

function splitJson(rest: string, linesBefore: number): SplitSource {
  const end = findGroupEnd(rest);
  if (end !== undefined) return split("json", { rest, start: 0, end, bodyStart: end }, linesBefore);
  const line = linesBefore + 1;
  return { kind: "refused", line, message: `the "{" of line ${line} is never closed; write } after the last value` };
}

interface Parts {
  readonly rest: string;
  readonly start: number;
  readonly end: number;
  readonly bodyStart: number;
}

/** The body begins with an empty line for each line of the front matter, so that line numbers are those of the file. */
function split(kind: FrontMatterSyntax, { rest, start, end, bodyStart }: Parts, linesBefore: number): SplitSource {
  const lineCount = linesBefore + countLineBreaks(rest.slice(0, bodyStart));
  const firstLine = linesBefore + 1 + countLineBreaks(rest.slice(0, start));
  return { kind, text: rest.slice(start, end), firstLine, body: "\n".repeat(lineCount) + rest.slice(bodyStart) };
}

function countLineBreaks(text: string): number {
  return text.split("\n").length - 1;
}

/** The offset after the bracket that closes the group at the text's beginning. */
function findGroupEnd(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\[\s\S])*"|[{}[\]]/g)) {
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
    if (depth === 0) return index + 1;
  }
  return undefined;
}
