import { readWrittenDate } from "../../../lib/written-dates.ts";
import { heldBackRowAtEndOf, heldBackRowOf, normaliseWord } from "../held-back-words.ts";
import { fieldOf } from "../key-names.ts";

/** A name, its sign and its value anywhere in a line; the value ends before the next sign. */
const STATEMENT =
  /(?<!\p{L}[\p{L}\p{N}_-]{0,40})(\p{L}[\p{L}\p{N}_-]{0,40})[^\p{L}\p{N}\s:=]{0,4}\s*[:=](?=([^:=]*)([:=]?))/gu;
/** A value is one to three words; a sentence has more. */
const MAX_WORDS = 3;
const MAX_LINE = 2_000;

/**
 * Finds `status: skip`: a name of the table with a value that neither is a sentence nor publishes. Lines that have run
 * together count as well: `2024-05-01status: skip Tags: sea`.
 */
export function findUncertain(line: string): string | undefined {
  return listUncertain(line)[0]?.statement;
}

/** Finds one that a lost line break has joined to the value before it: a blank before it is one of a title. */
export function findRunOn(line: string): string | undefined {
  const isJoined = ({ before }: UncertainStatement) => /[:=\d]/.test(before) && /[^\s\p{L}"'(]$/u.test(before);
  return listUncertain(line).find(isJoined)?.statement;
}

interface UncertainStatement {
  readonly statement: string;
  readonly before: string;
}

function listUncertain(line: string): UncertainStatement[] {
  if (!/[:=]/.test(line)) return [];
  const matches = Array.from(line.slice(0, MAX_LINE).matchAll(STATEMENT));
  return matches.flatMap(({ 1: name = "", 2: value = "", 3: sign, index }) => {
    const statement = `${name}: ${value.trim()}`;
    // Where a sign follows, the value's last word is the next name.
    const maxWords = sign === "" ? MAX_WORDS : MAX_WORDS + 1;
    return mayHold(name, value, maxWords) ? [{ statement, before: line.slice(0, index) }] : [];
  });
}

function mayHold(name: string, value: string, maxWords: number): boolean {
  const row = findRow(name);
  const words = value.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (row === undefined || words.length === 0 || words.length > maxWords) return false;
  const isShown = words.some((_, index) => row.shows.includes(normaliseWord(words.slice(0, index + 1).join(" "))));
  return !isShown && !(fieldOf(name) === "date" && isDate(value));
}

/** `x2024-05-01status` and `Ferrydraft` are two names in one; `comment-status` is a name of its own. */
function findRow(name: string) {
  const joined = /[_-]/.test(name) ? undefined : heldBackRowAtEndOf(name);
  return heldBackRowOf(name) ?? heldBackRowOf(name.replace(/^.*\d[_-]*/u, "")) ?? joined;
}

function isDate(value: string): boolean {
  const trimmed = value.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  return /^\d{4}-\d/.test(trimmed) || readWrittenDate(trimmed, "UTC").kind !== "unreadable";
}
