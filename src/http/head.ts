/**
 * What the gate must know of a resource to answer a poll without any store: Origin sends it as JSON. `live` has a
 * representation, `gone` had one (410), `moved` has one elsewhere (301), `missing` never had any (404).
 */
export type Head = LiveHead | GoneHead | MovedHead | MissingHead;

export interface LiveHead {
  readonly status: "live";
  readonly revision: number;
  /** Digest of renderer, profile, PUBLIC_URL and database: what else decides the bytes besides the revision. */
  readonly epoch: string;
  /** Seconds since the epoch; at least one second before the second in which the head was read. */
  readonly lastModified: number;
  /** Milliseconds: when the resource changes by itself next. A head past it is never used. */
  readonly nextDueAt: number | undefined;
  /** The last revision at which an entry left other than by age. */
  readonly departedRevision: number;
  /** Set where the store did not answer and this is the last head known. */
  readonly isStale: boolean;
}

export interface GoneHead {
  readonly status: "gone";
  /** Why, for people; plain text. */
  readonly notice?: string;
  /** Milliseconds: when an embargoed article will bring it back. Never told to anybody outside. */
  readonly nextDueAt?: number | undefined;
}

export interface MovedHead {
  readonly status: "moved";
  /** Path and nothing else. */
  readonly location: string;
}

export interface MissingHead {
  readonly status: "missing";
  /** Milliseconds: when an embargoed article will be there. Never told to anybody outside. */
  readonly nextDueAt?: number | undefined;
}

/** The name of a rendering: revision and epoch. It never means two different documents. */
export function tagOf({ revision, epoch }: Pick<LiveHead, "revision" | "epoch">): string {
  return `${revision}-${epoch}`;
}

/**
 * RFC 9110 §8.8.2.1: a Last-Modified must be sure to be in the past when it is given out: a second change within the
 * same second would otherwise carry the same date.
 */
export function decideLastModified(changedAt: number, readAt: number): number {
  return Math.min(Math.floor(changedAt / 1000), Math.floor(readAt / 1000) - 1);
}

/**
 * Whether the Last-Modified of a head is the head's own. Read in the second of its change, it names the second before, and so
 * would the head before it and the one after: such a head is not to outlive the second it was read in.
 */
export function isSettled({ lastModified }: LiveHead, readAt: number): boolean {
  return lastModified < Math.floor(readAt / 1000) - 1;
}
