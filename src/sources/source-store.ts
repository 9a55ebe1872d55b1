import type { SourceRule } from "../article/profile/source-rules.ts";
import type { SourceEntry } from "../import/source-feed.ts";

/** How far one source is followed. Times are milliseconds, UTC. */
export interface SourceState {
  /** The polled address: `from`, or where that has moved for good, or the feed that the page at `from` names. */
  readonly address?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly title?: string | undefined;
  readonly homePage?: string | undefined;
  /** False until a document of it was read: the entries of the first one are saved quietly. */
  readonly isBegun?: boolean | undefined;
  /** The rule, JSON, under which its entries were staged last. */
  readonly ruleRead?: string | undefined;
  readonly intervalMs?: number | undefined;
  readonly readAt?: number | undefined;
  readonly changedAt?: number | undefined;
  readonly failures?: number | undefined;
  readonly failingSince?: number | undefined;
  /** The last failure, or a remark on what was read, as a sentence. */
  readonly problem?: string | undefined;
  /** A permanent redirect counts once it was seen in two polls. */
  readonly move?: { readonly to: string; readonly at: number } | undefined;
}

/** A subscription at the hub that a source names. */
export interface HubSubscription {
  readonly hub: string;
  readonly topic: string;
  readonly secret: string;
  /** Part of the callback's address, known to the hub alone, so that others can neither confirm nor deny the subscription. */
  readonly token: string;
  readonly phase: "asked" | "active" | "denied";
  readonly leaseUntil?: number | undefined;
  readonly renewAt?: number | undefined;
  readonly pushedAt?: number | undefined;
}

export interface FollowedSource {
  readonly name: string;
  readonly rule: SourceRule;
  /** The rule as the store has it. */
  readonly ruleText: string;
  readonly state: SourceState;
  readonly nextAt: number;
  readonly secret: string;
  readonly subscription: HubSubscription | undefined;
}

export type EntryOutcome = "pending" | "published" | "repeat" | "refused" | "withdrawn";

/** An entry that a source has shown before. */
export interface KnownEntry {
  readonly key: string;
  readonly source: string;
  readonly idDigest: string;
  readonly link: string | undefined;
  readonly titleDay: string | undefined;
  readonly hash: string;
  readonly slug: string | undefined;
  /** 0: its source took it back before it was read, so that it has no date yet. */
  readonly publishedAt: number;
  readonly outcome: EntryOutcome;
  /** When its source took it back; undefined once a later poll has not found it. */
  readonly withdrawnAt?: number | undefined;
}

/** The entry itself, or the order to take its article back. */
export type StagedWork =
  | {
      readonly kind: "publish";
      readonly entry: SourceEntry;
      readonly title: string;
      readonly homePage?: string | undefined;
    }
  | { readonly kind: "withdraw" };

/** An entry as a reading leaves it: with work to do, or with a verdict. */
export interface StagedEntry extends KnownEntry {
  readonly work: StagedWork | undefined;
  readonly isQuiet: boolean;
  /** The address of its page; undefined: that which is stored. */
  readonly page?: string | undefined;
  readonly problem?: string | undefined;
}

export interface PendingEntry extends KnownEntry {
  readonly work: StagedWork;
  readonly isQuiet: boolean;
}

/** An entry that is missing in the middle of its source's window. */
export interface MissingEntry {
  readonly key: string;
  /** The address of its page. */
  readonly page: string;
  readonly goneAt: number | undefined;
}

export interface SourceReport extends FollowedSource {
  readonly published: number;
  readonly pending: number;
  readonly refused: readonly { readonly key: string; readonly problem: string | undefined }[];
  /** Published with the text of the feed, since that of the page was not to be had. */
  readonly withoutPage: readonly { readonly key: string; readonly problem: string | undefined }[];
}

export interface EntryNames {
  readonly digests: readonly string[];
  readonly links: readonly string[];
  readonly titleDays: readonly string[];
}

/** The result of one poll. */
export interface Reading {
  readonly state: SourceState;
  readonly nextAt: number;
  readonly staged: readonly StagedEntry[];
  /** Keys of entries that are missing from the middle of the window, and of those that are present. */
  readonly presence?: { readonly missing: readonly string[]; readonly present: readonly string[] } | undefined;
  /** When its document was asked for, and the keys of the entries in it that are no drafts. */
  readonly listed?: { readonly askedAt: number; readonly keys: readonly string[] } | undefined;
}

/** The store as following sources uses it. */
export interface SourceStore {
  /** Brings the rows to the rules: new ones, changed ones, and those that site.yaml no longer names. */
  reconcile(rules: readonly SourceRule[], now: number, drawSecret: () => string): Promise<void>;
  /** Leases those that are due, the most overdue first. */
  takeDue(now: number, until: number, limit: number): Promise<readonly FollowedSource[]>;
  findSource(name: string): Promise<FollowedSource | undefined>;
  /** Publishes nothing that its source has taken back since it was read from this store. */
  stageEntries(staged: readonly StagedEntry[]): Promise<void>;
  /** Entries of any source that have one of these names. */
  findEntries(names: EntryNames): Promise<readonly KnownEntry[]>;
  /** Those of a source from a date on. */
  findEntriesSince(source: string, from: number, limit: number): Promise<readonly KnownEntry[]>;
  /** One batch, so that a reading is saved with all of its entries or not at all. It ends the lease. */
  saveReading(source: FollowedSource, reading: Reading): Promise<void>;
  /** Sources take turns, and within each the oldest entry is first. `only`: the entries of this source, out of turn. */
  takePending(now: number, limit: number, only?: string): Promise<readonly PendingEntry[]>;
  /** Ends the work on an entry, unless a later reading has staged it again. */
  settleEntry(key: string, hash: string, outcome: EntryOutcome, problem?: string): Promise<void>;
  saveSubscription(name: string, subscription: HubSubscription | undefined, renewAt: number | undefined): Promise<void>;
  takeRenewals(now: number, again: number, limit: number): Promise<readonly FollowedSource[]>;
  /**
   * Leases a source that was last read at least so long ago, or makes it due as soon as that is so. One that fails keeps its own time,
   * which its Retry-After may have set.
   */
  hurry(name: string, now: number, until: number, notWithinMs: number): Promise<FollowedSource | undefined>;
  takeMissing(now: number, notSince: number, limit: number): Promise<readonly MissingEntry[]>;
  noteGone(key: string, goneAt: number | undefined): Promise<void>;
  /** Notes how far the work on an entry has come, unless a later reading has staged it again. */
  noteOutcome(key: string, hash: string, outcome: EntryOutcome): Promise<void>;
  /**
   * Stages the withdrawal of an entry by its id or its link, and remembers one that no poll has found yet. `at`: no poll publishes it before
   * another has not found it.
   */
  stageWithdrawal(source: string, names: EntryNames, at: number | undefined): Promise<void>;
  listReports(): Promise<readonly SourceReport[]>;
}
