import { heldBackRowAtEndOf, heldBackRowOf, isCertainHold, normaliseWord } from "../held-back-words.ts";
import { findRunOn } from "./find-uncertain.ts";

/**
 * Finds a `draft: true` outside the parsed fields: a broken fence, a quotation that swallowed the line, or two joined lines.
 * Only words of the table that certainly hold back are searched.
 */
export interface StrayStatement {
  /** 1-based, within the text. */
  readonly line: number;
  readonly statement: string;
}

/** `lines`: a statement begins its line. `headers`: it may also end one, since headers have no quotation marks. */
export type StatementPlaces = "lines" | "headers";

/** The look behind keeps the pattern from trying each end of a word that it has tried as a whole. */
const STATEMENT = /(?<![\p{L}\p{N}_-])([\p{L}\p{N}_-]+)(["']?)\s*[:=]\s*["']?(?=([\p{L}\p{N}]+(?:[- _][\p{L}]+)?))/gu;
/** The rest of a statement's line: punctuation and a comment, but no word. */
const REST = /^[^\p{L}\p{N}#]*(?:#.*)?$/u;
/** The next line may have run together with this one: `status: draft-Tags: sea`. */
const RUN_ON = /^[^\p{L}\p{N}]*(?:[\p{L}_]+[ _-]?){1,3}["']?\s*[:=]/u;
/** A longer line is prose: only its beginning is searched. */
const MAX_LINE = 2_000;

export function findStrayStatement(text: string, places: StatementPlaces): StrayStatement | undefined {
  for (const [index, line] of text.split("\n").entries()) {
    const statement = findInLine(line, places) ?? (places === "headers" ? findRunOn(line) : undefined);
    if (statement !== undefined) return { line: index + 1, statement };
  }
  return undefined;
}

/** A statement on one line whose word certainly holds back. */
export function findInLine(line: string, places: StatementPlaces): string | undefined {
  // Most lines of a text have neither sign, and are told so sooner than by the pattern.
  if (!/[:=]/.test(line)) return undefined;
  for (const match of line.slice(0, MAX_LINE).matchAll(STATEMENT)) {
    const [whole, name = "", quote = "", words = ""] = match;
    const before = line.slice(0, match.index);
    const word = findHoldingWord(name, words, line.slice(match.index + whole.length));
    if (word === undefined) continue;
    const isQuoted = quote !== "" && before.endsWith(quote);
    if (isQuoted || (word.isLast && isPlaced(before, name, places))) return `${name}: ${word.text}`;
  }
  return undefined;
}

/** At the start of a line, or joined to the text before it by a lost line break: `title: The ferryStatus: draft`. */
function isPlaced(before: string, name: string, places: StatementPlaces): boolean {
  // `overdraft` is another name, but `2024-05-01draft` is two in one.
  if (heldBackRowOf(name) === undefined) return before.trim() !== "" || /^[\d_.-]/.test(name);
  if (places === "headers" || /^[^\p{L}\p{N}#]*$/u.test(before)) return true;
  return /(?:[^\s"'`({[*_#]|[\p{L}\p{N}]["'`*_({[])$/u.test(before);
}

/** The word of a statement, and whether nothing but signs or another member follows it on the line. */
function findHoldingWord(name: string, words: string, rest: string) {
  const [first = ""] = /^[\p{L}\p{N}]+/u.exec(rest) ?? [];
  if (RUN_ON.test(rest.slice(first.length)) && isHold(name, first)) return { text: first, isLast: true };
  return isHold(name, words) ? { text: words, isLast: REST.test(rest.slice(words.length)) } : undefined;
}

function isHold(name: string, word: string): boolean {
  if (isCertainHold(name, word)) return true;
  const row = heldBackRowOf(name) === undefined ? heldBackRowAtEndOf(name) : undefined;
  return row?.holds.includes(normaliseWord(word)) === true;
}
