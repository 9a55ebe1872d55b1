import { formatRfc3339 } from "../lib/dates.ts";
import { attribute, emptyElement, isBlank, parentElement, textElement } from "../lib/xml.ts";
import { type Extension, listNamespaces } from "./extensions/extension.ts";
import type { Namespaces } from "./extensions/namespaces.ts";
import type { DocumentHead, Tombstone } from "./feed-item.ts";
import type { FeedLinks } from "./feed-links.ts";

// The parts of a document that a publication's feeds have beside those of any feed: history, licence, rssCloud, retractions.

const HISTORY_NAMESPACE = "http://purl.org/syndication/history/1.0";
const LICENSE_NAMESPACE = "http://backend.userland.com/creativeCommonsRssModule";

/** RFC 5005 §2 and §4. */
export function listHistory({ paging }: DocumentHead): Extension[] {
  const kind = paging?.kind;
  if (kind !== "complete" && kind !== "archive") return [];
  return [{ name: `fh:${kind}`, objects: {}, namespace: HISTORY_NAMESPACE }];
}

/** RSS has no element for the address of a licence, Atom a link. */
export function listLicense({ license }: DocumentHead): Extension[] {
  if (isBlank(license)) return [];
  return [{ name: "creativeCommons:license", objects: { _text: license }, namespace: LICENSE_NAMESPACE }];
}

/** The neighbours of a document, as elements of RSS. */
export function listPagingExtensions({ paging }: FeedLinks, type: string): Extension[] {
  return paging.map(({ rel, href }) => ({ name: "atom:link", objects: { _attributes: { rel, type, href } } }));
}

/** The same as links of Atom, and that of the licence (RFC 4946). */
export function renderAtomLinks({ license }: DocumentHead, { paging }: FeedLinks, type: string): string {
  const pages = paging
    .map((page) =>
      emptyElement("link", attribute("rel", page.rel) + attribute("type", type) + attribute("href", page.href)),
    )
    .join("");
  return (
    pages + (isBlank(license) ? "" : emptyElement("link", attribute("rel", "license") + attribute("href", license)))
  );
}

/** RSS 2.0: all five attributes are required; REST has no procedure to name. */
export function renderCloud({ cloudAddress }: DocumentHead): string {
  const target = cloudAddress === undefined ? null : URL.parse(cloudAddress);
  if (target === null) return "";
  const { protocol, hostname, pathname } = target;
  const isSecure = protocol === "https:";
  const number = target.port === "" ? (isSecure ? 443 : 80) : Number(target.port);
  const place = attribute("domain", hostname) + attribute("port", number) + attribute("path", pathname);
  return emptyElement(
    "cloud",
    `${place} registerProcedure=""${attribute("protocol", isSecure ? "https-post" : "http-post")}`,
  );
}

const TOMBSTONE_NAMESPACE = ' xmlns:at="http://purl.org/atompub/tombstones/1.0"';

/**
 * RFC 6721 §3. Tombstones declare their namespace themselves: the opening is rendered before it is known whether there are any.
 */
export function renderTombstone(tombstone: Tombstone): string {
  const moment = formatRfc3339(tombstone.when.getTime());
  return parentElement(
    "at:deleted-entry",
    TOMBSTONE_NAMESPACE + attribute("ref", tombstone.ref) + attribute("when", moment),
    textElement("at:comment", tombstone.comment, ' type="text"'),
  );
}

/** The namespaces of a document: first those of its entries, then those of its channel. */
export function mergeNamespaces(namespaces: Namespaces, ...extensions: readonly (readonly Extension[])[]): Namespaces {
  return Object.assign({}, namespaces, ...extensions.map(listNamespaces));
}
