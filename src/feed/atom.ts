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
import { listAuthors, listCategories, listFiles, summaryOf, titleOf } from "./entry-values.ts";
import { declareNamespaces, listNamespaces, type Namespaces, renderExtensions } from "./extensions/extension.ts";
import { MEDIA_NAMESPACE } from "./extensions/media.ts";
import { historyNamespace, renderHistory } from "./feed-history.ts";
import type { DocumentHead, DocumentItem, FeedAuthor, FeedCategory, FeedFile, Tombstone } from "./feed-item.ts";
import type { FeedLinks } from "./feed-links.ts";
import { known, renderMedia } from "./media-rss.ts";
import { GENERATOR_NAME, GENERATOR_URI, RENDERER_VERSION } from "./renderer-version.ts";

/** RFC 4287 §4.1.1 requires a date, also of what has none. */
const UNKNOWN_TIME = 0;

const MEDIA_TYPE = "application/atom+xml";

const ATOM_NAMESPACE = ' xmlns="http://www.w3.org/2005/Atom"';
/** Those of an entry without extensions. */
export const ATOM_NAMESPACES = { media: MEDIA_NAMESPACE } as const;
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

const summary = textElement("summary", ' type="text"');
const summaryHtml = textElement("summary", ' type="html"');
const content = cdataElement("content", ' type="html"');
const category = emptyElement("category");
const author = parentElement("author");
const contributor = parentElement("contributor");
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
const titleAttribute = attribute("title");
const ref = attribute("ref");
const when = attribute("when");

const ownGenerator = textElement("generator", attribute("uri")(GENERATOR_URI) + attribute("version")(RENDERER_VERSION));
const otherGenerator = textElement("generator");

const ENTRY_OPENING = openingTag("entry");
const ENTRY_CLOSING = closingTag("entry");
const CLOSING = closingTag("feed");

/** Atom 1.0 down to the first entry (RFC 4287 §4.1.1); id, title and updated first, for readers that stop early. */
export function renderAtomOpening(head: DocumentHead, links: FeedLinks, namespaces: Namespaces): string {
  return (
    XML_DECLARATION +
    stylesheetInstruction(head.stylesheet) +
    openingTag("feed", rootAttributes(head, namespaces)) +
    id(head.id) +
    title(head.title) +
    updated(formatRfc3339(head.updated?.getTime() ?? UNKNOWN_TIME)) +
    subtitle(head.description) +
    renderLinks(head, links) +
    renderPersons(author, head.author && [head.author]) +
    renderPersons(contributor, head.contributors) +
    (head.categories ?? []).map(renderCategory).join("") +
    renderGenerator(head) +
    icon(head.favicon) +
    logo(head.image) +
    rights(head.copyright) +
    renderHistory(head) +
    renderExtensions(head.extensions)
  );
}

/** Tombstones declare their namespace themselves: the opening is rendered before it is known whether there are any. */
export function renderAtomClosing(tombstones: readonly Tombstone[]): string {
  return tombstones.map(renderTombstone).join("") + CLOSING;
}

export function renderAtomEntry(item: DocumentItem): string {
  let entry =
    (item.language === undefined ? ENTRY_OPENING : openingTag("entry", lang(item.language))) +
    id(item.iri ?? item.id) +
    title(titleOf(item)) +
    published(item.published && formatRfc3339(item.published.getTime())) +
    updated(formatRfc3339((item.date ?? item.published)?.getTime() ?? UNKNOWN_TIME)) +
    // Before the enclosure: parsers that ignore relations take the first link for the page (docs/conformance.md, 36).
    (isBlank(item.link) ? "" : link(`${rel("alternate")}${type("text/html")}${href(item.link)}`)) +
    listFiles(item).map(renderEnclosure).join("") +
    renderSummary(item) +
    content(item.content);
  entry += renderPersons(author, listAuthors(item)) + renderPersons(contributor, item.contributors);
  for (const subject of listCategories(item)) entry += renderCategory(subject);
  return entry + rights(item.copyright) + renderMedia(item) + renderExtensions(item.extensions) + ENTRY_CLOSING;
}

/** RFC 4287 §4.1.1.1: some text, where there is no body. */
function renderSummary(item: DocumentItem): string {
  const hasBody = !isBlank(item.content);
  if (!isBlank(item.summaryHtml)) return summaryHtml(item.summaryHtml);
  return summary(hasBody ? item.description : summaryOf(item));
}

function renderEnclosure(file: FeedFile): string {
  return link(
    rel("enclosure") + type(file.type) + length(known(file.length)) + titleAttribute(file.title) + href(file.url),
  );
}

/** The term is the readable name: several readers show it and ignore the label. */
function renderCategory(subject: FeedCategory): string {
  return category(term(subject.term ?? subject.name) + scheme(subject.scheme) + label(subject.name));
}

/** RFC 4287 §3.2: a person has a name. */
function renderPersons(element: typeof author, persons: readonly FeedAuthor[] = []): string {
  let rendered = "";
  for (const person of persons) {
    const name = authorName(person.name);
    if (name !== "") rendered += element("", name + authorUri(person.link) + authorEmail(person.email));
  }
  return rendered;
}

function rootAttributes(head: DocumentHead, namespaces: Namespaces): string {
  const declared = declareNamespaces(namespaces, historyNamespace(head), listNamespaces(head.extensions));
  return ATOM_NAMESPACE + declared + lang(head.language);
}

function renderGenerator(head: DocumentHead): string {
  if (head.generator === undefined) return ownGenerator(GENERATOR_NAME);
  return head.generator === false ? "" : otherGenerator(head.generator);
}

function renderLinks(head: DocumentHead, links: FeedLinks): string {
  // First: several parsers take a feed's first link for its site.
  let rendered = isBlank(head.link) ? "" : link(rel("alternate") + type("text/html") + href(head.link));
  if (!isBlank(links.self)) rendered += link(rel("self") + type(MEDIA_TYPE) + href(links.self));
  if (!isBlank(head.hub)) rendered += link(rel("hub") + href(head.hub));
  for (const page of links.paging) rendered += link(rel(page.rel) + type(MEDIA_TYPE) + href(page.href));
  // RFC 4946
  if (!isBlank(head.license)) rendered += link(rel("license") + href(head.license));
  return rendered;
}

/** RFC 6721 §3 */
function renderTombstone(tombstone: Tombstone): string {
  const moment = formatRfc3339(tombstone.when.getTime());
  return deletedEntry(TOMBSTONE_NAMESPACE + ref(tombstone.ref) + when(moment), comment(tombstone.comment));
}
