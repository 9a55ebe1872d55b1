import { formatRfc822, formatRfc3339 } from "../lib/dates.ts";
import {
  attribute,
  cdataElement,
  emptyElement,
  isBlank,
  linkElement,
  openingTag,
  parentElement,
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

const ITEM_OPENING = "<item>\n";
const ITEM_CLOSING = "</item>\n";
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
    openingTag("rss", ` version="2.0"${declareNamespaces(namespaces)}`) +
    openingTag("channel") +
    textElement("title", head.title) +
    textElement("link", head.link) +
    // RSS 2.0: the channel's description is required, even if empty.
    textElement("description", isBlank(head.description) ? head.title : head.description) +
    textElement("language", head.language) +
    textElement("copyright", head.copyright) +
    textElement("pubDate", writeDate(head.published)) +
    textElement("lastBuildDate", writeDate(head.updated)) +
    textElement("docs", head.docs ?? DOCUMENTATION) +
    textElement(
      "generator",
      head.generator === false ? undefined : (head.generator ?? `${GENERATOR_NAME} ${RENDERER_VERSION}`),
    ) +
    inserted +
    textElement("ttl", head.ttl && head.ttl > 0 ? String(Math.ceil(head.ttl)) : undefined) +
    renderCategories(head.categories) +
    renderImage(head) +
    linkElement("atom:link", "self", "application/rss+xml", self) +
    linkElement("atom:link", "hub", undefined, head.hub) +
    appended
  );
}

/** `summary` is the content of the item's description: HTML, escaped. `appended` are elements of the caller. */
export function renderRssEntry(item: DocumentItem, summary: string, appended = ""): string {
  return (
    ITEM_OPENING +
    // RSS 2.0: an item needs a title or a description, and a note has the latter.
    textElement("title", item.isNote ? undefined : item.title) +
    textElement("link", item.link) +
    textElement("guid", item.guid ?? item.id, ` isPermaLink="${item.isPermalink ?? false}"`) +
    textElement("pubDate", writeDate(item.published ?? item.date)) +
    textElement("atom:updated", item.published && item.date && formatRfc3339(item.date.getTime())) +
    (summary === "" ? "" : `<description>${summary}</description>\n`) +
    cdataElement("content:encoded", item.content) +
    (textElement("author", item.rssAuthor) || item.author.map(({ name }) => textElement("dc:creator", name)).join("")) +
    // RSS 2.0 knows the language of a channel alone.
    textElement("dc:language", item.language) +
    renderCategories(item.category) +
    (item.enclosure === undefined ? "" : renderEnclosure(item.enclosure)) +
    appended +
    ITEM_CLOSING
  );
}

/** RSS 2.0: all three attributes are required; a length of 0 means unknown (RSS Profile). */
function renderEnclosure(file: FeedFile): string {
  return isBlank(file.type)
    ? ""
    : emptyElement(
        "enclosure",
        attribute("url", file.url) + attribute("length", known(file.length) ?? 0) + attribute("type", file.type),
      );
}

/** Publications' own categories have no `domain`: rss-parser makes an object of a category that has one. */
function renderCategories(categories: readonly FeedCategory[] = []): string {
  return categories
    .map((subject) => textElement("category", subject.name, attribute("domain", subject.domain)))
    .join("");
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
  const home = textElement("link", head.link);
  return isBlank(address) || home === ""
    ? ""
    : parentElement("image", "", textElement("url", address) + textElement("title", head.title) + home);
}
