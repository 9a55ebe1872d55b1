import { isSpaceless } from "../../lib/text.ts";
import type { Label } from "../article.ts";
import type { CategoryRule } from "../profile/site-profile.ts";

/** The parts of an article in which words are searched. Each text has its white space collapsed. */
export interface CategoryEvidence {
  readonly title: string | undefined;
  readonly lead: string;
  readonly headings: readonly string[];
  /** Everything, lead and headings included. */
  readonly body: string;
}

const MAX_CATEGORIES = 6;
/** Three mentions, or one in the lead, a heading or the title: a word in passing puts nothing into a category. */
const MIN_SCORE = 3;
const PROMINENT_SCORE = 3;
/** One word said over and over tells no more than this. */
const MAX_MENTIONS = 6;

/** The taxonomy's categories that an article is about: by score, the taxonomy's order between equals, at most six. */
export function deriveCategories(rules: readonly CategoryRule[], evidence: CategoryEvidence): Label[] {
  const scored = rules.map((rule) => ({ rule, score: scoreRule(rule, evidence) }));
  const chosen = scored.filter(({ score }) => score >= MIN_SCORE).toSorted((one, other) => other.score - one.score);
  return chosen.slice(0, MAX_CATEGORIES).map(({ rule: { name, slug } }) => ({ name, slug }));
}

function scoreRule({ keywords }: CategoryRule, { title, lead, headings, body }: CategoryEvidence): number {
  const patterns = keywordPatterns(keywords);
  const count = (text: string) => patterns.reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0);
  const prominent = [title ?? "", lead, headings.join("\n")].filter((text) => count(text) > 0).length;
  return Math.min(count(body), MAX_MENTIONS) + prominent * PROMINENT_SCORE;
}

/** A keyword with an upper-case letter is a proper noun and found only so written ("Polish"); any other, however written. */
function keywordPatterns(keywords: readonly string[]): RegExp[] {
  const properNouns = keywords.filter((keyword) => /\p{Lu}/u.test(keyword));
  const commonWords = keywords.filter((keyword) => !/\p{Lu}/u.test(keyword));
  return [
    ...(properNouns.length > 0 ? [new RegExp(alternatives(properNouns), "gu")] : []),
    ...(commonWords.length > 0 ? [new RegExp(alternatives(commonWords), "giu")] : []),
  ];
}

/** Longest first, so that "North Korean" counts once and not as "North Korea". */
function alternatives(keywords: readonly string[]): string {
  return keywords
    .toSorted((one, other) => other.length - one.length)
    .map(wholeWord)
    .join("|");
}

const WORD = "[\\p{L}\\p{M}\\p{N}_]";

/** JavaScript's `\b` knows only English letters. Where words are not parted by spaces there is no boundary to ask for. */
function wholeWord(keyword: string): string {
  const escaped = keyword.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replace(/\s+/g, "\\s+");
  const before = isSpaceless(keyword.charAt(0)) ? "" : `(?<!${WORD})`;
  const after = isSpaceless(keyword.charAt(keyword.length - 1)) ? "" : `(?!${WORD})`;
  return before + escaped + after;
}
