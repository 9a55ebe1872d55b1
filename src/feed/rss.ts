import { formatRfc822, formatRfc3339 } from "../lib/dates.ts";
import {
  attribute,
  cdataElement,
  closingTag,
  emptyElement,
  escapeTextAsHtml,
  isBlank,
  openingTag,
  parentElement,
  stylesheetInstruction,
  textElement,
  XML_DECLARATION,
} from "../lib/xml.ts";
import { listAuthors, listCategories, summaryOf, titleOf } from "./entry-values.ts";
import type { FeedHead, FeedImage, FeedItem } from "./feed-item.ts";
import type { FeedLinks } from "./feed-links.ts";
import { MEDIA_NAMESPACE, renderMedia } from "./media-rss.ts";
import { GENERATOR_NAME, RENDERER_VERSION } from "./renderer-version.ts";

const MEDIA_TYPE = "application/rss+xml";
const DOCUMENTATION = "https://www.rssboard.org/rss-specification";

const NAMESPACES =
  ' version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"' +
  ` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="${MEDIA_NAMESPACE}"`;
const LICENSE_NAMESPACE = ' xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule"';
const HISTORY_NAMESPACE = ' xmlns:fh="http://purl.org/syndication/history/1.0"';

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
const history = { complete: emptyElement("fh:complete"), archive: emptyElement("fh:archive") };

const guid = textElement("guid", ' isPermaLink="false"');
const pubDate = textElement("pubDate");
const updated = textElement("atom:updated");
// Readers show an item's description as HTML, so text becomes HTML first.
const summary = textElement("description", "", escapeTextAsHtml);
const encoded = cdataElement("content:encoded");
const creator = textElement("dc:creator");
const category = textElement("category");
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
export function renderRssOpening(head: FeedHead, links: FeedLinks): string {
  return (
    XML_DECLARATION +
    stylesheetInstruction(head.stylesheet) +
    openingTag("rss", rootAttributes(head)) +
    openingTag("channel") +
    title(head.title) +
    link(head.link) +
    // RSS 2.0: the channel's description is required, even if empty.
    description(isBlank(head.description) ? head.title : head.description) +
    language(head.language) +
    copyright(head.copyright) +
    lastBuildDate(formatRfc822(head.updated.getTime())) +
    docs(head.docs ?? DOCUMENTATION) +
    renderGenerator(head) +
    renderCloud(head.cloudAddress) +
    ttl(head.ttl > 0 ? String(Math.ceil(head.ttl)) : undefined) +
    renderImage(head) +
    renderLinks(head, links) +
    renderHistory(head) +
    license(head.license)
  );
}

export function renderRssClosing(): string {
  return CLOSING;
}

export function renderRssEntry(item: FeedItem): string {
  let entry =
    ITEM_OPENING +
    // RSS 2.0: an item needs a title or a description, and a note has the latter.
    title(item.isNote ? undefined : titleOf(item)) +
    link(item.link) +
    guid(item.id) +
    pubDate(formatRfc822(item.published.getTime())) +
    updated(formatRfc3339(item.date.getTime())) +
    summary(summaryOf(item)) +
    encoded(item.content);
  for (const { name } of listAuthors(item)) entry += creator(name);
  // Without `domain`: rss-parser makes an object of a category that has one.
  for (const { name } of listCategories(item)) entry += category(name);
  if (item.enclosure !== undefined) entry += renderEnclosure(item.enclosure);
  return entry + renderMedia(item) + ITEM_CLOSING;
}

/** RSS 2.0: all three attributes are required; a length of 0 means unknown (RSS Profile). */
function renderEnclosure(file: FeedImage): string {
  return isBlank(file.type) ? "" : enclosure(url(file.url) + length(Math.max(0, file.length)) + type(file.type));
}

function rootAttributes(head: FeedHead): string {
  const hasHistory = head.paging?.kind === "complete" || head.paging?.kind === "archive";
  return NAMESPACES + (isBlank(head.license) ? "" : LICENSE_NAMESPACE) + (hasHistory ? HISTORY_NAMESPACE : "");
}

function renderGenerator(head: FeedHead): string {
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

/** RSS 2.0: GIF, JPEG or PNG; title and link are the channel's. */
function renderImage(head: FeedHead): string {
  const address = [head.image, head.favicon].find((candidate) => candidate && /\.(?:gif|jpe?g|png)$/i.test(candidate));
  return address === undefined ? "" : image("", imageUrl(address) + title(head.title) + link(head.link));
}

function renderLinks(head: FeedHead, links: FeedLinks): string {
  let rendered = atomLink(rel("self") + type(MEDIA_TYPE) + href(links.self));
  if (!isBlank(head.hub)) rendered += atomLink(rel("hub") + href(head.hub));
  for (const page of links.paging) rendered += atomLink(rel(page.rel) + type(MEDIA_TYPE) + href(page.href));
  return rendered;
}

/** RFC 5005 §2 and §4. */
function renderHistory(head: FeedHead): string {
  const kind = head.paging?.kind;
  return kind === "complete" || kind === "archive" ? history[kind]() : "";
}
