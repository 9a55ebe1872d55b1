import type { SourceEnclosure, SourceEpisode, SourcePodcast } from "./source-podcast.ts";

/**
 * A feed or an export in the project's terms, independent of its format. Texts are as the source has them; times are
 * milliseconds, UTC.
 */
export interface SourceFeed {
  /** The format's common name: `RSS 2.0`, `WordPress export`. */
  readonly format: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly language: string | undefined;
  readonly homePage: string | undefined;
  readonly timeZone?: string | undefined;
  readonly author: SourcePerson | undefined;
  readonly copyright?: string | undefined;
  /** The address of its picture. */
  readonly logo?: string | undefined;
  /** Categories whose address is not what their name would give. */
  readonly categories: readonly SourceLabel[];
  /** The same of tags. */
  readonly tags?: readonly SourceLabel[];
  /** Set where the feed is a podcast. */
  readonly podcast?: SourcePodcast | undefined;
  readonly entries: readonly SourceEntry[];
  /** Losses that belong to no entry: the comments and settings of a Blogger export. */
  readonly losses: readonly Loss[];
  /** How it wants to be followed; undefined for an export. */
  readonly following?: Following | undefined;
}

/** Hints of a feed to those who poll it. */
export interface Following {
  readonly ttlMinutes?: number | undefined;
  /** Hours of the day in UTC, 0 to 23, and days by their English names in lower case. */
  readonly skipHours?: readonly number[] | undefined;
  readonly skipDays?: readonly string[] | undefined;
  /** WebSub: its hubs, and the topic to subscribe to. */
  readonly hubs: readonly string[];
  readonly self?: string | undefined;
  /** Ids of entries that it has withdrawn (RFC 6721). */
  readonly deletedIds?: readonly string[] | undefined;
}

export interface SourceEntry {
  /** The id exactly as in the old feed; undefined if it has none. */
  readonly id: string | undefined;
  readonly link: string | undefined;
  /** Further paths on the old site that led to it: `/?p=12` beside a permalink. */
  readonly formerPaths?: readonly string[];
  /** Plain text. */
  readonly title: string | undefined;
  readonly date: number | undefined;
  readonly updated: number | undefined;
  /** From the source where it has one; otherwise the link's last part is used. */
  readonly slug?: string | undefined;
  readonly authors: readonly SourcePerson[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** Plain text. */
  readonly summary: string | undefined;
  readonly html: string | undefined;
  readonly image: SourceImage | undefined;
  readonly language?: string | undefined;
  /** The article's canonical page elsewhere, if the source names one. */
  readonly canonical?: string | undefined;
  readonly draft?: boolean;
  /** A standing page of the former site: it keeps its address and is in no feed. */
  readonly isPage?: boolean;
  /** Addresses of sound and film that came with the entry. */
  readonly recordings?: readonly string[];
  /** The main one of them, with what the source says of it. */
  readonly enclosure?: SourceEnclosure | undefined;
  readonly episode?: SourceEpisode | undefined;
  /** Against which the body's relative addresses are resolved; the link, if undefined. */
  readonly base?: string | undefined;
  readonly losses: readonly Loss[];
}

export interface SourcePerson {
  readonly name: string;
  readonly url?: string | undefined;
  readonly email?: string | undefined;
  readonly slug?: string | undefined;
}

export interface SourceLabel {
  readonly name: string;
  readonly slug: string;
}

export interface SourceImage {
  readonly src: string;
  readonly alt?: string | undefined;
  readonly caption?: string | undefined;
  readonly credit?: string | undefined;
}

/** Something of the source that the articles do not have. */
export interface Loss {
  readonly field: string;
  /** Describes the loss and its effect. */
  readonly message: string;
}

/** A feed of this format with nothing but its entries to be filled in. */
export function emptyFeed(format: string): SourceFeed {
  return {
    format,
    title: undefined,
    description: undefined,
    language: undefined,
    homePage: undefined,
    author: undefined,
    categories: [],
    entries: [],
    losses: [],
  };
}
