import type { Element, Root, RootContent } from "hast";
import { collapseWhitespace } from "../../lib/text.ts";

/** A block of text: a paragraph, a heading, a list item, a table row. */
export interface TextBlock {
  /** The innermost block element around it: `p`, `h2`, `li`; `root` for text outside of all. */
  readonly name: string;
  readonly text: string;
  /** A caption, a footnote, a note beside the text, or a line of small print such as an image credit: no part of the story. */
  readonly isAside: boolean;
}

const BLOCKS = new Set(
  (
    "p div section aside address blockquote ul ol li dl dt dd pre hr h1 h2 h3 h4 h5 h6 figure figcaption details summary table " +
    "caption tr thead tbody tfoot"
  ).split(" "),
);

export function isBlock({ tagName }: Element): boolean {
  return BLOCKS.has(tagName);
}

interface Surroundings {
  readonly name: string;
  readonly isAside: boolean;
}

/** The texts of a body in their order, none of them empty. */
export function listBlocks(tree: Root): TextBlock[] {
  const blocks: TextBlock[] = [];
  let pending = "";
  const close = ({ name, isAside }: Surroundings) => {
    const text = name === "pre" ? pending.trimEnd() : collapseWhitespace(pending);
    if (text.trim() !== "") blocks.push({ name, text, isAside });
    pending = "";
  };
  const visitElement = (element: Element, around: Surroundings): void => {
    // The text inside a player is a fallback for browsers that cannot play it.
    if (isNoteReference(element) || element.tagName === "audio" || element.tagName === "video") return;
    if (!isBlock(element)) {
      visitAll(element.children, around);
      pending += separatorAfter(element.tagName);
      return;
    }
    close(around);
    const inside = { name: element.tagName, isAside: around.isAside || isSmallPrint(element) };
    visitAll(element.children, inside);
    close(inside);
  };
  const visitAll = (nodes: readonly RootContent[], around: Surroundings): void => {
    for (const node of nodes) {
      if (node.type === "text") pending += node.value;
      if (node.type === "element") visitElement(node, around);
    }
  };
  const outermost = { name: "root", isAside: false };
  visitAll(tree.children, outermost);
  close(outermost);
  return blocks;
}

/** The raised number of a footnote, as Markdown readers and other tools write it: `word.<sup><a href="#fn1">1</a></sup>`. */
function isNoteReference({ tagName, children }: Element): boolean {
  if (tagName !== "sup" || children.length !== 1) return false;
  const [link] = children;
  if (link?.type !== "element" || link.tagName !== "a") return false;
  return String(link.properties.href).includes("#");
}

/** Ids of footnotes and their heading, once the sanitiser has prefixed them: `fn-1`, `fn:1`, `footnote-label`. */
const NOTE_ID = /^user-content-(?:fn[-:_\d]|footnote)/;

function isSmallPrint({ tagName, properties, children }: Element): boolean {
  if (
    tagName === "figure" ||
    tagName === "aside" ||
    (properties.id !== undefined && NOTE_ID.test(String(properties.id)))
  )
    return true;
  if (tagName !== "p" || children.length !== 1) return false;
  const [only] = children;
  return only?.type === "element" && only.tagName === "small";
}

function separatorAfter(tagName: string): string {
  return tagName === "br" || tagName === "td" || tagName === "th" ? " " : "";
}
