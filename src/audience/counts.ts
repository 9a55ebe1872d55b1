import type { AgentKind } from "./agents.ts";
import type { DocumentSize } from "./flush.ts";

// A flush as the publishers' worker keeps it: names from the table of agents, and no agent string.

/** Sums over polls. */
export interface PollSums {
  readonly polls: number;
  readonly notModified: number;
  readonly deltas: number;
  readonly unconditional: number;
  readonly rendered: number;
}

export interface ReaderCount extends PollSums {
  readonly feed: string;
  readonly format: string;
  readonly reader: string;
  readonly kind: AgentKind;
  /** Marks of clients, for the sketch. */
  readonly clients: readonly number[];
}

/** An aggregator's claim of its subscribers, and the network it came from. */
export interface Claim {
  readonly feed: string;
  readonly reader: string;
  /** The aggregator's own name of the feed; the format, where it has none: it counts each address apart. */
  readonly feedId: string;
  readonly network: number;
  readonly subscribers: number;
  readonly polls: number;
  readonly conditional: number;
  /** Whether the table of agents lists it as an aggregator; other claims are never counted. */
  readonly isKnown: boolean;
}

/** A reader got the feed at a revision. */
export interface Fetched {
  readonly feed: string;
  readonly revision: number;
  readonly at: number;
  readonly reader: string;
}

/** How often people have opened an article. */
export interface ArticleOpens {
  readonly slug: string;
  readonly opens: number;
}

export interface CountedBatch {
  readonly sequence: number;
  readonly day: number;
  readonly readers: readonly ReaderCount[];
  readonly claims: readonly Claim[];
  readonly fetched: readonly Fetched[];
  readonly sizes: readonly DocumentSize[];
  readonly opens: readonly ArticleOpens[];
}

export interface CountedFlush {
  readonly isolate: string;
  readonly batches: readonly CountedBatch[];
}
