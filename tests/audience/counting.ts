import type { AudienceStore } from "../../src/audience/audience-store.ts";
import type { DailyKey, Flush } from "../../src/audience/flush.ts";
import { createPollCounter, type Outcome, type PollCounter } from "../../src/audience/poll-counter.ts";
import { readFlush } from "../../src/audience/read-flush.ts";
import { createAudienceStore } from "../../src/store/audience-store.ts";
import { createSqliteAudience, type SqliteAudience } from "../support/sqlite-audience.ts";

// Counting as it is deployed, without workerd: isolates that count, and the object that keeps, under one clock.

export interface SimulatedPoll {
  readonly agent: string;
  readonly address?: string;
  readonly network?: number;
  readonly feed?: string;
  readonly format?: string;
  readonly status?: Outcome["status"];
  /** Without validators. */
  readonly isWhole?: boolean;
  readonly tag?: string;
}

export interface SimulatedAudience {
  readonly clock: { now: number };
  readonly sql: SqliteAudience;
  readonly store: AudienceStore;
  /** Every key that was ever drawn. */
  readonly keys: DailyKey[];
  /** What isolates sent; and what becomes of it: changed by a test that loses or doubles it. */
  readonly sent: Flush[];
  way: (flush: Flush) => Promise<DailyKey>;
  poll(isolate: number, poll: SimulatedPoll): void;
  /** Lets everything that isolates have begun come to its end, timers included. */
  settle(): Promise<void>;
  /** Moves the clock on, and has the object do what is due at midnight. */
  advance(milliseconds: number): Promise<void>;
  /** Another isolate takes the place of this one; what it had not sent is lost. */
  restart(isolate: number): void;
}

const START = Date.UTC(2026, 10, 2, 0, 10);

export function createSimulatedAudience(isolates = 1): SimulatedAudience {
  const clock = { now: START };
  const sql = createSqliteAudience();
  const keys: DailyKey[] = [];
  let words = 1;
  const store = createAudienceStore(sql, () => {
    const drawn = [words * 0x01234567, words * 0x089abcde, words * 0x0badcafe, words * 0x0decade1] as const;
    words += 1;
    const key = [drawn[0] >>> 0, drawn[1] >>> 0, drawn[2] >>> 0, drawn[3] >>> 0] as const;
    keys.push({ day: Math.floor(clock.now / 86_400_000), words: key });
    return key;
  });
  const sent: Flush[] = [];
  const work: Promise<void>[] = [];
  const timers: (() => void)[] = [];
  let names = 0;
  const context = { waitUntil: (promise: Promise<void>) => void work.push(promise) };

  const start = (): PollCounter<undefined> =>
    createPollCounter<undefined>({
      now: () => clock.now,
      drawName: () => `isolate-${names++}`,
      sleep: () => new Promise((resolve) => timers.push(resolve)),
      sizeOf: () => 10_000,
      // Over the wire it is JSON.
      send: async (flush) => {
        const copy = JSON.parse(JSON.stringify(flush)) as Flush;
        sent.push(copy);
        return simulated.way(copy);
      },
    });
  const counters = Array.from({ length: isolates }, start);

  const simulated: SimulatedAudience = {
    clock,
    sql,
    store,
    keys,
    sent,
    way: async (flush) => store.record(readFlush(flush), clock.now),
    poll(
      isolate,
      { agent, address, network = 64500, feed = "main", format = "rss", status = 304, isWhole, tag = "1-a" },
    ) {
      // A poll costs microseconds, and a test makes a million: real Headers would cost most of its time.
      const sent: Record<string, string | undefined> = {
        "user-agent": agent,
        "cf-connecting-ip": address,
      };
      const headers = { get: (name: string) => sent[name] ?? null };
      const request = { headers, cf: { asn: network } } as unknown as Request;
      const wasSent = status === 200 || status === 226;
      const outcome = { status, tag: wasSent ? tag : "", isConditional: !isWhole, isRendered: false };
      counters[isolate % isolates]?.count({
        feed,
        format,
        request,
        headers: request.headers,
        outcome,
        now: clock.now,
        way: undefined,
        context,
      });
    },
    async settle() {
      while (work.length > 0 || timers.length > 0) {
        // Timers are long: whatever is on its way has come before one of them rings.
        await new Promise((resolve) => setImmediate(resolve));
        for (const wake of timers.splice(0)) wake();
        await Promise.all(work.splice(0));
      }
    },
    async advance(milliseconds) {
      const until = clock.now + milliseconds;
      for (let due = store.turnDay(clock.now); due !== undefined && due <= until; due = store.turnDay(clock.now)) {
        await simulated.settle();
        clock.now = Math.max(clock.now, due);
      }
      await simulated.settle();
      clock.now = until;
      store.turnDay(clock.now);
    },
    restart(isolate) {
      counters[isolate % isolates] = start();
    },
  };
  return simulated;
}

/** The same numbers at every run: mulberry32. */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
