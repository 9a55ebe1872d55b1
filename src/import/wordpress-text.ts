import type { Loss } from "./source-feed.ts";

const BLOCK =
  "address|article|aside|audio|blockquote|dd|details|div|dl|dt|embed|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|" +
  "iframe|li|main|nav|noscript|object|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul|video";
const STARTS_WITH_BLOCK = new RegExp(`^(?:</?(?:${BLOCK})[\\s>/]|<!--)`, "i");
/** Elements in which an empty line begins no paragraph. */
const KEPT_WHOLE = /<(pre|script|style|table|ul|ol|blockquote|figure|div|section)\b[\s\S]*?<\/\1\s*>/gi;
/** Ends before the next one begins: looking further for what is not there takes the square of their number. */
const CAPTION =
  /\[caption[^[\]]*\]\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*<\/a>)?)((?:(?!\[caption)[\s\S])*?)\[\/caption\]/gi;
/** `[gallery ids="1,2"]`, and no remark such as `[sic]`. */
const SHORTCODE = /\[(?:([a-z][a-z0-9_-]{2,30})\s+[a-z_-]+=[^[\]]*|(gallery|embed|audio|video|playlist))\]/gi;
/** Beyond these, looking for what closes an element takes the square of their number. */
const MAX_ELEMENTS = 5_000;
const LONE_ADDRESS = /^https?:\/\/[^\s<>"]+$/;

/** WordPress keeps posts as people typed them: paragraphs by empty lines, captions as `[caption]`. Blocks are HTML already. */
export function htmlOfPost(content: string): { readonly html: string | undefined; readonly losses: readonly Loss[] } {
  const text = content.replace(/\r\n?/g, "\n").trim();
  if (text === "") return { html: undefined, losses: [] };
  if (text.split(/<(?:pre|script|style|table|ul|ol|blockquote|figure|div|section|img)\b/i).length > MAX_ELEMENTS) {
    return { html: text, losses: [{ field: "body", message: "it has too many elements: no paragraphs are made" }] };
  }
  const captioned = text.replace(CAPTION, (_, picture: string, caption: string) => {
    return `\n\n<figure>${picture}<figcaption>${caption.trim()}</figcaption></figure>\n\n`;
  });
  const names = new Set(
    Array.from(captioned.matchAll(SHORTCODE), ([, name, bare = ""]) => (name ?? bare).toLowerCase()),
  );
  const losses = [...names].map((name) => ({
    field: "body",
    message: `the shortcode [${name}] is left as it is written`,
  }));
  const isBlocks = /<!-- wp:/.test(captioned);
  return { html: isBlocks ? captioned : addParagraphs(captioned), losses };
}

/** What WordPress itself does when it shows such a post (`wpautop`). */
function addParagraphs(text: string): string {
  const parts: string[] = [];
  let end = 0;
  const addLoose = (loose: string) => {
    for (const part of loose.split(/\n\s*\n/)) parts.push(wrapPart(part.trim()));
  };
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
