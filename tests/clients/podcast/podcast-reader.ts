/** What a program that plays podcasts understands of an episode; undefined where it shows nothing. Times of publication in milliseconds. */
export interface SeenEpisode {
  readonly guid?: string | undefined;
  readonly title?: string | undefined;
  readonly published?: number | undefined;
  readonly durationSeconds?: number | undefined;
  /** Each file once: podcastparser reads `media:content` as an enclosure, too. */
  readonly enclosures?: readonly SeenFile[] | undefined;
  readonly season?: number | undefined;
  readonly episode?: number | undefined;
  readonly type?: string | undefined;
  readonly isExplicit?: boolean | undefined;
  readonly chapters?: readonly { readonly startSeconds: number; readonly title: string }[] | undefined;
  readonly chaptersUrl?: string | undefined;
  readonly transcripts?: readonly SeenTranscript[] | undefined;
  readonly persons?: readonly SeenPerson[] | undefined;
  readonly image?: string | undefined;
}

interface SeenFile {
  readonly url: string;
  readonly length: number;
  readonly type: string;
}

interface SeenTranscript {
  readonly url: string;
  readonly type: string;
  readonly language?: string;
}

interface SeenPerson {
  readonly name: string;
  readonly role?: string;
  readonly href?: string;
}

export type EpisodeField = keyof SeenEpisode;

export interface PodcastReader {
  readonly name: string;
  /** The fields that it reads; it shows nothing of the others. */
  readonly reads: readonly EpisodeField[];
  readonly read: (url: string) => Promise<readonly SeenEpisode[]>;
}

/** Without the members that are undefined, so that readers can be compared. */
export function withoutAbsent(episode: SeenEpisode): SeenEpisode {
  const given = Object.entries(episode).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given) as SeenEpisode;
}
