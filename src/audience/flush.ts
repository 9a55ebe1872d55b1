import { DAY_MS } from "../lib/dates.ts";
import type { HashKey } from "./sip-hash.ts";

// The message from an isolate of the readers' worker to the publishers' worker: plain data, since one is deployed before the other.

/** The key of one day, the same for all isolates; destroyed at its end. */
export interface DailyKey {
  readonly day: number;
  readonly words: HashKey;
}

/** The polls of one feed in one format by one agent since the last flush. */
export interface Tally {
  readonly feed: string;
  readonly format: string;
  /** As the client sent it. Matched with the table of agents, then dropped: never stored. */
  readonly agent: string;
  /** The autonomous system (`cf.asn`) that a subscriber claim comes from; 0 for agents that claim none. */
  readonly network: number;
  polls: number;
  /** 304: nothing new. */
  notModified: number;
  /** 226: only what is new. */
  deltas: number;
  /** Unconditional polls. */
  unconditional: number;
  /** Answers that no cache had. */
  rendered: number;
  /** The tag of the last document that was sent, and when it was first; empty: none was. */
  tag: string;
  fetchedAt: number;
  /** Marks for the sketch of clients (`markOf`). */
  readonly clients: readonly number[];
}

/** The counts of one isolate between two flushes within one day (UTC, in days since 1970). */
export interface Batch {
  /** A sequence number, by which a repeated batch is recognised. */
  readonly sequence: number;
  readonly day: number;
  readonly tallies: readonly Tally[];
  /** How long the documents are, gzipped where that is known. */
  readonly sizes: readonly DocumentSize[];
}

export interface DocumentSize {
  readonly feed: string;
  readonly format: string;
  readonly bytes: number;
}

export interface Flush {
  /** A random name that lives as long as the isolate. */
  readonly isolate: string;
  readonly batches: readonly Batch[];
}

export function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}
