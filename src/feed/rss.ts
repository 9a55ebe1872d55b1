import { formatRfc822, formatRfc3339 } from "../lib/dates.ts";
import {
  attribute,
  cdataElement,
  emptyElement,
  isBlank,
  linkElement,
  numberAttribute,
  parentElement,
  present,
  stylesheetInstruction,
  textElement,
  XML_DECLARATION,
} from "../lib/xml.ts";
import { declareNamespaces, type Namespaces } from "./extensions/namespaces.ts";
import type { DocumentHead, DocumentItem, FeedCategory, FeedFile } from "./feed-item.ts";
import { known } from "./files.ts";
import { GENERATOR_NAME, RENDERER_VERSION } from "./renderer-version.ts";

const DOCUMENTATION = "https://www.rssboard.org/rss-specification";

/** Those of an item without extensions and Media RSS. */
export const RSS_NAMESPACES = {
  atom: "http://www.w3.org/2005/Atom",
  content: "http://purl.org/rss/1.0/modules/content/",
  dc: "http://purl.org/dc/elements/1.1/",
} as const;

const title = /* @__PURE__ */ textElement("title");
const link = /* @__PURE__ */ textElement("link");
const description = /* @__PURE__ */ textElement("description");
const pubDate = /* @__PURE__ */ textElement("pubDate");

const permalink = /* @__PURE__ */ textElement("guid", ' isPermaLink="true"');
const guid = /* @__PURE__ */ textElement("guid", ' isPermaLink="false"');
const updated = /* @__PURE__ */ textElement("atom:updated");
const encoded = /* @__PURE__ */ cdataElement("content:encoded");
const author = /* @__PURE__ */ textElement("author");
const creator = /* @__PURE__ */ textElement("dc:creator");
const itemLanguage = /* @__PURE__ */ textElement("dc:language");
const category = /* @__PURE__ */ textElement("category");
const enclosure = /* @__PURE__ */ emptyElement("enclosure");

const domain = /* @__PURE__ */ attribute("domain");
const url = /* @__PURE__ */ attribute("url");
const length = /* @__PURE__ */ numberAttribute("length");
const type = /* @__PURE__ */ attribute("type");

export const RSS_CLOSING = "</channel>\n</rss>\n";

/**
 * RSS 2.0 down to the first item: items come last in the channel (RSS Profile). Elements of the caller are `inserted` after the
 * generator, and `appended` at the end.
 */
export function renderRssOpening(
  head: DocumentHead,
  self: string | undefined,
  namespaces: Namespaces,
  appended = "",
  inserted = "",
): string {
  return (
    XML_DECLARATION +
    stylesheetInstruction(head.stylesheet) +
    `<rss version="2.0"${declareNamespaces(namespaces)}>\n<channel>\n` +
    title(head.title) +
    link(head.link) +
    // RSS 2.0: the channel's description is required, even if empty.
    description(present(head.description) ?? head.title) +
    textElement("language")(head.language) +
    textElement("copyright")(head.copyright) +
    pubDate(writeDate(head.published)) +
    textElement("lastBuildDate")(writeDate(head.updated)) +
    textElement("docs")(head.docs ?? DOCUMENTATION) +
    textElement("generator")(
      head.generator === false ? undefined : (head.generator ?? `${GENERATOR_NAME} ${RENDERER_VERSION}`),
    ) +
    inserted +
    textElement("ttl")(head.ttl && head.ttl > 0 ? String(Math.ceil(head.ttl)) : undefined) +
    renderCategories(head.categories) +
    renderImage(head) +
    linkElement("atom:link", "self", "application/rss+xml")(self) +
    linkElement("atom:link", "hub")(head.hub) +
    appended
  );
}

/** `summary` is the content of the item's description: HTML, escaped. `appended` are elements of the caller. */
export function renderRssEntry(item: DocumentItem, summary: string, appended = ""): string {
  let entry =
    "<item>\n" +
    // RSS 2.0: an item needs a title or a description, and a note has the latter.
    title(item.isNote ? undefined : item.title) +
    link(item.link) +
    (item.isPermalink ? permalink : guid)(item.guid ?? item.id) +
    pubDate(writeDate(item.published ?? item.date)) +
    updated(item.published && item.date && formatRfc3339(item.date.getTime()));
  if (summary !== "") entry += `<description>${summary}</description>\n`;
  entry += encoded(item.content);
  if (item.rssAuthor) entry += author(item.rssAuthor);
  else for (const { name } of item.author) entry += creator(name);
  // RSS 2.0 knows the language of a channel alone.
  entry += itemLanguage(item.language) + renderCategories(item.category);
  if (item.enclosure !== undefined) entry += renderEnclosure(item.enclosure);
  return `${entry}${appended}</item>\n`;
}

/** RSS 2.0: all three attributes are required; a length of 0 means unknown (RSS Profile). */
function renderEnclosure(file: FeedFile): string {
  return isBlank(file.type) ? "" : enclosure(url(file.url) + length(known(file.length) ?? 0) + type(file.type));
}

/** Publications' own categories have no `domain`: rss-parser makes an object of a category that has one. */
function renderCategories(categories: readonly FeedCategory[] = []): string {
  let rendered = "";
  for (const subject of categories) {
    const write = subject.domain ? textElement("category", domain(subject.domain)) : category;
    rendered += write(subject.name);
  }
  return rendered;
}

function writeDate(date: Date | undefined): string | undefined {
  return date && formatRfc822(date.getTime());
}

/**
 * RSS 2.0: GIF, JPEG or PNG; title and link are the channel's. An address says little of its type, so the ending chooses between two
 * images and drops none.
 */
function renderImage(head: DocumentHead): string {
  const isShown = (address: string | undefined) => address && /\.(?:gif|jpe?g|png)\b/i.test(address);
  const address = [head.image, head.favicon].find(isShown) ?? head.image;
  const home = link(head.link);
  return isBlank(address) || home === ""
    ? ""
    : parentElement("image")("", textElement("url")(address) + title(head.title) + home);
}
