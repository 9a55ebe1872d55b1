import type { Root } from "hast";
import { listBlocks } from "../markup/text-blocks.ts";
import type { CategoryEvidence } from "./derive-categories.ts";

/** The parts of a body that other values are derived from. */
export interface Story extends Omit<CategoryEvidence, "title"> {
  /** The paragraphs, or all blocks if there are no paragraphs. */
  readonly paragraphs: readonly string[];
}

export function readStory(tree: Root): Story {
  const blocks = listBlocks(tree).filter(({ isAside }) => !isAside);
  const texts = blocks.map(({ text }) => text);
  const named = blocks.filter(({ name }) => name === "p").map(({ text }) => text);
  const paragraphs = named.length > 0 ? named : texts;
  const headings = blocks.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ text }) => text);
  return { lead: paragraphs[0] ?? "", headings, body: texts.join("\n"), paragraphs };
}
