import { formatRfc822, formatRfc3339 } from "../lib/dates.ts";
import {
  attribute,
  cdataElement,
  closingTag,
  emptyElement,
  escapeText,
  escapeTextAsHtml,
  isBlank,
  openingTag,
  parentElement,
  stylesheetInstruction,
  textElement,
  XML_DECLARATION,
} from "../lib/xml.ts";
import { listAuthors, listCategories, summaryOf, titleOf } from "./entry-values.ts";
import { declareNamespaces, listNamespaces, type Namespaces, renderExtensions } from "./extensions/extension.ts";
import { MEDIA_NAMESPACE } from "./extensions/media.ts";
import { historyNamespace, renderHistory } from "./feed-history.ts";
import type { DocumentHead, DocumentItem, FeedCategory, FeedFile } from "./feed-item.ts";
import type { FeedLinks } from "./feed-links.ts";
import { known, renderMedia } from "./media-rss.ts";
import { GENERATOR_NAME, RENDERER_VERSION } from "./renderer-version.ts";

const VERSION = ' version="2.0"';
const MEDIA_TYPE = "application/rss+xml";
const DOCUMENTATION = "https://www.rssboard.org/rss-specification";

/** Those of an item without extensions. */
export const RSS_NAMESPACES = {
  atom: "http://www.w3.org/2005/Atom",
  content: "http://purl.org/rss/1.0/modules/content/",
  dc: "http://purl.org/dc/elements/1.1/",
  media: MEDIA_NAMESPACE,
} as const;
const LICENSE_NAMESPACE = { creativeCommons: "http://backend.userland.com/creativeCommonsRssModule" };

const title = textElement("title");
const link = textElement("link");
const description = textElement("description");
const language = textElement("language");
const copyright = textElement("copyright");
const lastBuildDate = textElement("lastBuildDate");
const docs = textElement("docs");
const generator = textElement("generator");
const ttl = textElement("ttl");
const image = parentElement("image");
const imageUrl = textElement("url");
const license = textElement("creativeCommons:license");
const atomLink = emptyElement("atom:link");

const guid = textElement("guid", ' isPermaLink="false"');
const permalink = textElement("guid", ' isPermaLink="true"');
const pubDate = textElement("pubDate");
const updated = textElement("atom:updated");
// Readers show an item's description as HTML, so text becomes HTML first.
const summary = textElement("description", "", escapeTextAsHtml);
const encoded = cdataElement("content:encoded");
const creator = textElement("dc:creator");
const itemLanguage = textElement("dc:language");
const categoryName = textElement("category");
const summaryHtml = textElement("description");
const enclosure = emptyElement("enclosure");
const cloud = emptyElement("cloud");
const domain = attribute("domain");
const port = attribute("port");
const path = attribute("path");
const protocolOf = attribute("protocol");

const href = attribute("href");
const rel = attribute("rel");
const type = attribute("type");
const url = attribute("url");
const length = attribute("length");

const ITEM_OPENING = openingTag("item");
const ITEM_CLOSING = closingTag("item");
const CLOSING = closingTag("channel") + closingTag("rss");

/** RSS 2.0 down to the first item: items come last in the channel (RSS Profile). */
export function renderRssOpening(head: DocumentHead, links: FeedLinks, namespaces: Namespaces): string {
  return (
    XML_DECLARATION +
    stylesheetInstruction(head.stylesheet) +
    openingTag("rss", rootAttributes(head, namespaces)) +
    openingTag("channel") +
    title(head.title) +
    link(head.link) +
    // RSS 2.0: the channel's description is required, even if empty.
    description(isBlank(head.description) ? head.title : head.description) +
    language(head.language) +
    copyright(head.copyright) +
    lastBuildDate(writeDate(head.updated)) +
    docs(head.docs ?? DOCUMENTATION) +
    renderGenerator(head) +
    renderCloud(head.cloudAddress) +
    ttl(head.ttl !== undefined && head.ttl > 0 ? String(Math.ceil(head.ttl)) : undefined) +
    (head.categories ?? []).map(renderCategory).join("") +
    renderImage(head) +
    renderLinks(head, links) +
    renderHistory(head) +
    license(head.license) +
    renderExtensions(head.extensions)
  );
}

export function renderRssClosing(): string {
  return CLOSING;
}

export function renderRssEntry(item: DocumentItem): string {
  let entry =
    ITEM_OPENING +
    // RSS 2.0: an item needs a title or a description, and a note has the latter.
    title(item.isNote ? undefined : titleOf(item)) +
    link(item.link) +
    (item.isPermalink ? permalink : guid)(item.guid ?? item.id) +
    pubDate(writeDate(item.published ?? item.date)) +
    updated(item.published && item.date && formatRfc3339(item.date.getTime())) +
    (item.summaryHtml === undefined ? summary(summaryOf(item)) : summaryHtml(item.summaryHtml)) +
    encoded(item.content);
  for (const { name } of listAuthors(item)) entry += creator(name);
  // RSS 2.0 knows the language of a channel alone.
  entry += itemLanguage(item.language);
  for (const subject of listCategories(item)) entry += renderCategory(subject);
  if (item.enclosure !== undefined) entry += renderEnclosure(item.enclosure);
  return entry + renderMedia(item) + renderExtensions(item.extensions) + ITEM_CLOSING;
}

/** RSS 2.0: all three attributes are required; a length of 0 means unknown (RSS Profile). */
function renderEnclosure(file: FeedFile): string {
  return isBlank(file.type) ? "" : enclosure(url(file.url) + length(known(file.length) ?? 0) + type(file.type));
}

/** Publications' own categories have no `domain`: rss-parser makes an object of a category that has one. */
function renderCategory(subject: FeedCategory): string {
  return subject.domain === undefined
    ? categoryName(subject.name)
    : `<category${domain(subject.domain)}>${escapeText(subject.name)}</category>\n`;
}

function writeDate(date: Date | undefined): string | undefined {
  return date && formatRfc822(date.getTime());
}

function rootAttributes(head: DocumentHead, namespaces: Namespaces): string {
  return (
    VERSION +
    declareNamespaces(
      namespaces,
      isBlank(head.license) ? undefined : LICENSE_NAMESPACE,
      historyNamespace(head),
      listNamespaces(head.extensions),
    )
  );
}

function renderGenerator(head: DocumentHead): string {
  return generator(head.generator === false ? undefined : (head.generator ?? `${GENERATOR_NAME} ${RENDERER_VERSION}`));
}

/** RSS 2.0: all five attributes are required; REST has no procedure to name. */
function renderCloud(address: string | undefined): string {
  const target = address === undefined ? null : URL.parse(address);
  if (target === null) return "";
  const { protocol, hostname, pathname } = target;
  const isSecure = protocol === "https:";
  const number = target.port === "" ? (isSecure ? 443 : 80) : Number(target.port);
  const place = domain(hostname) + port(number) + path(pathname);
  return cloud(`${place} registerProcedure=""${protocolOf(isSecure ? "https-post" : "http-post")}`);
}

/**
 * RSS 2.0: GIF, JPEG or PNG; title and link are the channel's. An address says little of its type, so the ending chooses between two
 * images and drops none.
 */
function renderImage(head: DocumentHead): string {
  const isShown = (address: string | undefined) => address && /\.(?:gif|jpe?g|png)(?:[?#]|$)/i.test(address);
  const address = [head.image, head.favicon].find(isShown) ?? head.image;
  return isBlank(address) ? "" : image("", imageUrl(address) + title(head.title) + link(head.link));
}

function renderLinks(head: DocumentHead, links: FeedLinks): string {
  let rendered = isBlank(links.self) ? "" : atomLink(rel("self") + type(MEDIA_TYPE) + href(links.self));
  if (!isBlank(head.hub)) rendered += atomLink(rel("hub") + href(head.hub));
  for (const page of links.paging) rendered += atomLink(rel(page.rel) + type(MEDIA_TYPE) + href(page.href));
  return rendered;
}
