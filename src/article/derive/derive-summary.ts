import { cutWithEllipsis } from "../../lib/text.ts";
import { splitSentences } from "./split-sentences.ts";

const MAX_LENGTH = 280;
const MAX_SENTENCES = 2;
/** Enough of a paragraph to see where two sentences end. */
const MAX_READ = 2_000;

/** The first one or two sentences of a story, at most 280 characters; only a sentence longer than that is cut, at a word. */
export function deriveSummary(paragraphs: readonly string[]): string {
  const read = paragraphs.slice(0, MAX_SENTENCES).map((paragraph) => paragraph.slice(0, MAX_READ));
  const [first = "", second] = read.flatMap((paragraph) => splitSentences(paragraph, MAX_SENTENCES));
  if (second === undefined || first.length + 1 + second.length > MAX_LENGTH) return cutWithEllipsis(first, MAX_LENGTH);
  // Chinese and Japanese put no space after their full stop.
  return /[。！？][」』）]?$/u.test(first) ? first + second : `${first} ${second}`;
}
