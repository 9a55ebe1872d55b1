import { formatRfc3339 } from "../lib/dates.ts";
import {
  attribute,
  cdataElement,
  emptyElement,
  linkElement,
  openingTag,
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

const ENTRY_CLOSING = "</entry>\n";
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
  const namespace = ' xmlns="http://www.w3.org/2005/Atom"';
  return (
    XML_DECLARATION +
    stylesheetInstruction(head.stylesheet) +
    openingTag("feed", namespace + declareNamespaces(namespaces) + attribute("xml:lang", head.language)) +
    textElement("id", head.id) +
    textElement("title", head.title, ' type="text"') +
    textElement("updated", formatRfc3339(head.updated?.getTime() ?? UNKNOWN_TIME)) +
    textElement("subtitle", head.description, ' type="text"') +
    // First: several parsers take a feed's first link for its site.
    linkElement("link", "alternate", "text/html", head.link) +
    linkElement("link", "self", "application/atom+xml", self) +
    linkElement("link", "hub", undefined, head.hub) +
    inserted +
    renderPersons("author", head.author && [head.author]) +
    renderPersons("contributor", head.contributors) +
    renderCategories(head.categories) +
    renderGenerator(head) +
    textElement("icon", head.favicon) +
    textElement("logo", head.image) +
    textElement("rights", head.copyright, ' type="text"') +
    appended
  );
}

/** `summaryText` is plain text, `item.summaryHtml` replaces it. `appended` are elements of the caller. */
export function renderAtomEntry(item: DocumentItem, summaryText: string | undefined, appended = ""): string {
  return (
    openingTag("entry", attribute("xml:lang", item.language)) +
    textElement("id", item.iri ?? item.id) +
    textElement("title", item.title, ' type="text"') +
    textElement("published", item.published && formatRfc3339(item.published.getTime())) +
    textElement("updated", formatRfc3339((item.date ?? item.published)?.getTime() ?? UNKNOWN_TIME)) +
    // Before the enclosure: parsers that ignore relations take the first link for the page (docs/conformance.md, 36).
    linkElement("link", "alternate", "text/html", item.link) +
    (item.relatedUrl === undefined ? "" : emptyElement("link", ` rel="related"${attribute("href", item.relatedUrl)}`)) +
    listFiles(item).map(renderEnclosure).join("") +
    (item.summaryHtml === undefined
      ? textElement("summary", summaryText, ' type="text"')
      : textElement("summary", item.summaryHtml, ' type="html"')) +
    cdataElement("content", item.content, ' type="html"') +
    renderPersons("author", item.author) +
    renderPersons("contributor", item.contributors) +
    renderCategories(item.category) +
    textElement("rights", item.copyright, ' type="text"') +
    appended +
    ENTRY_CLOSING
  );
}

function renderEnclosure(file: FeedFile): string {
  const values =
    attribute("type", file.type) +
    attribute("length", known(file.length)) +
    attribute("title", file.title) +
    attribute("href", file.url);
  return emptyElement("link", ` rel="enclosure"${values}`);
}

/** The term is the readable name unless there is another: several readers show it and ignore the label. */
function renderCategories(categories: readonly FeedCategory[] = []): string {
  return categories
    .map((subject) =>
      emptyElement(
        "category",
        attribute("term", subject.term ?? subject.name) +
          attribute("scheme", subject.scheme) +
          attribute("label", subject.name),
      ),
    )
    .join("");
}

/** RFC 4287 §3.2: a person has a name. */
function renderPersons(role: "author" | "contributor", persons: readonly FeedAuthor[] = []): string {
  let rendered = "";
  for (const person of persons) {
    const name = textElement("name", person.name);
    if (name !== "")
      rendered += parentElement(role, "", name + textElement("uri", person.link) + textElement("email", person.email));
  }
  return rendered;
}

function renderGenerator({ generator: name }: DocumentHead): string {
  if (name === undefined)
    return textElement("generator", GENERATOR_NAME, `${attribute("uri", GENERATOR_URI)} version="${RENDERER_VERSION}"`);
  return name === false ? "" : textElement("generator", name);
}
