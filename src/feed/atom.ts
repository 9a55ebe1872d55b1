import { formatRfc3339 } from "../lib/dates.ts";
import {
  attribute,
  cdataElement,
  closingTag,
  emptyElement,
  isBlank,
  openingTag,
  parentElement,
  stylesheetInstruction,
  textElement,
  XML_DECLARATION,
} from "../lib/xml.ts";
import { listAuthors, listCategories, summaryOf, titleOf } from "./entry-values.ts";
import type { FeedAuthor, FeedCategory, FeedHead, FeedImage, FeedItem, Tombstone } from "./feed-item.ts";
import type { FeedLinks } from "./feed-links.ts";
import { known, MEDIA_NAMESPACE, renderMedia } from "./media-rss.ts";
import { GENERATOR_NAME, GENERATOR_URI, RENDERER_VERSION } from "./renderer-version.ts";

const MEDIA_TYPE = "application/atom+xml";

const NAMESPACES = ` xmlns="http://www.w3.org/2005/Atom" xmlns:media="${MEDIA_NAMESPACE}"`;
const HISTORY_NAMESPACE = ' xmlns:fh="http://purl.org/syndication/history/1.0"';
const TOMBSTONE_NAMESPACE = ' xmlns:at="http://purl.org/atompub/tombstones/1.0"';

const id = textElement("id");
const title = textElement("title", ' type="text"');
const subtitle = textElement("subtitle", ' type="text"');
const updated = textElement("updated");
const published = textElement("published");
const icon = textElement("icon");
const logo = textElement("logo");
const rights = textElement("rights", ' type="text"');
const link = emptyElement("link");
const history = { complete: emptyElement("fh:complete"), archive: emptyElement("fh:archive") };

const summary = textElement("summary", ' type="text"');
const content = cdataElement("content", ' type="html"');
const category = emptyElement("category");
const author = parentElement("author");
const authorName = textElement("name");
const authorUri = textElement("uri");
const authorEmail = textElement("email");
const deletedEntry = parentElement("at:deleted-entry");
const comment = textElement("at:comment", ' type="text"');

const lang = attribute("xml:lang");
const rel = attribute("rel");
const type = attribute("type");
const href = attribute("href");
const length = attribute("length");
const term = attribute("term");
const scheme = attribute("scheme");
const label = attribute("label");
const ref = attribute("ref");
const when = attribute("when");

const ownGenerator = textElement("generator", attribute("uri")(GENERATOR_URI) + attribute("version")(RENDERER_VERSION));
const otherGenerator = textElement("generator");

const ENTRY_OPENING = openingTag("entry");
const ENTRY_CLOSING = closingTag("entry");
const CLOSING = closingTag("feed");

/** Atom 1.0 down to the first entry (RFC 4287 §4.1.1); id, title and updated first, for readers that stop early. */
export function renderAtomOpening(head: FeedHead, links: FeedLinks): string {
  return (
    XML_DECLARATION +
    stylesheetInstruction(head.stylesheet) +
    openingTag("feed", rootAttributes(head)) +
    id(head.id) +
    title(head.title) +
    updated(formatRfc3339(head.updated.getTime())) +
    subtitle(head.description) +
    renderLinks(head, links) +
    renderAuthor(head.author) +
    renderGenerator(head) +
    icon(head.favicon) +
    logo(head.image) +
    rights(head.copyright) +
    renderHistory(head)
  );
}

/** Tombstones declare their namespace themselves: the opening is rendered before it is known whether there are any. */
export function renderAtomClosing(tombstones: readonly Tombstone[]): string {
  return tombstones.map(renderTombstone).join("") + CLOSING;
}

export function renderAtomEntry(item: FeedItem): string {
  let entry =
    (item.language === undefined ? ENTRY_OPENING : openingTag("entry", lang(item.language))) +
    id(item.iri ?? item.id) +
    title(titleOf(item)) +
    published(formatRfc3339(item.published.getTime())) +
    updated(formatRfc3339(item.date.getTime())) +
    (item.enclosure === undefined ? "" : renderEnclosure(item.enclosure)) +
    // After the enclosure: one parser in the field takes the last link for the page.
    link(`${rel("alternate")}${type("text/html")}${href(item.link)}`) +
    // RFC 4287 §4.1.1.1: some text, where there is no body.
    summary(isBlank(item.content) ? summaryOf(item) : item.description) +
    content(item.content);
  for (const person of listAuthors(item)) entry += renderAuthor(person);
  for (const subject of listCategories(item)) entry += renderCategory(subject);
  return entry + renderMedia(item) + ENTRY_CLOSING;
}

function renderEnclosure(file: FeedImage): string {
  return link(rel("enclosure") + type(file.type) + length(known(file.length)) + href(file.url));
}

/** The term is the readable name: several readers show it and ignore the label. */
function renderCategory(subject: FeedCategory): string {
  return category(term(subject.name) + scheme(subject.scheme) + label(subject.name));
}

/** RFC 4287 §3.2 */
function renderAuthor(person: FeedAuthor): string {
  const name = authorName(person.name);
  return name === "" ? "" : author("", name + authorUri(person.link) + authorEmail(person.email));
}

function rootAttributes(head: FeedHead): string {
  const hasHistory = head.paging?.kind === "complete" || head.paging?.kind === "archive";
  return NAMESPACES + (hasHistory ? HISTORY_NAMESPACE : "") + lang(head.language);
}

function renderGenerator(head: FeedHead): string {
  if (head.generator === undefined) return ownGenerator(GENERATOR_NAME);
  return head.generator === false ? "" : otherGenerator(head.generator);
}

function renderLinks(head: FeedHead, links: FeedLinks): string {
  // First: several parsers take a feed's first link for its site.
  let rendered = link(rel("alternate") + type("text/html") + href(head.link));
  rendered += link(rel("self") + type(MEDIA_TYPE) + href(links.self));
  if (!isBlank(head.hub)) rendered += link(rel("hub") + href(head.hub));
  for (const page of links.paging) rendered += link(rel(page.rel) + type(MEDIA_TYPE) + href(page.href));
  // RFC 4946
  if (!isBlank(head.license)) rendered += link(rel("license") + href(head.license));
  return rendered;
}

/** RFC 5005 §2 and §4. */
function renderHistory(head: FeedHead): string {
  const kind = head.paging?.kind;
  return kind === "complete" || kind === "archive" ? history[kind]() : "";
}

/** RFC 6721 §3 */
function renderTombstone(tombstone: Tombstone): string {
  const moment = formatRfc3339(tombstone.when.getTime());
  return deletedEntry(TOMBSTONE_NAMESPACE + ref(tombstone.ref) + when(moment), comment(tombstone.comment));
}
