import { formatRfc3339 } from "../lib/dates.ts";
import {
  attribute,
  emptyElement,
  isBlank,
  linkElement,
  numberAttribute,
  parentElement,
  type TextWriter,
  textElement,
} from "../lib/xml.ts";
import { listNamespaces } from "./extensions/extension.ts";
import type { Namespaces } from "./extensions/namespaces.ts";
import type { DocumentHead, Tombstone } from "./feed-item.ts";
import type { FeedLinks, PagingRelation } from "./feed-links.ts";

// The parts of a document that a publication's feeds have beside those of any feed: history, licence, rssCloud, retractions.

const HISTORY_NAMESPACES = { fh: "http://purl.org/syndication/history/1.0" };
const LICENSE_NAMESPACES = { creativeCommons: "http://backend.userland.com/creativeCommonsRssModule" };

const history = { complete: emptyElement("fh:complete")(""), archive: emptyElement("fh:archive")("") };

/** RFC 5005 §2 and §4. */
export function renderHistory({ paging }: DocumentHead): string {
  const kind = paging?.kind;
  return kind === "complete" || kind === "archive" ? history[kind] : "";
}

/** RSS has no element for the address of a licence, Atom a link. */
export const renderLicense = textElement("creativeCommons:license");

/** Those of {@link renderLicense}. */
export function listLicenseNamespaces({ license }: DocumentHead): Namespaces {
  return isBlank(license) ? {} : LICENSE_NAMESPACES;
}

type PagingWriters = Readonly<Record<PagingRelation, TextWriter>>;

const rssPages = createPagingWriters("atom:link", "application/rss+xml");
const atomPages = createPagingWriters("link", "application/atom+xml");
const licenseLink = linkElement("link", "license");

function createPagingWriters(name: string, type: string): PagingWriters {
  return {
    current: linkElement(name, "current", type),
    next: linkElement(name, "next", type),
    "prev-archive": linkElement(name, "prev-archive", type),
    "next-archive": linkElement(name, "next-archive", type),
  };
}

/** The neighbours of a document, as elements of RSS. */
export function renderRssPages({ paging }: FeedLinks): string {
  return renderPages(rssPages, paging);
}

/** The same as links of Atom, and that of the licence (RFC 4946). */
export function renderAtomLinks(head: DocumentHead, { paging }: FeedLinks): string {
  return renderPages(atomPages, paging) + licenseLink(head.license);
}

function renderPages(writers: PagingWriters, paging: FeedLinks["paging"]): string {
  let rendered = "";
  for (const { rel, href } of paging) rendered += writers[rel](href);
  return rendered;
}

const cloud = emptyElement("cloud");
const domain = attribute("domain");
const port = numberAttribute("port");
const path = attribute("path");
const protocolOf = attribute("protocol");

/** RSS 2.0: all five attributes are required; REST has no procedure to name. */
export function renderCloud({ cloudAddress }: DocumentHead): string {
  const target = cloudAddress === undefined ? null : URL.parse(cloudAddress);
  if (target === null) return "";
  const { protocol, hostname, pathname } = target;
  const isSecure = protocol === "https:";
  const number = target.port === "" ? (isSecure ? 443 : 80) : Number(target.port);
  const place = domain(hostname) + port(number) + path(pathname);
  return cloud(`${place} registerProcedure=""${protocolOf(isSecure ? "https-post" : "http-post")}`);
}

const TOMBSTONE_NAMESPACE = ' xmlns:at="http://purl.org/atompub/tombstones/1.0"';
const deletedEntry = parentElement("at:deleted-entry");
const ref = attribute("ref");
const when = attribute("when");
const comment = textElement("at:comment", ' type="text"');

/**
 * RFC 6721 §3. Tombstones declare their namespace themselves: the opening is rendered before it is known whether there are any.
 */
export function renderTombstone(tombstone: Tombstone): string {
  const moment = formatRfc3339(tombstone.when.getTime());
  return deletedEntry(TOMBSTONE_NAMESPACE + ref(tombstone.ref) + when(moment), comment(tombstone.comment));
}

/** The namespaces of a document: first those of its entries, then those of its channel. */
export function mergeNamespaces(entries: Namespaces, head: DocumentHead, license?: Namespaces): Namespaces {
  return {
    ...entries,
    ...license,
    ...(renderHistory(head) !== "" && HISTORY_NAMESPACES),
    ...listNamespaces(head.extensions),
  };
}
