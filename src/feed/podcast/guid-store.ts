import type { FeedName } from "../feed-names.ts";

/** A podcast whose guid is asked for. */
export interface PodcastGuidRequest {
  readonly feed: FeedName;
  /** Names that the feed had before. */
  readonly former: readonly FeedName[];
  /** From site.yaml: it replaces what is stored. */
  readonly given: string | null;
  /** Stored if there is no guid yet; null on the publisher's own machine, whose address is not permanent. */
  readonly minted: string | null;
}

export interface GuidStore {
  /** Stores the guids that are given or new, and returns the guid of each podcast that has one. */
  settlePodcastGuids(requests: readonly PodcastGuidRequest[]): Promise<ReadonlyMap<FeedName, string>>;
}
