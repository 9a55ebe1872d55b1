import type { Element, ElementContent, Root } from "hast";
import { findElements, textOf } from "../body-tree.ts";
import { hasClass } from "./element-classes.ts";

/** Copy buttons and toolbars of syntax highlighters. */
const TOOL_CLASSES: ReadonlySet<string> = new Set(
  (
    "copy-btn btn-copy copy-button copybutton copybtn copy-code copy-code-button code-copy code-copy-btn clipboard-button " +
    "btn-clipboard copy-to-clipboard-button zeroclipboard-container header-anchor-widget copy-icon code-toolbar-button"
  ).split(" "),
);

/** Columns and marks that number the lines of a listing: highlight.js, Pygments, Chroma, Rouge, Prism, Hexo, GitHub. */
const NUMBER_CLASSES: ReadonlySet<string> = new Set(
  (
    "gutter lineno linenos linenodiv linenumber line-number line-numbers-rows line-numbers-wrapper ln lnt rouge-gutter " +
    "hljs-ln-numbers blob-num code-line-number"
  ).split(" "),
);

const PERMALINK_CLASSES: ReadonlySet<string> = new Set(
  (
    "anchor anchor-link anchorjs-link direct-link hash-link header-anchor header-link headerlink heading-anchor " +
    "heading-link permalink toclink zola-anchor td-heading-self-link"
  ).split(" "),
);

/** The signs by which a heading offers its own address. */
const PERMALINK_TEXT = /^(?:[#¶§∞⚓🔗\u200b\s]|\ufe0e|\ufe0f)*$/u;
const HEADING = /^h[1-6]$/;

/** A control of the page that the markup was taken from; it does nothing in a feed. */
export function isTool(element: Element): boolean {
  return (
    element.tagName === "clipboard-copy" || (element.tagName === "button" && isCopying(element)) || isToolBox(element)
  );
}

function isCopying(button: Element): boolean {
  return hasClass(button, TOOL_CLASSES) || /^\s*(?:copy|copied)\b/i.test(textOf(button)) || textOf(button) === "";
}

function isToolBox(element: Element): boolean {
  return element.tagName !== "pre" && element.tagName !== "code" && hasClass(element, TOOL_CLASSES);
}

/** Numbers of lines, for an element inside `pre`, `code` or the table of a highlighter. */
export function isLineNumbers(element: Element): boolean {
  return hasClass(element, NUMBER_CLASSES) && /^[\s\d]*$/.test(textOf(element));
}

/** A heading's link to itself; not the heading's words, where they are the link. */
export function isPermalink(element: Element, parent: Element | Root): boolean {
  if (element.tagName !== "a" || !String(element.properties.href ?? "").includes("#")) return false;
  const text = textOf(element);
  if (parent.type === "element" && HEADING.test(parent.tagName)) {
    return PERMALINK_TEXT.test(text) || (hasClass(element, PERMALINK_CLASSES) && text !== textOf(parent));
  }
  return hasClass(element, PERMALINK_CLASSES) && PERMALINK_TEXT.test(text);
}

/** The address stays: an id that the link carried goes to its heading. */
export function keepId({ properties }: Element, parent: Element | Root): void {
  const id = properties.id ?? properties.name;
  if (typeof id === "string" && parent.type === "element" && parent.properties.id === undefined) {
    parent.properties.id = id;
  }
}

const LISTING_CELL: ReadonlySet<string> = new Set(["code", "rouge-code", "lntd", "hljs-ln-code", "code-wrapper"]);

/** A table that puts numbers beside a listing, without them: the listing alone. */
export function unwrapListing(table: Element): ElementContent[] | undefined {
  if (table.tagName !== "table") return undefined;
  const cells = findElements(table, ({ tagName }) => tagName === "td" || tagName === "th");
  const numbers = cells.filter((cell) => isNumberCell(cell));
  const listings = cells.filter((cell) => !numbers.includes(cell));
  if (numbers.length !== 1 || listings.length !== 1) return undefined;
  const [listing] = listings;
  if (listing === undefined || !hasClass(listing, LISTING_CELL)) return undefined;
  return findElements(listing, ({ tagName }) => tagName === "pre").slice(0, 1);
}

function isNumberCell(cell: Element): boolean {
  return textOf(cell) !== "" && /^[\s\d]+$/.test(textOf(cell)) && hasClass(cell, new Set([...NUMBER_CLASSES, "lntd"]));
}
