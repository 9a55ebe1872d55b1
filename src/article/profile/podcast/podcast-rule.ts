import type { AppleCategory } from "./apple-categories.ts";

/** `podcast:` of a named feed: the channel for directories of podcasts. Values that are not given have no member. */
export interface PodcastRule {
  /** The publication's author unless given. */
  readonly author?: string | undefined;
  /** The artwork: an address, or PUBLIC_URL_MARK followed by a path. */
  readonly image?: string | undefined;
  /** The main one first. */
  readonly categories: readonly AppleCategory[];
  readonly isExplicit: boolean;
  readonly type?: "episodic" | "serial" | undefined;
  /** The podcast's page; the feed's own unless given. */
  readonly link?: string | undefined;
  /** BCP 47 tag of what is spoken; the publication's unless given. */
  readonly language?: string | undefined;
  readonly copyright?: string | undefined;
  /** Directories send a code to this address to prove who owns the podcast. */
  readonly owner?: { readonly name?: string | undefined; readonly email: string } | undefined;
  /** The podcast has moved there. */
  readonly newFeedUrl?: string | undefined;
  readonly isBlocked?: true | undefined;
  readonly isComplete?: true | undefined;
  /** A UUID, set once for the podcast's whole life; minted by the publishers' worker where site.yaml gives none. */
  readonly guid?: string | undefined;
  /** Whether other hosts are asked not to import it. */
  readonly isLocked?: boolean | undefined;
  readonly funding?: readonly Funding[] | undefined;
  readonly persons?: readonly PodcastPerson[] | undefined;
  readonly txt?: readonly PodcastText[] | undefined;
  readonly medium?: PodcastMedium | undefined;
}

export interface Funding {
  readonly url: string;
  readonly text: string;
}

/** `role` and `group` are of the Podcast Taxonomy: host, guest, editor; cast, writing. */
export interface PodcastPerson {
  readonly name: string;
  readonly role?: string | undefined;
  readonly group?: string | undefined;
  readonly img?: string | undefined;
  readonly href?: string | undefined;
}

export interface PodcastText {
  readonly text: string;
  readonly purpose?: string | undefined;
}

export const PODCAST_MEDIA = [
  "podcast",
  "music",
  "video",
  "film",
  "audiobook",
  "newsletter",
  "blog",
  "course",
] as const;

export type PodcastMedium = (typeof PODCAST_MEDIA)[number];
