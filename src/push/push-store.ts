import type { LeavingRule } from "../article/profile/leaving.ts";
import type { DocumentSettings } from "../feed/build-feed.ts";
import type { FeedName } from "../feed/feed-names.ts";
import type { FormatId } from "../feed/formats.ts";
import type { DeliveryOutcome } from "./delivery-outcome.ts";

/** A subscription's topic: a feed in one format. */
export interface Topic {
  readonly feed: FeedName;
  readonly format: FormatId;
}

/** How a subscriber is spoken to; the list is one. */
export type Dialect = "websub" | "rsscloud";

/** A request that the callback has not confirmed yet; it is asked once. */
export interface NewIntent {
  readonly dialect: Dialect;
  readonly mode: "subscribe" | "unsubscribe";
  readonly topic: Topic;
  /** As it was written, byte for byte. */
  readonly topicAddress: string;
  readonly callback: string;
  readonly host: string;
  readonly leaseSeconds: number;
  readonly secret: string | undefined;
  readonly verifyToken: string | undefined;
  /** Who is counted for it: see {@link HubClient}. */
  readonly client: string;
  /** The topic's head when it was asked for. */
  readonly cursor: number;
}

export interface Intent extends NewIntent {
  readonly id: number;
}

/** Whether the callback confirmed an intent (WebSub §5.3). */
export type IntentVerdict = "confirmed" | "refused";

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
  /** The feed that has taken the topic's place: the last delivery is its document. */
  readonly successor: FeedName | undefined;
  /** The main feed's new address by site.yaml: the last delivery names it. */
  readonly leaving: LeavingRule | undefined;
}

/** The work due at a host, for the consumer that holds its lease. */
export interface HostWork {
  readonly intents: readonly Intent[];
  readonly due: readonly DueSubscription[];
  /** False: the host had more due than one round takes. */
  readonly isComplete: boolean;
}

export interface HostLease {
  readonly host: string;
  /** Random: tells one consumer from another. */
  readonly lease: string;
}

/** The delivery state of one subscription, without its callback. */
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

/** The subscriptions to deliver again: one, those of a host, or all with a dead letter. */
export type RedeliverySelection =
  | { readonly kind: "id"; readonly id: number }
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "dead" };

/** How many callbacks are verified in a minute for one party: a client, a host, or a client at a host. */
export interface SlotLimit {
  readonly party: string;
  readonly perMinute: number;
}

/** The limit of subscriptions for one party, pending ones included. */
export interface SubscriptionCap {
  readonly party: string;
  readonly most: number;
}

/** The existing subscription that a re-subscription renews. */
export interface KnownSubscription {
  readonly id: number;
  readonly verifiedAt: number;
  readonly secret: string | undefined;
  /** When a re-subscription with another secret was last accepted for verification. */
  readonly secretAskedAt: number | undefined;
}

/** A host to work at, and how fast it has answered so far. */
export interface DueHost {
  readonly host: string;
  /** The average time of an answer; undefined: the host has no record. */
  readonly answerMs: number | undefined;
}

/** The lease from now on, and how long the requests since the last save took on average; undefined: there were none. */
export interface LeaseUpdate {
  readonly until: number;
  readonly answerMs: number | undefined;
}

/** The store as push uses it. Times are milliseconds. */
export interface PushStore {
  rememberSettings(settings: DocumentSettings): Promise<void>;
  findSettings(): Promise<DocumentSettings | undefined>;
  /** The subscription of a callback to a topic, if its lease has not ended. */
  findSubscription(topic: Topic, callback: string, now: number): Promise<KnownSubscription | undefined>;
  /** The first party that holds as many subscriptions as it may. */
  findFullParty(caps: readonly SubscriptionCap[]): Promise<string | undefined>;
  /** Takes a slot of each party at the first time when all have one free; undefined: none is free soon enough. */
  takeSlots(limits: readonly SlotLimit[], now: number): Promise<number | undefined>;
  /** Notes that a re-subscription with another secret goes to verification; false: the last one did after `notSince`. */
  claimSecretChange(id: number, notSince: number, now: number): Promise<boolean>;
  saveIntent(intent: NewIntent, dueAt: number): Promise<void>;
  /** Keeps an intent about a live subscription, unless one waits already: false. */
  saveRenewal(intent: NewIntent, now: number): Promise<boolean>;
  /** Notes which heads of subscribed feeds are committed; true if one is new. */
  noteHeads(now: number): Promise<boolean>;
  /** Hosts with something to do that are not on their way yet, marked as on their way from now on; the fastest first. */
  claimDueHosts(now: number, limit: number): Promise<readonly DueHost[]>;
  /** Ends what has expired, and forgets what is over. */
  removeExpired(now: number): Promise<void>;
  /** Leases a host or renews the lease; undefined while another consumer holds it. */
  takeHost(lease: HostLease, now: number, until: number): Promise<HostWork | undefined>;
  /** Applies what the callback said, and removes the intent. */
  settleIntent(intent: Intent, verdict: IntentVerdict, now: number): Promise<void>;
  /** Writes what became of deliveries, the end of the lease and the host's speed; false: the lease was lost. */
  saveOutcomes(lease: HostLease, outcomes: readonly DeliveryOutcome[], update: LeaseUpdate): Promise<boolean>;
  listDeliveries(afterId: number, limit: number): Promise<readonly DeliveryState[]>;
  /** Makes them due now, whole; how many there were. */
  redeliver(selection: RedeliverySelection, now: number): Promise<number>;
}
