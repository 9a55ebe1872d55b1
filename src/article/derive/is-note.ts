import type { Root } from "hast";
import type { ArticleKind } from "../article.ts";
import { listBlocks } from "../markup/text-blocks.ts";

/** In code points. */
const MAX_NOTE_LENGTH = 280;

/**
 * Whether an article without a title is a note: a short text without a heading, which feeds show without a title. Wire copy always
 * has a title, and a body without words is named after its file.
 */
export function isNote(kind: ArticleKind, givenTitle: string | undefined, tree: Root): boolean {
  if (kind === "text" || givenTitle !== undefined) return false;
  const blocks = listBlocks(tree);
  if (blocks.some(({ name }) => /^h[1-6]$/.test(name))) return false;
  const { length } = [...blocks.map(({ text }) => text).join("\n\n")];
  return length > 0 && length <= MAX_NOTE_LENGTH;
}
