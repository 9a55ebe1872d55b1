import type { Element, ElementContent, Root } from "hast";
import { collapseWhitespace } from "../../lib/text.ts";

/** Wire copy as a newsroom export delivers it: plain text with conventions instead of markup. */
export interface WireCopy {
  /** `h1` first if a short line precedes the story, then `p` and `h2`. */
  readonly tree: Root;
  /** The date in front of the lead as it was written, and its line. */
  readonly stamp: { readonly text: string; readonly line: number } | undefined;
  /** The whole credit line: "Top images via Getty". */
  readonly credit: string | undefined;
}

interface Block {
  readonly text: string;
  readonly isHeading: boolean;
}

const STAMP = /^\s*date:?\s+(\d{4}-\d{1,2}-\d{1,2}(?:T[\d:.Z+-]{1,30})?)(?=\s|$)[^\S\n]*/i;
const CREDIT = /^top images?:?\s+(?:via|by|from)\b[\s:]*(\S.{0,300})$/i;
const MAX_HEADING = 80;
/** A line with this ending is a sentence, however short; after a comma or colon the sentence continues. */
const CLOSED = /[.!?…:;,。！？؟۔।][\s"”’'»)\]」』）]*$/u;
/** A longer line was not wrapped by hand. */
const HARD_WRAP = 100;

export function readWireCopy(text: string): WireCopy {
  const stamp = STAMP.exec(text);
  const rest = text.slice(stamp?.[0].length ?? 0);
  const blocks = splitBlocks(rest);
  const credits = blocks.filter(({ text }) => CREDIT.test(text)).map(({ text }) => text);
  const story = dropEmptyHeadings(blocks.filter(({ text }) => !CREDIT.test(text)));
  // Text on the line of a stamp is the lead, never a title, however short it is.
  const firstName = stamp !== null && !rest.startsWith("\n") ? "p" : "h1";
  return {
    tree: { type: "root", children: story.map((block, index) => renderBlock(block, index === 0 ? firstName : "h2")) },
    stamp: stamp?.[1] === undefined ? undefined : { text: stamp[1], line: stamp[0].split("\n").length },
    credit: credits.length > 0 ? credits.join("; ") : undefined,
  };
}

/** Who is credited by a credit line: "Getty - Press Corps/Pool". */
export function nameOfCredit(credit: string): string {
  return CREDIT.exec(credit)?.[1] ?? credit;
}

/** Paragraphs, by empty lines; by lines where there is no empty line and each line is a paragraph of its own. */
function splitBlocks(text: string): Block[] {
  const lines = text
    .trim()
    .split(/[\n\u2028\u2029]/)
    .map(collapseWhitespace);
  const isOneEach =
    !lines.includes("") &&
    (lines.some((line) => line.length > HARD_WRAP) || lines.every((line) => CLOSED.test(line) || CREDIT.test(line)));
  return isOneEach ? lines.map((line) => readBlock([line])) : joinLines(lines);
}

/** Joins lines up to the next empty one; a credit line is always a block of its own. */
function joinLines(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) blocks.push(readBlock(open));
    open = [];
  };
  for (const line of lines) {
    const isCredit = CREDIT.test(line);
    if (line === "" || isCredit) close();
    if (line !== "") open.push(line);
    if (isCredit) close();
  }
  close();
  return blocks;
}

function readBlock(lines: readonly string[]): Block {
  const text = lines.join(" ");
  return { text, isHeading: lines.length === 1 && text.length <= MAX_HEADING && !CLOSED.test(text) };
}

/** "Related" at the end has nothing under it. A text of nothing but short lines has no headings. */
function dropEmptyHeadings(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.findLastIndex((block) => !block.isHeading);
  return last === -1 ? blocks.map(({ text }) => ({ text, isHeading: false })) : blocks.slice(0, last + 1);
}

function renderBlock({ text, isHeading }: Block, headingName: "p" | "h1" | "h2"): Element {
  const children: ElementContent[] = [{ type: "text", value: text }];
  return { type: "element", tagName: isHeading ? headingName : "p", properties: {}, children };
}
