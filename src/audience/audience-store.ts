import type { ArticleOpens, CountedFlush } from "./counts.ts";
import type { DailyLine } from "./daily-summary.ts";
import type { ArticleDownloads, CountedDownloads } from "./downloads.ts";
import type { DailyKey } from "./flush.ts";

/** A line of the account, and its day. */
export interface DatedLine extends DailyLine {
  readonly day: number;
}

export interface FirstFetch {
  readonly at: number;
  readonly reader: string;
}

/** The counts of one feed, or of all. */
export interface AudienceAccount {
  /** Days with figures, including today. */
  readonly lines: readonly DatedLine[];
  /** Feeds that were polled since {@link AccountQuery.fromDay}. */
  readonly feeds: readonly string[];
  /** When a reader first got the feed at the revision asked for, or later. */
  readonly firstFetch: FirstFetch | undefined;
  /** The articles that were opened most since {@link AccountQuery.fromDay}, the most opened first. */
  readonly opens: readonly ArticleOpens[];
  /** By article and day, of the articles whose recordings were downloaded most since {@link AccountQuery.fromDay}. */
  readonly downloads: readonly ArticleDownloads[];
}

export interface AccountQuery {
  /** The name of a feed, or {@link ALL_FEEDS}. */
  readonly feed: string;
  readonly fromDay: number;
  readonly sinceRevision: number | undefined;
}

/** Where counts are kept; one object for a publication. */
export interface AudienceStore {
  /** Takes a flush in, once, however often it comes; tells the key of the day. */
  record(flush: CountedFlush, now: number): DailyKey;
  /** Takes downloads in; parts that come twice change nothing. Tells the key of the day. */
  recordDownloads(downloads: CountedDownloads, now: number): DailyKey;
  readAccount(query: AccountQuery, now: number): AudienceAccount;
  /** Destroys the key of a day that is over, and closes the day a little later. Tells when to be called next. */
  turnDay(now: number): number | undefined;
}
