import type { FeedName } from "../feed/feed-names.ts";
import type { FormatId } from "../feed/formats.ts";
import type { Site } from "../feed/publishing/publication-store.ts";

/**
 * A channel's progress: every revision up to the cursor has been sent; of the cursor's own revision, only the topics up to
 * `place`.
 */
export interface ChannelPlace {
  readonly cursor: number;
  /** Empty: all of it. Otherwise a topic, in the order of {@link ChannelStore.findChangedTopics}. */
  readonly place: string;
}

export interface TakenChannel extends ChannelPlace {
  /** How far it is to be told: later revisions are not seen by every reader yet. */
  readonly target: number;
  /** In a row. */
  readonly failures: number;
}

/** A topic that has changed since a place, and the place after it. */
export interface ChangedTopic {
  readonly feed: FeedName;
  readonly format: FormatId;
  readonly told: ChannelPlace;
}

/** The next so many of what has changed. */
export interface Changes<Changed> {
  readonly changed: readonly Changed[];
  /** The channel's progress once these messages are sent. */
  readonly told: ChannelPlace;
}

/** The store as the channels use it. Times are milliseconds. */
export interface ChannelStore {
  /** The site, and whether any channel is known. */
  readSite(): Promise<{ readonly site: Site; readonly hasChannels: boolean }>;
  /**
   * Replaces the set of channels: a new one begins at the log's head, one that is not named is removed. Revisions seen before
   * `seenBefore` become their target. True while the log has more than that.
   */
  saveChannels(names: readonly string[], now: number, seenBefore: number): Promise<boolean>;
  /** Takes a channel that is behind its target and may be tried; undefined if it is not, or another has it. */
  takeChannel(name: string, now: number, until: number): Promise<TakenChannel | undefined>;
  findChangedTopics(after: ChannelPlace, target: number, limit: number): Promise<Changes<ChangedTopic>>;
  /** Slugs of articles that were ever visible, in any state now; each once. */
  findChangedArticles(after: ChannelPlace, target: number, limit: number): Promise<Changes<string>>;
  savePlace(name: string, told: ChannelPlace, until: number): Promise<void>;
  /** Gives the channel back. Without a failure it may be taken again at once. */
  releaseChannel(name: string, failure?: ChannelFailure): Promise<void>;
}

export interface ChannelFailure {
  readonly failures: number;
  readonly status: string;
  readonly nextTryAt: number;
}
