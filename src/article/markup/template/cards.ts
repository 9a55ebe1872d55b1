import type { Writing } from "./tag.ts";
import { writeAddress, writeFilm } from "./write-markup.ts";

/** Zenn's `@[kind](address)`: the page at an address as a card, or a player. Undefined for other kinds. */
export function writeCard(kind: string, target: string): Writing {
  if (kind === "youtube" || kind === "vimeo") return writeFilm(kind, target, undefined);
  return CARDS.has(kind) ? writeAddress(target) : undefined;
}

const CARDS: ReadonlySet<string> = new Set([
  ...["card", "tweet", "gist", "codesandbox", "stackblitz", "jsfiddle", "codepen", "figma", "slideshare"],
  ...["speakerdeck", "docswell", "blueprintue"],
]);
