import type { TextBlock } from "./text-blocks.ts";

export interface StoryOutline {
  /** Sub-headings: `h2` and `h3`. */
  readonly headings: number;
  /** Paragraphs of the story: no caption, no image credit. */
  readonly paragraphs: number;
}

/** Counts what `edgewire check` shows of an article's shape. */
export function outlineBlocks(blocks: readonly TextBlock[]): StoryOutline {
  return {
    headings: blocks.filter(({ name }) => name === "h2" || name === "h3").length,
    paragraphs: blocks.filter(({ name, isAside }) => name === "p" && !isAside).length,
  };
}
