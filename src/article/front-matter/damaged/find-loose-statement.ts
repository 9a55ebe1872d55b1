import { heldBackRowOf } from "../held-back-words.ts";
import { fieldOf, normaliseKey, QUIET_KEYS } from "../key-names.ts";
import { findInLine, type StrayStatement } from "./find-stray-statement.ts";
import { findUncertain } from "./find-uncertain.ts";

/** Statements below front matter, into which damaged front matter may continue. */

/** Lines of a body in which a broken front matter would go on. */
const BODY_LINES = 40;
const CODE_FENCE = /^ {0,3}(`{3,}|~{3,})/;
const CODE_BLOCK_OPENS = /<pre\b|\{%-?\s*(?:highlight|raw|codeblock)\b|\{\{[<%]\s*highlight\b/i;
const CODE_BLOCK_CLOSES = /<\/pre>|\{%-?\s*end(?:highlight|raw|codeblock)\b|\{\{[<%]\s*\/\s*highlight\b/i;

/** A name and its sign anywhere in a line, whatever other signs damage has put around them. */
const NAME = /(\p{L}[\p{L}\p{N}_-]{0,40})[^\p{L}\p{N}\s:=]{0,4}\s*[:=]/gu;
const FENCE = /^\s*(?:-{2,}|[–—]+|\+{2,}|;{2,}|\}|`{3,})\s*$/u;
const HEADING = /^#{1,6}\s[^:=]*$/;
const MAX_LINE = 2_000;
/** A line with more words is prose. */
const MAX_WORDS = 3;
/** Below a front matter only the fence that closes a broken one tells it from a list of facts. */
const LINES_TO_FENCE = 10;

/** Where the body begins: at the file's first line, or below a front matter that ends with a fence, a bracket or an empty line. */
export type BodyPlace = "opens the file" | "below fences" | "below a group" | "below headers";

interface Line {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
}

/**
 * Finds a statement at the start of the body that holds the article back. Code is skipped: a text about front matter shows it
 * as code. A word that is not understood counts before the first paragraph of prose, if the lines around it are those of a
 * front matter. Without fences above, code at the very beginning is searched, too.
 */
export function findLooseStatement(body: string, place: BodyPlace): StrayStatement | undefined {
  const lines = listLines(body, place);
  const openingLength = measureOpening(lines);
  for (const [index, { number, text }] of lines.entries()) {
    const certain = findInLine(text, "lines");
    if (certain !== undefined) return { line: number, statement: certain };
    const uncertain = index < openingLength ? findUncertain(text) : undefined;
    if (uncertain !== undefined && isFrontMatter(lines, openingLength, index, place)) {
      return { line: number, statement: uncertain };
    }
  }
  return undefined;
}

function listLines(body: string, place: BodyPlace): Line[] {
  // A file that begins with a code block may be one whose front matter has become its code.
  let isCodeMeant = place === "below fences" || place === "below a group";
  // Attributes such as `aria-hidden="true"` are about an element.
  const bare = body.replace(/<\/?[a-z][^<>]*>/gi, (tag) => tag.replace(/[^\n]+/g, keepCodeTag));
  const texts = bare.split("\n");
  const isCode = markCode(texts, measureBeginning(texts));
  return isCode.flatMap((isShown, index) => {
    const text = texts[index] ?? "";
    if (text.trim() === "") return [];
    isCodeMeant ||= !isShown && (HEADING.test(text) || isProse(text));
    return isShown && isCodeMeant ? [] : [{ number: index + 1, text }];
  });
}

/** The number of lines that hold the first {@link BODY_LINES} that are not blank. */
function measureBeginning(texts: readonly string[]): number {
  let count = 0;
  const end = texts.findIndex((text) => {
    if (text.trim() !== "") count += 1;
    return count > BODY_LINES;
  });
  return end === -1 ? texts.length : end;
}

/** The tags of `pre` tell code. */
function keepCodeTag(tag: string): string {
  return /^<\/?pre\b/i.exec(tag)?.[0].concat(">") ?? "";
}

/** The number of lines before the first paragraph of prose, in which no line names a field. */
function measureOpening(lines: readonly Line[]): number {
  let start = 0;
  for (let end = 1; end <= lines.length; end += 1) {
    if (lines[end]?.number === (lines[end - 1]?.number ?? 0) + 1) continue;
    const paragraph = lines.slice(start, end);
    if (paragraph.some(({ text }) => isProse(text)) && !paragraph.some(({ text }) => countKeys(text) > 0)) return start;
    start = end;
  }
  return lines.length;
}

function isProse(text: string): boolean {
  return countKeys(text) === 0 && (text.match(/\p{L}{2,}/gu)?.length ?? 0) > MAX_WORDS;
}

function isFrontMatter(lines: readonly Line[], openingLength: number, index: number, place: BodyPlace): boolean {
  const opening = lines.slice(0, openingLength);
  switch (place) {
    case "below headers":
      return true;
    case "below fences":
      return hasFence(lines.slice(index + 1, index + 1 + LINES_TO_FENCE));
    case "below a group":
      return countMembers(opening) > 1;
    case "opens the file":
      return countMembers(opening) > 1 || hasFence(opening);
  }
}

function hasFence(lines: readonly Line[]): boolean {
  return lines.some(({ text }) => FENCE.test(text));
}

/** Lines of names and values, whatever damage has made of the names. */
function countMembers(lines: readonly Line[]): number {
  return lines.reduce((sum, { text }) => sum + listNames(text).length, 0);
}

function countKeys(text: string): number {
  return listNames(text).filter(isKey).length;
}

function listNames(text: string): string[] {
  // Most lines of a text have neither sign.
  if (!/[:=]/.test(text)) return [];
  return Array.from(text.slice(0, MAX_LINE).matchAll(NAME), ([, name = ""]) => name);
}

function isKey(name: string): boolean {
  return fieldOf(name) !== undefined || heldBackRowOf(name) !== undefined || QUIET_KEYS.has(normaliseKey(name));
}

/**
 * Which of the first `length` lines are code: fenced, indented, in `pre`, or in a highlighter's block. A fence that never
 * closes encloses none.
 */
function markCode(lines: readonly string[], length: number): boolean[] {
  let fence: { readonly mark: string; readonly index: number } | undefined;
  let isInBlock = false;
  const marks = lines.slice(0, length).map((line, index) => {
    const mark = CODE_FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence.mark))) {
      fence = fence === undefined ? { mark, index } : undefined;
      return true;
    }
    isInBlock ||= CODE_BLOCK_OPENS.test(line);
    const isCode = fence !== undefined || isInBlock || /^(?: {4}|\t)/.test(line);
    if (CODE_BLOCK_CLOSES.test(line)) isInBlock = false;
    return isCode;
  });
  if (fence === undefined) return marks;
  const { mark, index } = fence;
  const isClosed = lines.slice(length).some((line) => CODE_FENCE.exec(line)?.[1]?.startsWith(mark));
  return isClosed ? marks : marks.fill(false, index);
}
