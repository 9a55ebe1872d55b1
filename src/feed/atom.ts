import { formatRfc3339 } from "../lib/dates.ts";
import {
  attribute,
  cdataElement,
  emptyElement,
  linkElement,
  numberAttribute,
  parentElement,
  stylesheetInstruction,
  textElement,
  XML_DECLARATION,
} from "../lib/xml.ts";
import { declareNamespaces, type Namespaces } from "./extensions/namespaces.ts";
import type { DocumentHead, DocumentItem, FeedAuthor, FeedCategory, FeedFile } from "./feed-item.ts";
import { known, listFiles } from "./files.ts";
import { GENERATOR_NAME, GENERATOR_URI, RENDERER_VERSION } from "./renderer-version.ts";

/** RFC 4287 §4.1.1 requires a date, also of what has none. */
const UNKNOWN_TIME = 0;

const id = /* @__PURE__ */ textElement("id");
const title = /* @__PURE__ */ textElement("title", ' type="text"');
const updated = /* @__PURE__ */ textElement("updated");
const published = /* @__PURE__ */ textElement("published");
const rights = /* @__PURE__ */ textElement("rights", ' type="text"');
const page = /* @__PURE__ */ linkElement("link", "alternate", "text/html");
const relatedLink = /* @__PURE__ */ linkElement("link", "related");

const summary = /* @__PURE__ */ textElement("summary", ' type="text"');
const summaryHtml = /* @__PURE__ */ textElement("summary", ' type="html"');
const content = /* @__PURE__ */ cdataElement("content", ' type="html"');
const enclosure = /* @__PURE__ */ emptyElement("link", ' rel="enclosure"');
const category = /* @__PURE__ */ emptyElement("category");
const author = /* @__PURE__ */ parentElement("author");
const contributor = /* @__PURE__ */ parentElement("contributor");
const personName = /* @__PURE__ */ textElement("name");
const uri = /* @__PURE__ */ textElement("uri");
const email = /* @__PURE__ */ textElement("email");

const lang = /* @__PURE__ */ attribute("xml:lang");
const type = /* @__PURE__ */ attribute("type");
const length = /* @__PURE__ */ numberAttribute("length");
const fileTitle = /* @__PURE__ */ attribute("title");
const href = /* @__PURE__ */ attribute("href");
const term = /* @__PURE__ */ attribute("term");
const scheme = /* @__PURE__ */ attribute("scheme");
const label = /* @__PURE__ */ attribute("label");

export const ATOM_CLOSING = "</feed>\n";

/**
 * Atom 1.0 down to the first entry (RFC 4287 §4.1.1); id, title and updated first, for readers that stop early. Links of the caller are
 * `inserted` after its own, and elements `appended` at the end.
 */
export function renderAtomOpening(
  head: DocumentHead,
  self: string | undefined,
  namespaces: Namespaces,
  appended = "",
  inserted = "",
): string {
  return (
    XML_DECLARATION +
    stylesheetInstruction(head.stylesheet) +
    `<feed xmlns="http://www.w3.org/2005/Atom"${declareNamespaces(namespaces)}${lang(head.language)}>\n` +
    id(head.id) +
    title(head.title) +
    updated(formatRfc3339(head.updated?.getTime() ?? UNKNOWN_TIME)) +
    textElement("subtitle", ' type="text"')(head.description) +
    // First: several parsers take a feed's first link for its site.
    page(head.link) +
    linkElement("link", "self", "application/atom+xml")(self) +
    linkElement("link", "hub")(head.hub) +
    inserted +
    renderPersons(author, head.author && [head.author]) +
    renderPersons(contributor, head.contributors) +
    renderCategories(head.categories) +
    renderGenerator(head) +
    textElement("icon")(head.favicon) +
    textElement("logo")(head.image) +
    rights(head.copyright) +
    appended
  );
}

/** `summaryText` is plain text, `item.summaryHtml` replaces it. `appended` are elements of the caller. */
export function renderAtomEntry(
  item: DocumentItem,
  summaryText: string | undefined,
  appended = "",
  iri = item.iri ?? item.id,
): string {
  let entry =
    `<entry${lang(item.language)}>\n` +
    id(iri) +
    title(item.title) +
    published(item.published && formatRfc3339(item.published.getTime())) +
    updated(formatRfc3339((item.date ?? item.published)?.getTime() ?? UNKNOWN_TIME)) +
    // Before the enclosure: parsers that ignore relations take the first link for the page (docs/conformance.md, 36).
    page(item.link) +
    relatedLink(item.relatedUrl);
  for (const file of listFiles(item)) entry += renderEnclosure(file);
  entry += item.summaryHtml === undefined ? summary(summaryText) : summaryHtml(item.summaryHtml);
  return (
    entry +
    content(item.content) +
    renderPersons(author, item.author) +
    renderPersons(contributor, item.contributors) +
    renderCategories(item.category) +
    rights(item.copyright) +
    appended +
    "</entry>\n"
  );
}

function renderEnclosure(file: FeedFile): string {
  return enclosure(type(file.type) + length(known(file.length)) + fileTitle(file.title) + href(file.url));
}

/** The term is the readable name unless there is another: several readers show it and ignore the label. */
function renderCategories(categories: readonly FeedCategory[] = []): string {
  let rendered = "";
  for (const subject of categories) {
    rendered += category(term(subject.term ?? subject.name) + scheme(subject.scheme) + label(subject.name));
  }
  return rendered;
}

/** RFC 4287 §3.2: a person has a name. */
function renderPersons(write: typeof author, persons: readonly FeedAuthor[] = []): string {
  let rendered = "";
  for (const person of persons) {
    const name = personName(person.name);
    if (name !== "") rendered += write("", name + uri(person.link) + email(person.email));
  }
  return rendered;
}

function renderGenerator({ generator: name }: DocumentHead): string {
  if (name === undefined)
    return textElement("generator", ` uri="${GENERATOR_URI}" version="${RENDERER_VERSION}"`)(GENERATOR_NAME);
  return name === false ? "" : textElement("generator")(name);
}
