import { networkOf } from "./client-network.ts";
import type { Batch, DailyKey, DocumentSize, Tally } from "./flush.ts";
import { sipHash } from "./sip-hash.ts";
import { markOf } from "./sketch.ts";

/** A tally that is still being counted. */
export interface OpenTally extends Omit<Tally, "clients"> {
  readonly clients: Set<number>;
}

/** The length of a document in memory, gzipped if it is; undefined: it is not there. */
export type SizeOf = (feed: string, format: string) => number | undefined;

/** The counts of one isolate since its last flush. */
export interface OpenTallies {
  /** The tally of this agent, feed and format; undefined where there is no room for one more. */
  find(feed: string, format: string, agent: string, network: number): OpenTally | undefined;
  /** Enters a client into the sketch; its address is not kept. */
  enter(tally: OpenTally, address: string, key: DailyKey): void;
  isFull(): boolean;
  /** Takes everything out, as a batch. */
  close(sequence: number, day: number, sizeOf: SizeOf): Batch;
}

interface AgentTallies {
  readonly agent: string;
  readonly byFeed: Map<string, OpenTally>;
  /** Most agents poll one feed: its tally is found without looking for it. */
  last: OpenTally | undefined;
}

/** In marks of clients; a tally weighs about ten. */
const MAX_WEIGHT = 40_000;
const TALLY_WEIGHT = 10;

export function createOpenTallies(): OpenTallies {
  let agents = new Map<string, AgentTallies>();
  let weight = 0;

  function findAgent(agent: string): AgentTallies {
    const known = agents.get(agent);
    if (known !== undefined) return known;
    const added = { agent, byFeed: new Map(), last: undefined };
    if (weight < MAX_WEIGHT) agents.set(agent, added);
    return added;
  }

  function open({ agent, byFeed }: AgentTallies, path: string, feed: string, format: string, network: number) {
    if (weight >= MAX_WEIGHT) return undefined;
    weight += TALLY_WEIGHT;
    const sums = { polls: 0, notModified: 0, deltas: 0, unconditional: 0, rendered: 0 };
    const tally = { feed, format, agent, network, ...sums, tag: "", fetchedAt: 0, clients: new Set<number>() };
    byFeed.set(path, tally);
    return tally;
  }

  return {
    find(feed, format, agent, network) {
      const known = findAgent(agent);
      const { last } = known;
      if (last?.feed === feed && last.format === format && last.network === network) return last;
      const path = `${format} ${network} ${feed}`;
      known.last = known.byFeed.get(path) ?? open(known, path, feed, format, network);
      return known.last;
    },
    enter({ clients }, address, { words }) {
      const known = clients.size;
      clients.add(sipHash(words, networkOf(address), markOf));
      weight += clients.size - known;
    },
    isFull: () => weight >= MAX_WEIGHT,
    close(sequence, day, sizeOf) {
      const tallies = [...agents.values()].flatMap(({ byFeed }) => [...byFeed.values()]);
      agents = new Map();
      weight = 0;
      return {
        sequence,
        day,
        tallies: tallies.map((tally) => ({ ...tally, clients: [...tally.clients] })),
        sizes: listSizes(tallies, sizeOf),
      };
    },
  };
}

function listSizes(tallies: readonly OpenTally[], sizeOf: SizeOf): DocumentSize[] {
  const sizes = new Map<string, DocumentSize>();
  for (const { feed, format } of tallies) {
    const bytes = sizes.has(format + feed) ? undefined : sizeOf(feed, format);
    if (bytes !== undefined) sizes.set(format + feed, { feed, format, bytes });
  }
  return [...sizes.values()];
}
