/** A podcast and its episodes as their feed has them; nothing is checked. */

export interface SourceEnclosure {
  readonly url: string;
  readonly mediaType?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly durationSeconds?: number | undefined;
}

export interface SourceEpisode {
  readonly number?: number | undefined;
  readonly season?: number | undefined;
  readonly seasonName?: string | undefined;
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  readonly isExplicit?: boolean | undefined;
  readonly image?: string | undefined;
  readonly isBlocked?: boolean | undefined;
  readonly transcripts?: readonly SourceTranscript[] | undefined;
  /** A list, or the address of a file. */
  readonly chapters?: readonly SourceChapter[] | string | undefined;
  readonly persons?: readonly SourcePerson[] | undefined;
}

interface SourceTranscript {
  readonly src: string;
  readonly type?: string | undefined;
  readonly language?: string | undefined;
  readonly rel?: string | undefined;
}

interface SourceChapter {
  readonly start: string;
  readonly title: string;
  readonly url?: string | undefined;
  readonly image?: string | undefined;
}

/** A person of a podcast, with a role of the Podcast Taxonomy. */
export interface SourcePerson {
  readonly name: string;
  readonly role?: string | undefined;
  readonly group?: string | undefined;
  readonly img?: string | undefined;
  readonly href?: string | undefined;
}

export interface SourcePodcast {
  /** Of its feed, as the feed itself says. */
  readonly address?: string | undefined;
  readonly image?: string | undefined;
  /** `Arts > Books`. */
  readonly categories: readonly string[];
  readonly isExplicit?: boolean | undefined;
  readonly author?: string | undefined;
  readonly type?: string | undefined;
  readonly owner?: { readonly name?: string | undefined; readonly email: string } | undefined;
  readonly guid?: string | undefined;
  readonly isLocked?: boolean | undefined;
  readonly funding?: readonly { readonly url: string; readonly text?: string | undefined }[] | undefined;
  readonly persons?: readonly SourcePerson[] | undefined;
  readonly medium?: string | undefined;
  readonly isComplete?: boolean | undefined;
  readonly isBlocked?: boolean | undefined;
}
