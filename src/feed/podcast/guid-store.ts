import type { FeedName } from "../feed-names.ts";

/** A podcast whose guid is asked for. */
export interface PodcastGuidRequest {
  readonly feed: FeedName;
  /** Names that the feed had before. */
  readonly former: readonly FeedName[];
  /** From site.yaml: it replaces what is stored. */
  readonly given: string | null;
  /** Kept where nothing is stored; null on the publisher's own machine, where no address is for life. */
  readonly minted: string | null;
}

export interface GuidStore {
  /** The guid of each podcast that has one; those that had none get theirs. */
  settlePodcastGuids(requests: readonly PodcastGuidRequest[]): Promise<ReadonlyMap<FeedName, string>>;
}
