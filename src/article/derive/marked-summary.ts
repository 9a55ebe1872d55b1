import { cutWithEllipsis } from "../../lib/text.ts";
import type { ArticleKind } from "../article.ts";
import { readBody } from "../markup/read-body.ts";
import { readStory } from "./story.ts";

/** WordPress, Hexo, Hugo and Jekyll, Docusaurus, and its form in MDX. */
const MARK = /<!--\s*(?:more\b[^>]{0,200}|truncate)\s*-->|\{\/\*\s*truncate\s*\*\/\}/i;
const CODE_FENCE = /^ {0,3}(?:`{3,}|~{3,})/gm;
const MAX_LENGTH = 1_000;

/** The text before the author's summary mark (such as `<!--more-->`); undefined without a mark, or with no text before it. */
export function readMarkedSummary(kind: ArticleKind, text: string, language: string): string | undefined {
  const mark = MARK.exec(text);
  if (mark === null || kind === "text") return undefined;
  const head = text.slice(0, mark.index);
  // Inside a code block the mark is shown, not meant.
  if (kind === "markdown" && (head.match(CODE_FENCE)?.length ?? 0) % 2 === 1) return undefined;
  const { paragraphs } = readStory(readBody(kind, head, language).tree);
  return cutWithEllipsis(paragraphs.join(" "), MAX_LENGTH) || undefined;
}
