import { isCharacterToken, listTokens } from "./fold.ts";
import { MAX_QUERY_LENGTH } from "./query-length.ts";

const MAX_PHRASES = 8;
const MAX_TOKENS = 16;
const MAX_PHRASE_TOKENS = 8;
/** A shorter beginning of a word is in too many words. */
const MIN_PREFIX_LENGTH = 3;
/** Beside more words the whole of the last is known. */
const MAX_PREFIXED_PHRASES = 4;

/** The words of a query, each a phrase of tokens: an article has to contain all of them. */
export interface SearchQuery {
  readonly phrases: readonly (readonly string[])[];
}

/** Reads what a visitor typed, which may be anything. Double quotes hold words together; there are no other operators. */
export function readQuery(text: string): SearchQuery {
  const written = text.slice(0, MAX_QUERY_LENGTH).match(/"[^"]*"|[^\s"]+/gu) ?? [];
  const phrases: string[][] = [];
  let room = MAX_TOKENS;
  for (const phrase of written.flatMap(splitPhrase)) {
    if (phrases.length === MAX_PHRASES || room < phrase.length) break;
    if (phrases.some((known) => known.join(" ") === phrase.join(" "))) continue;
    phrases.push(phrase);
    room -= phrase.length;
  }
  return { phrases };
}

/** A long run of characters, as of a Chinese sentence, is several phrases. A word that repeats itself is looked for once. */
function splitPhrase(written: string): string[][] {
  const tokens = listTokens(written).filter((token, index, all) => token !== all[index - 1]);
  const starts = Array.from({ length: Math.ceil(tokens.length / MAX_PHRASE_TOKENS) }, (_, index) => index);
  return starts.map((index) => tokens.slice(index * MAX_PHRASE_TOKENS, (index + 1) * MAX_PHRASE_TOKENS));
}

/** FTS5's query for all phrases. A token holds letters and digits alone, so that nothing in it is an operator. */
export function writeMatch({ phrases }: SearchQuery, form: "exact" | "prefix"): string {
  const isPrefix = (index: number) => form === "prefix" && index === phrases.length - 1;
  return phrases.map((phrase, index) => `"${phrase.join(" ")}"${isPrefix(index) ? "*" : ""}`).join(" ");
}

/** Whether the last word may be the beginning of a longer one. */
export function canBePrefix({ phrases }: SearchQuery): boolean {
  const last = phrases.at(-1)?.at(-1) ?? "";
  return phrases.length <= MAX_PREFIXED_PHRASES && last.length >= MIN_PREFIX_LENGTH && !isCharacterToken(last);
}
