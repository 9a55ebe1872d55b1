import { ATOM_NAMESPACES, renderAtomClosing, renderAtomEntry, renderAtomOpening } from "./atom.ts";
import type { Namespaces } from "./extensions/extension.ts";
import type { DocumentHead, DocumentItem, Tombstone } from "./feed-item.ts";
import type { FeedLinks } from "./feed-links.ts";
import { renderJsonClosing, renderJsonEntry, renderJsonOpening } from "./json-feed.ts";
import { RSS_NAMESPACES, renderRssClosing, renderRssEntry, renderRssOpening } from "./rss.ts";

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
    namespaces: RSS_NAMESPACES,
    renderOpening: renderRssOpening,
    renderEntry: renderRssEntry,
    renderClosing: renderRssClosing,
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
    namespaces: ATOM_NAMESPACES,
    renderOpening: renderAtomOpening,
    renderEntry: renderAtomEntry,
    renderClosing: renderAtomClosing,
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
    renderOpening: renderJsonOpening,
    renderEntry: renderJsonEntry,
    renderClosing: renderJsonClosing,
  },
};

/** In the order in which they are offered. */
export const allFormats: readonly [FeedFormat, ...FeedFormat[]] = [formats.rss, formats.atom, formats.json];
