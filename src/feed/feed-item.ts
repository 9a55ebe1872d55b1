import type { Author, Enclosure, FeedOptions, Item } from "feed";

/**
 * One entry, in the vocabulary of the `feed` package (`Item`), extended where that lacks something, and with what it leaves
 * optional made sure. Renderers are total over it: texts hold no forbidden character, addresses are absolute and
 * percent-encoded. `date` is the last significant change, `published` the first publication.
 */
export interface FeedItem extends Item {
  readonly id: string;
  readonly link: string;
  /** Of a note, its first words, for formats that require a title. */
  readonly title: string;
  readonly isNote?: true;
  readonly date: Date;
  readonly published: Date;
  /** Plain text. */
  readonly description: string;
  /** HTML with absolute addresses; absent in a summary feed, or where the window's 1 MB is spent. */
  readonly content?: string;
  /** `content` as plain text. */
  readonly text?: string;
  readonly author: FeedAuthor[];
  readonly category: FeedCategory[];
  readonly enclosure?: FeedImage;
  readonly language?: string;
  /** Set where the article's first home is elsewhere (`external_url` in JSON Feed is this; `link` stays ours). */
  readonly externalUrl?: string;
  /** The log revision this entry's bytes belong to: entry bytes are kept under (id, revision). */
  readonly revision: number;
  /** Replaces `id` in Atom if that is not an IRI (RFC 4287 §4.2.6). */
  readonly iri?: string;
}

export interface FeedAuthor extends Author {
  readonly name: string;
}

export interface FeedCategory {
  readonly name: string;
  /** IRI of the scheme, where the category has a feed of its own. */
  readonly scheme?: string;
}

/** The lead image, measured. */
export interface FeedImage extends Enclosure {
  readonly url: string;
  readonly type: string;
  readonly length: number;
  readonly width?: number;
  readonly height?: number;
  /** Alternative text. */
  readonly alt?: string;
  readonly credit?: string;
}

/** The channel: `FeedOptions` of the `feed` package, extended with what valid documents need. */
export interface FeedHead extends FeedOptions {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** Home page (HTML) of this selection. */
  readonly link: string;
  /** Newest significant change among the entries; the feed's own where it has none. Never the clock. */
  readonly updated: Date;
  /** The feed's own address in each format: `rel=self` and alternates. */
  readonly feedLinks: { readonly rss: string; readonly atom: string; readonly json: string };
  readonly author: FeedAuthor;
  /** Minutes, the configured max-age. */
  readonly ttl: number;
  readonly copyright?: string;
  readonly license?: string;
  /** Square icon and wide logo, absolute. */
  readonly favicon?: string;
  readonly image?: string;
  readonly hub?: string;
  /** Where rssCloud's subscribers register; RSS only. */
  readonly cloudAddress?: string;
  /** Absolute address of the CSS stylesheet. */
  readonly stylesheet?: string;
  /** RFC 5005. */
  readonly paging?: FeedPaging;
}

/** How a document continues elsewhere. A base is the address above its formats, e.g. `https://x/archive/3/`. */
export type FeedPaging =
  /** RFC 5005 §2: it holds every entry of the feed. */
  | { readonly kind: "complete" }
  /** RFC 5005 §4: the address that readers poll; older entries are in the archive. */
  | { readonly kind: "subscription"; readonly previousArchiveBase: string }
  | ArchivePaging;

/** RFC 5005 §4: a closed page. The first has no previous one, the last no next one. */
export interface ArchivePaging {
  readonly kind: "archive";
  readonly currentBase: string;
  readonly previousArchiveBase?: string;
  readonly nextArchiveBase?: string;
}

/** RFC 6721: a retracted entry. Atom only. */
export interface Tombstone {
  readonly ref: string;
  readonly when: Date;
  readonly comment?: string;
}
