import type { DocumentSettings } from "../feed/build-feed.ts";
import type { FeedName } from "../feed/feed-names.ts";
import type { FormatId } from "../feed/formats.ts";
import type { DeliveryOutcome } from "./delivery-outcome.ts";

/** What is subscribed to: a feed in one format. */
export interface Topic {
  readonly feed: FeedName;
  readonly format: FormatId;
}

/** How a subscriber is spoken to; the list is one. */
export type Dialect = "websub" | "rsscloud";

/** Somebody's wish, about which the callback is asked once. */
export interface NewIntent {
  readonly dialect: Dialect;
  readonly mode: "subscribe" | "unsubscribe" | "denied";
  /** Undefined where it is none of ours: then the mode is `denied`. */
  readonly topic: Topic | undefined;
  /** As it was written, byte for byte. */
  readonly topicAddress: string;
  readonly callback: string;
  readonly host: string;
  readonly leaseSeconds: number;
  readonly secret: string | undefined;
  readonly verifyToken: string | undefined;
  readonly reason: string | undefined;
  /** The topic's head when it was asked for. */
  readonly cursor: number;
}

export interface Intent extends NewIntent {
  readonly id: number;
}

/** A subscription whose cursor is behind a head that readers see. */
export interface DueSubscription {
  readonly id: number;
  readonly dialect: Dialect;
  readonly topic: Topic;
  readonly callback: string;
  readonly secret: string | undefined;
  readonly generation: number;
  /** The first delivery after a verification is whole. */
  readonly isWhole: boolean;
  readonly cursor: number;
  /** The revision tried last, and how often. */
  readonly target: number;
  readonly attempts: number;
  readonly headRevision: number;
}

/** What there is to do at a host, in the hands of whoever holds its lease. */
export interface HostWork {
  readonly intents: readonly Intent[];
  readonly due: readonly DueSubscription[];
}

export interface HostLease {
  readonly host: string;
  /** Random: tells one consumer from another. */
  readonly lease: string;
}

/** Where one subscription stands, without its callback. */
export interface DeliveryState {
  readonly id: number;
  readonly dialect: Dialect;
  readonly topic: Topic;
  readonly host: string;
  readonly cursor: number;
  readonly headRevision: number;
  readonly attempts: number;
  readonly lastTryAt: number | undefined;
  readonly lastStatus: string | undefined;
  readonly nextTryAt: number | undefined;
  readonly expiresAt: number;
  readonly deadLetters: readonly { readonly revision: number; readonly status: string; readonly at: number }[];
}

/** Which subscriptions to deliver anew: one, those of a host, or all that have a dead letter. */
export type RedeliverySelection =
  | { readonly kind: "id"; readonly id: number }
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "dead" };

/** For whom a callback is asked: each party has so many slots a minute. */
export interface SlotLimits {
  readonly parties: readonly string[];
  readonly perMinute: number;
}

/** What push needs of the store. Times are milliseconds. */
export interface PushStore {
  rememberSettings(settings: DocumentSettings): Promise<void>;
  findSettings(): Promise<DocumentSettings | undefined>;
  /** When a subscription was verified last, if it is still alive. */
  findVerifiedAt(topic: Topic, callback: string, now: number): Promise<number | undefined>;
  /** Keeps an intent that takes a slot of each party; undefined if too many wait already. Its due time otherwise. */
  saveIntent(intent: NewIntent, limits: SlotLimits, now: number): Promise<number | undefined>;
  /** Keeps an intent about a live subscription, unless one waits already: false. */
  saveRenewal(intent: NewIntent, now: number): Promise<boolean>;
  /** Notes which heads of subscribed feeds are committed; true if one is new. */
  noteHeads(now: number): Promise<boolean>;
  /** Hosts with something to do that are not on their way yet, marked as on their way from now on. */
  claimDueHosts(now: number, limit: number): Promise<readonly string[]>;
  /** Ends what has expired, and forgets what is over. */
  removeExpired(now: number): Promise<void>;
  /** Takes a host, or goes on with it; undefined while another holds it. */
  takeHost(lease: HostLease, now: number, until: number): Promise<HostWork | undefined>;
  /** Applies what the callback said, and removes the intent. */
  settleIntent(intent: Intent, isConfirmed: boolean, now: number): Promise<void>;
  /** Writes what became of deliveries, and sets the end of the lease; false: the lease was lost. */
  saveOutcomes(lease: HostLease, outcomes: readonly DeliveryOutcome[], until: number): Promise<boolean>;
  listDeliveries(afterId: number, limit: number): Promise<readonly DeliveryState[]>;
  /** Makes them due now, whole; how many there were. */
  redeliver(selection: RedeliverySelection, now: number): Promise<number>;
}
