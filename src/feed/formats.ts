import { escapeTextAsHtml, isBlank } from "../lib/xml.ts";
import { ATOM_CLOSING, renderAtomEntry, renderAtomOpening } from "./atom.ts";
import { summaryOf, tidyItem, tidyNames } from "./entry-values.ts";
import { listMembers, renderExtensions } from "./extensions/extension.ts";
import type { Namespaces } from "./extensions/namespaces.ts";
import type { DocumentHead, DocumentItem, Tombstone } from "./feed-item.ts";
import type { FeedLinks } from "./feed-links.ts";
import { JSON_CLOSING, renderJsonEntry, renderJsonOpening } from "./json-feed.ts";
import { MEDIA_NAMESPACE, renderMedia } from "./media-rss.ts";
import { listOrigin, renderAtomOrigin, renderRssOrigin } from "./origin.ts";
import {
  listLicenseNamespaces,
  mergeNamespaces,
  renderAtomLinks,
  renderCloud,
  renderHistory,
  renderLicense,
  renderRssPages,
  renderTombstone,
} from "./publication-parts.ts";
import { RSS_CLOSING, RSS_NAMESPACES, renderRssEntry, renderRssOpening } from "./rss.ts";

export type FormatId = "rss" | "atom" | "json";

/** One row per format: routes, alternates, hub topics and OPML read this table, so that a new format is a file and a row. */
export interface FeedFormat {
  readonly id: FormatId;
  /** The last part of every address of a feed in this format. */
  readonly fileName: string;
  readonly label: string;
  readonly mediaType: string;
  readonly contentType: string;
  /** For a person who opens the feed: Chromium applies a stylesheet to `text/xml` alone. */
  readonly navigationContentType: string;
  /** Which forms of an article's body an entry may show. */
  readonly texts: "html" | "all";
  /** Written between two entries. */
  readonly separator: string;
  /** The namespaces of entries without extensions. */
  readonly namespaces: Namespaces;
  /** Declares `namespaces` for the entries, and what the channel itself needs. */
  readonly renderOpening: (head: DocumentHead, links: FeedLinks, namespaces: Namespaces) => string;
  /** Depends on the item alone, not on its feed or its place there, so that an entry's bytes can be kept. */
  readonly renderEntry: (item: DocumentItem) => string;
  readonly renderClosing: (tombstones: readonly Tombstone[]) => string;
}

export const formats: Readonly<Record<FormatId, FeedFormat>> = {
  rss: {
    id: "rss",
    fileName: "rss.xml",
    label: "RSS",
    mediaType: "application/rss+xml",
    contentType: "application/rss+xml; charset=utf-8",
    navigationContentType: "text/xml; charset=utf-8",
    texts: "html",
    separator: "",
    namespaces: { ...RSS_NAMESPACES, media: MEDIA_NAMESPACE },
    renderOpening: openRss,
    renderEntry: (item) =>
      renderRssEntry(tidyItem(item), escapeTextAsHtml(summaryOf(item)), renderRssOrigin(item) + renderAppended(item)),
    renderClosing: () => RSS_CLOSING,
  },
  atom: {
    id: "atom",
    fileName: "atom.xml",
    label: "Atom",
    mediaType: "application/atom+xml",
    contentType: "application/atom+xml; charset=utf-8",
    navigationContentType: "text/xml; charset=utf-8",
    texts: "html",
    separator: "",
    namespaces: { media: MEDIA_NAMESPACE },
    renderOpening: openAtom,
    // RFC 4287 §4.1.1.1: some text, where there is no body.
    renderEntry: (item) =>
      renderAtomEntry(
        tidyItem(item),
        isBlank(item.content) ? summaryOf(item) : item.description,
        renderAtomOrigin(item) + renderAppended(item),
      ),
    // RFC 6721: a retraction is an element of the feed.
    renderClosing: (tombstones) => tombstones.map(renderTombstone).join("") + ATOM_CLOSING,
  },
  json: {
    id: "json",
    fileName: "feed.json",
    label: "JSON Feed",
    mediaType: "application/feed+json",
    contentType: "application/feed+json",
    navigationContentType: "application/feed+json",
    texts: "all",
    separator: ",\n",
    namespaces: {},
    renderOpening: openJson,
    renderEntry: (item) => renderJsonEntry(tidyNames(item), listOrigin(item, listMembers(item.extensions))),
    renderClosing: () => JSON_CLOSING,
  },
};

function openRss(head: DocumentHead, links: FeedLinks, namespaces: Namespaces): string {
  const parts = renderRssPages(links) + renderHistory(head) + renderLicense(head.license);
  const declared = mergeNamespaces(namespaces, head, listLicenseNamespaces(head));
  return renderRssOpening(head, links.self, declared, parts + renderExtensions(head.extensions), renderCloud(head));
}

function openAtom(head: DocumentHead, links: FeedLinks, namespaces: Namespaces): string {
  const appended = renderHistory(head) + renderExtensions(head.extensions);
  return renderAtomOpening(head, links.self, mergeNamespaces(namespaces, head), appended, renderAtomLinks(head, links));
}

function openJson(head: DocumentHead, { self, paging }: FeedLinks): string {
  const next = paging.find(({ rel }) => rel === "next")?.href;
  return renderJsonOpening(head, self, listMembers(head.extensions), next);
}

function renderAppended(item: DocumentItem): string {
  return renderMedia(item) + renderExtensions(item.extensions);
}

/** In the order in which they are offered. */
export const allFormats: readonly [FeedFormat, ...FeedFormat[]] = [formats.rss, formats.atom, formats.json];
