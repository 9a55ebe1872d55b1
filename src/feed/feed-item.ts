import type { Extension } from "./extensions/extension.ts";
import type { Namespaces } from "./extensions/namespaces.ts";

/** Any of these may be absent in a document; what a format requires is written in some other way. */
export interface DocumentItem {
  readonly id: string;
  readonly link?: string | undefined;
  /** Plain text. */
  readonly title: string;
  /** Formats that require a title get one; the others leave it out. */
  readonly isNote?: boolean;
  /** The last significant change. */
  readonly date?: Date | undefined;
  /** The first publication. */
  readonly published?: Date | undefined;
  /** Plain text. */
  readonly description?: string | undefined;
  /** Replaces `description` where that is known as HTML only. */
  readonly summaryHtml?: string | undefined;
  /** HTML with absolute addresses. */
  readonly content?: string | undefined;
  /** `content` as plain text. */
  readonly text?: string | undefined;
  readonly author: readonly FeedAuthor[];
  /** Atom only. */
  readonly contributors?: readonly FeedAuthor[] | undefined;
  readonly category: readonly FeedCategory[];
  /** Its main file: RSS has room for one. */
  readonly enclosure?: FeedFile | undefined;
  /** Its other files; the first image among them is the main file's picture. */
  readonly otherFiles?: readonly FeedFile[];
  readonly language?: string | undefined;
  readonly externalUrl?: string | undefined;
  /** Atom only: the page that a link post is about (RFC 4287 §4.2.7.2, `related`). JSON Feed has it as its external URL. */
  readonly relatedUrl?: string | undefined;
  /** The feed that the entry was first published in: `source` in RSS and Atom, `_source` in JSON Feed. */
  readonly origin?: FeedOrigin | undefined;
  /** Atom only. */
  readonly copyright?: string | undefined;
  /** Replaces `id` in Atom if that is not an IRI (RFC 4287 §4.2.6). */
  readonly iri?: string | undefined;
  /** RSS only: `mail (name)`, in place of the authors' names. */
  readonly rssAuthor?: string | undefined;
  /** Replaces `id` in RSS. */
  readonly guid?: string | undefined;
  /** RSS 2.0: the guid is also the address of a page. */
  readonly isPermalink?: boolean;
  readonly extensions?: readonly Extension[] | undefined;
}

/**
 * One entry of a publication, and what it always has. Renderers are total over it: texts hold no forbidden character, addresses are
 * absolute and percent-encoded.
 */
export interface FeedItem extends DocumentItem {
  readonly link: string;
  /** Of a note, its first words, for formats that require a title. */
  readonly title: string;
  readonly date: Date;
  readonly published: Date;
  readonly description: string;
  /** Absent in a summary feed, or where the window's 1 MB is spent. */
  readonly content?: string;
  readonly text?: string;
  readonly author: FeedAuthor[];
  readonly category: FeedCategory[];
  readonly enclosure?: FeedFile;
  readonly otherFiles?: readonly FeedFile[];
  readonly language?: string;
  /** Set where the article's first home is elsewhere (`external_url` in JSON Feed is this; `link` stays ours). */
  readonly externalUrl?: string;
  readonly relatedUrl?: string;
  /** The log revision this entry's bytes belong to: entry bytes are kept under (id, revision). */
  readonly revision: number;
  readonly iri?: string;
  readonly extensions?: Extension[];
}

export interface FeedOrigin {
  readonly title: string;
  readonly feed: string;
  readonly home?: string | undefined;
}

export interface FeedAuthor {
  readonly name: string;
  readonly email?: string | undefined;
  readonly link?: string | undefined;
  readonly avatar?: string | undefined;
}

export interface FeedCategory {
  readonly name: string;
  /** IRI of the scheme, where the category has a feed of its own. */
  readonly scheme?: string | undefined;
  /** Replaces `name` as the term of Atom. */
  readonly term?: string | undefined;
  /** RSS only. */
  readonly domain?: string | undefined;
}

/** An image, a recording or another file that belongs to an entry. */
export interface FeedFile {
  readonly url: string;
  readonly type: string;
  /** In bytes. */
  readonly length?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  /** Bits per second. */
  readonly bitrate?: number | undefined;
  readonly title?: string | undefined;
  /** Alternative text of an image. */
  readonly alt?: string | undefined;
  readonly credit?: string | undefined;
  /** Of an image: a small copy. */
  readonly thumbnail?: { readonly url: string; readonly width: number; readonly height: number } | undefined;
}

/** The channel. Any of these may be absent in a document, as in {@link DocumentItem}. */
export interface DocumentHead {
  /** An IRI, for Atom. */
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  /** Home page (HTML) of this selection. */
  readonly link?: string | undefined;
  readonly updated?: Date | undefined;
  /** The publication of its newest entry; RSS only. */
  readonly published?: Date | undefined;
  /** The feed's own address in each format: `rel=self` and alternates. */
  readonly feedLinks: {
    readonly rss?: string | undefined;
    readonly atom?: string | undefined;
    readonly json?: string | undefined;
  };
  readonly author?: FeedAuthor | undefined;
  /** Atom only. */
  readonly contributors?: readonly FeedAuthor[] | undefined;
  readonly categories?: readonly FeedCategory[] | undefined;
  /** Minutes. */
  readonly ttl?: number | undefined;
  /** `false`: none. */
  readonly generator?: string | false | undefined;
  readonly docs?: string | undefined;
  readonly copyright?: string | undefined;
  readonly license?: string | undefined;
  /** Square icon and wide logo, absolute. */
  readonly favicon?: string | undefined;
  readonly image?: string | undefined;
  /** Square; replaces `favicon` as the icon of JSON Feed, where that is too small. */
  readonly icon?: string | undefined;
  readonly hub?: string | undefined;
  /** Where rssCloud's subscribers register; RSS only. */
  readonly cloudAddress?: string | undefined;
  /** Address of a stylesheet: CSS if it ends in `.css`, else XSL. */
  readonly stylesheet?: string | undefined;
  /** RFC 5005. */
  readonly paging?: FeedPaging | undefined;
  /** Of its entries' extensions, where entries are bytes. */
  readonly namespaces?: Namespaces | undefined;
  readonly extensions?: readonly Extension[] | undefined;
}

/** The channel of a publication's feed, and what it always has. */
export interface FeedHead extends DocumentHead {
  readonly description: string;
  readonly language: string;
  readonly link: string;
  /** Newest significant change among the entries; the feed's own where it has none. Never the clock. */
  readonly updated: Date;
  readonly feedLinks: { readonly rss: string; readonly atom: string; readonly json: string };
  readonly author: FeedAuthor;
  /** The configured max-age. */
  readonly ttl: number;
  readonly copyright?: string;
  readonly favicon?: string;
  readonly image?: string;
  readonly hub?: string;
  readonly stylesheet?: string;
}

/** How a document continues elsewhere. A base is the address above its formats, e.g. `https://x/archive/3/`. */
export type FeedPaging =
  /** RFC 5005 §2: it holds every entry of the feed. */
  | { readonly kind: "complete" }
  /**
   * RFC 5005 §4: the address that readers poll; older entries are in the archive. `nextBase`: where readers that page go on (§3), if
   * not there.
   */
  | { readonly kind: "subscription"; readonly previousArchiveBase?: string; readonly nextBase?: string }
  /** RFC 5005 §3: a page that is not closed yet, between the feed and its archive. */
  | { readonly kind: "filling"; readonly currentBase: string; readonly nextBase?: string }
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
