import type { Theme } from "../feed/theme.ts";
import type { AgentKind } from "./agents.ts";

/** The body of `GET /api/audience`, which the dashboard shows. */
export interface AudienceReport {
  /** The feed's name; `*` for all together. */
  readonly feed: string;
  /** Every feed that was polled within the time. */
  readonly feeds: readonly string[];
  /** ISO dates (UTC), both included; the last one is today, and not over yet. */
  readonly from: string;
  readonly to: string;
  readonly subscribers: SubscriberFigures;
  readonly polls: PollFigures;
  /** Oldest first. Days without any poll are left out. */
  readonly byDay: readonly DayFigures[];
  /** Most people first. */
  readonly readers: readonly ReaderFigures[];
  readonly formats: readonly FormatFigures[];
  /** Readers that fetch the whole feed again and again, by name; worst first. */
  readonly unconditional: readonly UnconditionalFigures[];
  readonly newest: NewestFigures | undefined;
  /** The articles that people opened most, the most opened first; of every feed. */
  readonly articles: readonly OpenedArticle[];
  /** The articles whose recordings were downloaded most, the most downloaded first; of every feed. */
  readonly downloads: readonly DownloadedArticle[];
  readonly push: PushFigures | undefined;
}

export interface SubscriberFigures {
  /** The highest daily estimate of the last seven days: with daily keys, clients cannot be matched across days. */
  readonly week: number;
  readonly direct: number;
  readonly aggregated: number;
  readonly unverified: number;
}

export interface PollFigures {
  readonly total: number;
  readonly perDay: number;
  /** Shares of all polls, 0 to 1. */
  readonly notModifiedShare: number;
  readonly deltaShare: number;
  /** Answered without asking the store. */
  readonly cachedShare: number;
  readonly savedBytes: number;
}

export interface DayFigures {
  readonly date: string;
  readonly direct: number;
  readonly aggregated: number;
  readonly unverified: number;
  readonly polls: number;
  readonly notModified: number;
  readonly deltas: number;
  readonly rendered: number;
  readonly savedBytes: number;
}

export interface ReaderFigures {
  readonly name: string;
  readonly kind: AgentKind;
  /** The highest daily figure of the last seven days. */
  readonly people: number;
  readonly unverified: number;
  readonly polls: number;
}

export interface FormatFigures {
  readonly name: string;
  readonly people: number;
  readonly polls: number;
}

export interface UnconditionalFigures {
  readonly name: string;
  readonly fetchesPerDay: number;
  readonly share: number;
}

export interface NewestFigures {
  readonly title: string;
  readonly path: string;
  readonly publishedAt: string;
  /** Undefined: no reader has fetched it yet. */
  readonly firstFetch: { readonly reader: string; readonly afterSeconds: number } | undefined;
}

export interface OpenedArticle {
  readonly title: string;
  readonly path: string;
  readonly opens: number;
}

export interface DownloadedArticle {
  readonly title: string;
  readonly path: string;
  readonly downloads: number;
  /** Downloads by bots, previews, monitors and scripts, which `downloads` leaves out. */
  readonly bots: number;
  /** Oldest first. Days without any are left out. */
  readonly byDay: readonly { readonly date: string; readonly downloads: number; readonly bots: number }[];
}

/** An article that appears by itself. */
export interface ScheduledArticle {
  readonly title: string;
  /** Milliseconds. */
  readonly at: number;
}

/** A subscription whose deliveries fail, or were given up. */
export interface FailingSubscription {
  readonly host: string;
  readonly feed: string;
  /** Failed tries since the last success. */
  readonly attempts: number;
  /** An HTTP status, or in words what went wrong instead. */
  readonly lastStatus: string | undefined;
  /** Milliseconds; undefined: it is given up. */
  readonly nextTryAt: number | undefined;
}

/** The figures from the store of pushes. */
export interface PushFigures {
  readonly subscriptions: number;
  /** Delivered within the last seven days, today included. */
  readonly delivered: number;
  /** Tries of the same days that were not taken. */
  readonly failedTries: number;
  /** Subscriptions that lack the newest revision and will be retried. */
  readonly retrying: number;
  /** Versions given up on within the last seven days. */
  readonly failures: number;
  readonly failing: readonly FailingSubscription[];
}

/** How the publication presents itself. */
export interface PublicationIdentity {
  readonly title: string;
  readonly theme: Theme;
}

/** The figures from the publication's own store. */
export interface PublicationFigures extends PublicationIdentity {
  readonly feedTitles: ReadonlyMap<string, string>;
  readonly newest:
    | { readonly title: string; readonly path: string; readonly revision: number; readonly at: number }
    | undefined;
  readonly push: PushFigures | undefined;
  /** Sources that could not be read for a week. `since`: milliseconds. */
  readonly failingSources: readonly {
    readonly name: string;
    readonly from: string;
    readonly problem: string;
    readonly since: number;
  }[];
  /** Sources of which recent articles have the text of the feed, though that of the page was wanted. */
  readonly sourcesWithoutPages: readonly {
    readonly name: string;
    readonly articles: number;
    readonly problem: string;
  }[];
  /** Whether writing tools may publish. */
  readonly takesMicropub: boolean;
  /** IANA time zone in which the publication writes dates. */
  readonly timeZone: string;
  /** The next to appear first. */
  readonly scheduled: readonly ScheduledArticle[];
}
