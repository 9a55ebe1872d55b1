import type { PodcastPerson } from "../profile/podcast/podcast-rule.ts";
import type { Chapter, Transcript } from "../recordings/recording.ts";

/** An article as an episode of a podcast. Values that are not given have no member: it is stored as JSON. */
export interface Episode {
  /** Within its season, or of all. */
  readonly number?: number | undefined;
  readonly season?: { readonly number: number; readonly name?: string | undefined } | undefined;
  readonly type?: EpisodeType | undefined;
  /** Without the numbers that the article's title may have. */
  readonly title?: string | undefined;
  readonly isExplicit?: boolean | undefined;
  /** Artwork of its own: an address, or PUBLIC_URL_MARK followed by a path. */
  readonly image?: string | undefined;
  /** Keeps it out of Apple's directory. */
  readonly isBlocked?: true | undefined;
  readonly transcripts?: readonly Transcript[] | undefined;
  /** In the order of their times. */
  readonly chapters?: readonly Chapter[] | undefined;
  /** A file of chapters in JSON, where it is not made of `chapters`. */
  readonly chaptersUrl?: string | undefined;
  readonly persons?: readonly PodcastPerson[] | undefined;
}

export const EPISODE_TYPES = ["full", "trailer", "bonus"] as const;

export type EpisodeType = (typeof EPISODE_TYPES)[number];
