import type { Flush, Tally } from "../../src/audience/flush.ts";
import { DAY_MS } from "../../src/lib/dates.ts";

// Agents that claim to be an aggregator, each with a feed id of its own: what one machine can send.

const FLUSHES_A_DAY = 40;

/** The flushes of one day: every agent string is new, all from one network. */
export function* forgeDay(day: number, agentsADay: number): Generator<{ readonly flush: Flush; readonly at: number }> {
  const agentsAFlush = agentsADay / FLUSHES_A_DAY;
  for (let number = 0; number < FLUSHES_A_DAY; number += 1) {
    const first = day * agentsADay + number * agentsAFlush;
    const tallies = Array.from({ length: agentsAFlush }, (_, index) => forgeTally(first + index));
    const sequence = day * FLUSHES_A_DAY + number + 1;
    const at = day * DAY_MS + Math.floor(((number + 1) * DAY_MS) / (FLUSHES_A_DAY + 1));
    yield { flush: { isolate: "forged", batches: [{ sequence, day, tallies, sizes: [] }] }, at };
  }
}

function forgeTally(number: number): Tally {
  return {
    feed: "main",
    format: "rss",
    agent: `Feedbin feed-id:${number} - ${1000 + (number % 977)} subscribers`,
    network: 64_500,
    polls: 1,
    notModified: 0,
    deltas: 0,
    unconditional: 1,
    rendered: 0,
    clients: [],
    tag: "",
    fetchedAt: 0,
  };
}
