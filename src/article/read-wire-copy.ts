import type { Element, ElementContent, Root } from "hast";
import { collapseWhitespace } from "../lib/text.ts";

/** Wire copy as a newsroom export delivers it: plain text with conventions instead of markup. */
export interface WireCopy {
  readonly tree: Root;
  /** The date in front of the lead as it was written, and its line. */
  readonly stamp: { readonly text: string; readonly line: number } | undefined;
  /** The whole credit line: "Top images via Getty". */
  readonly credit: string | undefined;
  /** A short first line that stands alone above the story. */
  readonly title: string | undefined;
}

interface Block {
  readonly text: string;
  readonly isHeading: boolean;
}

const STAMP = /^\s*date:?\s+(\d{4}-\d{1,2}-\d{1,2}\S{0,30})(?:\s+|$)/i;
const CREDIT = /^top images?:?\s+(?:via|by|from)\b[\s:]*\S.{0,300}$/i;
const MAX_HEADING = 80;
/** A line that ends so is a sentence, however short; a comma or colon says that it goes on. */
const CLOSED = /[.!?…:;,。！？؟۔।][\s"”’'»)\]」』）]*$/u;
/** Above this no line was broken by hand. */
const HARD_WRAP = 100;

export function readWireCopy(text: string): WireCopy {
  const stamp = STAMP.exec(text);
  const story = stamp ? text.slice(stamp[0].length) : text;
  const blocks = splitBlocks(story);
  const credits = blocks.filter((block) => CREDIT.test(block));
  const marked = markHeadings(blocks.filter((block) => !CREDIT.test(block)));
  // A stamp stands before the lead, so that there is no room for a title between them, unless it has a line of its own.
  const mayHaveTitle = stamp === null || stamp[0].includes("\n", stamp[0].search(/\S/));
  const [first] = marked;
  const hasTitle = mayHaveTitle && first?.isHeading === true && marked.length > 1;
  const body = hasTitle ? marked.slice(1) : marked;
  return {
    tree: { type: "root", children: body.map((block, index) => renderBlock(block, index)) },
    stamp: stamp?.[1] === undefined ? undefined : { text: stamp[1], line: lineOf(text, stamp[0].trimEnd().length) },
    credit: credits.length > 0 ? credits.join("; ") : undefined,
    title: hasTitle ? first.text : undefined,
  };
}

/** Where somebody ever took the trouble to name the source without the words before: "Getty - Press Corps/Pool". */
export function nameOfCredit(credit: string): string {
  return credit.replace(/^top images?:?\s+(?:via|by|from)\b[\s:]*/i, "");
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Paragraphs, by empty lines; by lines where there is no empty line and each line is a paragraph of its own. */
function splitBlocks(text: string): string[] {
  const lines = text.split(/[\n\u2028\u2029]/).map(collapseWhitespace);
  const filled = lines.filter((line) => line !== "");
  const first = lines.findIndex((line) => line !== "");
  const hasGap = lines.slice(first, lines.findLastIndex((line) => line !== "") + 1).includes("");
  if (!hasGap && filled.some((line) => line.length > HARD_WRAP)) return filled;
  if (!hasGap && filled.every((line) => CLOSED.test(line) || CREDIT.test(line))) return filled;
  return joinLines(lines);
}

/** Joins lines up to the next empty one; a credit line is always a block of its own. */
function joinLines(lines: readonly string[]): string[] {
  const blocks: string[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) blocks.push(open.join(" "));
    open = [];
  };
  for (const line of lines) {
    if (line === "" || CREDIT.test(line)) close();
    if (CREDIT.test(line)) blocks.push(line);
    else if (line !== "") open.push(line);
  }
  close();
  return blocks;
}

/** Drops headings with nothing under them ("Related"); a text of nothing but short lines has no headings. */
function markHeadings(blocks: readonly string[]): Block[] {
  const marked = blocks.map((text) => ({ text, isHeading: text.length <= MAX_HEADING && !CLOSED.test(text) }));
  const last = marked.findLastIndex((block) => !block.isHeading);
  return last === -1 ? marked.map(({ text }) => ({ text, isHeading: false })) : marked.slice(0, last + 1);
}

/** A heading stands between paragraphs: what comes first is the lead, however short. */
function renderBlock({ text, isHeading }: Block, index: number): Element {
  const children: ElementContent[] = [{ type: "text", value: text }];
  return { type: "element", tagName: isHeading && index > 0 ? "h2" : "p", properties: {}, children };
}
