import { placeTokens } from "./fold.ts";
import type { SearchQuery } from "./search-query.ts";

/** A part of a text, and whether it is what was searched for. */
export interface MarkedPart {
  readonly text: string;
  readonly isMarked: boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text in parts: the words of the query are marked. */
export function markWords(text: string, query: SearchQuery): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const { start, end } of findSpans(text, query)) {
    if (start > at) parts.push({ text: text.slice(at, start), isMarked: false });
    if (end > Math.max(start, at)) parts.push({ text: text.slice(Math.max(start, at), end), isMarked: true });
    at = Math.max(at, end);
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMarked: false });
  return parts;
}

const LEAD_LENGTH = 70;
const EXCERPT_LENGTH = 240;
/** Of a very long article the beginning is looked at. */
const MAX_TEXT_LENGTH = 100_000;

/** The passage around the first word that was searched for; undefined: the text has none. */
export function findExcerpt(text: string, query: SearchQuery): string | undefined {
  const looked = text.slice(0, MAX_TEXT_LENGTH);
  const [first] = findSpans(looked, query);
  if (first === undefined) return undefined;
  const start = first.start <= LEAD_LENGTH ? 0 : findBreak(looked, first.start - LEAD_LENGTH, first.start);
  const end =
    start + EXCERPT_LENGTH >= looked.length ? looked.length : findBreak(looked, start + EXCERPT_LENGTH, looked.length);
  const passage = looked.slice(start, end).replace(/\s+/g, " ").trim();
  return `${start > 0 ? "… " : ""}${passage}${end < text.length ? " …" : ""}`;
}

/** After the next space within twenty characters; else there, but never inside a pair of surrogates. */
function findBreak(text: string, from: number, limit: number): number {
  const space = text.slice(from, Math.min(from + 20, limit)).search(/\s/);
  if (space >= 0) return from + space + 1;
  return /[\udc00-\udfff]/.test(text.charAt(from)) ? from + 1 : from;
}

function findSpans(text: string, { phrases }: SearchQuery): Span[] {
  const placed = placeTokens(text);
  const spans: Span[] = [];
  for (let index = 0; index < placed.length; index += 1) {
    for (const phrase of phrases) {
      const isHere = phrase.every((token, offset) => matches(placed[index + offset]?.token, token));
      const [first, last] = [placed[index], placed[index + phrase.length - 1]];
      if (isHere && first !== undefined && last !== undefined) spans.push({ start: first.start, end: last.end });
    }
  }
  return spans;
}

/** As the index finds words by their beginnings. */
function matches(found: string | undefined, wanted: string): boolean {
  return found === wanted || (wanted.length >= 3 && found !== undefined && found.startsWith(wanted));
}
