import type { Loss } from "../source-feed.ts";
import { type FindPictures, replaceShortcodes } from "./wordpress-shortcodes.ts";

/** Elements that are no part of a paragraph. */
const BLOCK =
  "address|article|aside|audio|blockquote|dd|details|div|dl|dt|embed|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|" +
  "iframe|li|main|nav|noscript|object|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul|video";
const STARTS_WITH_BLOCK = new RegExp(`^(?:</?(?:${BLOCK})[\\s>/]|<!--)`, "i");
/** Elements in which an empty line does not begin a paragraph. */
const KEPT_WHOLE = /<(pre|script|style|textarea|table|ul|ol|dl|figure|p|h[1-6])\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
/** Elements whose text has paragraphs of its own. */
const CONTAINER = /<\/?(?:blockquote|div|section|article|aside|main|header|footer|details|hr|form)\b[^<>]*>/gi;
/** Beyond these, looking for the end of an element takes the square of their number. */
const MAX_ELEMENTS = 5_000;
const LONE_ADDRESS = /^https?:\/\/[^\s<>"]+$/;

/**
 * WordPress keeps posts as people typed them: paragraphs by empty lines, pictures and code as shortcodes. The block editor's posts
 * are HTML already.
 */
export function htmlOfPost(
  content: string,
  findPictures: FindPictures,
): { readonly html: string | undefined; readonly losses: readonly Loss[] } {
  const typed = content.replace(/\r\n?/g, "\n").trim();
  if (typed === "") return { html: undefined, losses: [] };
  if (typed.split(/<(?:pre|script|style|table|ul|ol|dl|figure|p|h[1-6]|img|!--)/i).length > MAX_ELEMENTS) {
    return { html: typed, losses: [{ field: "body", message: "it has too many elements: no paragraphs are made" }] };
  }
  const { text, left } = replaceShortcodes(typed, findPictures);
  const losses = left.map((name) => ({ field: "body", message: `the shortcode [${name}] is left as it is written` }));
  return { html: /<!-- wp:/.test(text) ? text : addParagraphs(text), losses };
}

/** The paragraphs that WordPress makes when it shows such a post: blocks never come to lie inside one. */
function addParagraphs(text: string): string {
  const parts: string[] = [];
  const addLoose = (loose: string) => {
    const apart = loose.replace(CONTAINER, (tag) => `\n\n${tag}\n\n`);
    for (const part of apart.split(/\n\s*\n/)) parts.push(wrapPart(part.trim()));
  };
  let end = 0;
  for (const { 0: element, index } of text.matchAll(KEPT_WHOLE)) {
    addLoose(text.slice(end, index));
    parts.push(element);
    end = index + element.length;
  }
  addLoose(text.slice(end));
  return parts.filter((part) => part !== "").join("\n");
}

function wrapPart(part: string): string {
  if (part === "" || STARTS_WITH_BLOCK.test(part)) return part;
  if (LONE_ADDRESS.test(part)) return `<p><a href="${part}">${part}</a></p>`;
  return `<p>${part.replaceAll("\n", "<br>\n")}</p>`;
}
