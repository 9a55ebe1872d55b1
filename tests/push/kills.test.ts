import { describe, expect, it } from "vitest";
import { noteCommit } from "../../src/push/plan.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, type Passage, REQUESTS_PER_RUN } from "../support/simulated-hub.ts";

// Consumers that are stopped for good between any two steps, while another may be at work: what they had done is kept, what they
// had sent and not noted is sent again, and nothing is lost.

const RUNS = Number(process.env.KILL_RUNS ?? 300);
const SUBSCRIBERS = 200;
const HOSTS = 20;
const VERSIONS = 5;

/** The note after a publish, the plan, and then the first that delivers. */
const FIRST_CONSUMER = 3;
/** Noting a commit takes two calls. */
const NOTE_STEPS = 5;

class Killed extends Error {}

/** Lets so many steps pass, each of which may be stopped before it is done or before its result is heard. */
function createLife(steps: number): { passage: Passage; ended: Promise<never> } {
  let left = steps;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => {});
  const stop = () => {
    reject(new Killed());
    return new Promise<never>(() => {});
  };
  const passage: Passage = async (work) => {
    if (left <= 0) return stop();
    left -= 1;
    if (left <= 0) return stop();
    const value = await work();
    left -= 1;
    return left <= 0 ? stop() : value;
  };
  return { passage, ended };
}

interface History {
  readonly versions: ReadonlyMap<string, readonly number[]>;
  readonly kills: number;
  readonly mostAtOnce: number;
  readonly behind: number;
}

/** A full run takes some hundred steps: over all seeds, consumers are stopped at every one of them. */
const MOST_STEPS = 150;

async function runHistory(seed: number): Promise<History> {
  const chance = createChance(seed);
  const edge = createSimulatedEdge();
  const { clock, store } = edge;
  const versions = new Map<string, number[]>();
  const inFlight = new Map<string, number>();
  let mostAtOnce = 0;
  const hub = createSimulatedHub({
    db: store.db,
    clock,
    chance,
    async fetch(address, { body }) {
      const { host } = new URL(address);
      inFlight.set(host, (inFlight.get(host) ?? 0) + 1);
      mostAtOnce = Math.max(mostAtOnce, inFlight.get(host) ?? 0);
      await Promise.resolve();
      inFlight.set(host, (inFlight.get(host) ?? 0) - 1);
      clock.now += Math.floor(chance() * 20);
      const titles = Buffer.from(body as Uint8Array)
        .toString()
        .matchAll(/Version (\d)/g);
      const version = Math.max(...Array.from(titles, ([, number]) => Number(number)));
      versions.set(address, [...(versions.get(address) ?? []), version]);
      return new Response(null, { status: 204 });
    },
  });
  await edge.putSite(0, "title: The Test Wire\ndomain: wire.example");
  await edge.publish(0, "zero", "---\ntitle: Version 0\ndate: 2026-01-01\n---\n\nText.");
  subscribe(store.query, clock.now);
  let kills = 0;

  let lives = 0;

  /** A consumer that may be stopped; what it was given may then come again. */
  async function consume(
    work: (ports: ReturnType<typeof hub.connect>) => Promise<void>,
    again: () => void,
    mostSteps = MOST_STEPS,
  ): Promise<void> {
    lives += 1;
    const drawn = chance() < 0.4 ? Math.ceil(chance() * mostSteps) : Number.POSITIVE_INFINITY;
    const { passage, ended } = createLife(lives === FIRST_CONSUMER ? 1 + (seed % MOST_STEPS) : drawn);
    try {
      await Promise.race([work(hub.connect(passage)), ended]);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      kills += 1;
      if (chance() < 0.5) again();
    }
  }

  async function pass(milliseconds: number): Promise<void> {
    const until = clock.now + milliseconds;
    let nextCron = clock.now + 60_000;
    while (clock.now < until) {
      const [first, second] = [hub.take(), hub.take()];
      const messages = [first, second, chance() < 0.1 ? first : undefined].filter((message) => message !== undefined);
      await Promise.all(
        messages.map((message) =>
          consume(
            (ports) => hub.handle(message, ports),
            () => hub.queue.push({ at: clock.now, message }),
          ),
        ),
      );
      if (messages.length > 0) continue;
      clock.now = Math.min(nextCron, ...hub.queue.map(({ at }) => Math.max(at, clock.now)), until);
      if (clock.now < nextCron) continue;
      nextCron += 60_000;
      await consume(hub.sweep, () => {});
    }
  }

  for (let version = 1; version <= VERSIONS; version += 1) {
    await edge.publish(0, `key-${version}`, `---\ntitle: Version ${version}\ndate: 2026-01-01\n---\n\nText.`);
    await consume(noteCommit, () => {}, NOTE_STEPS);
    await pass(chance() < 0.5 ? 2000 : 90_000);
  }
  // At last nothing is stopped any more; the longest lease and the longest wait of a message are over.
  clock.now += 60_000;
  await hub.runUntil(clock.now + 600_000);
  const behind = store.query(
    "SELECT s.id FROM subscriptions s JOIN feeds f ON f.feed = s.feed WHERE s.cursor <> f.revision",
  );
  return { versions, kills, mostAtOnce, behind: behind.length };
}

function subscribe(query: (sql: string, ...values: (string | number)[]) => unknown[], now: number): void {
  const formats = ["rss", "atom", "json"];
  for (let number = 0; number < SUBSCRIBERS; number += 1) {
    const host = `host-${number % HOSTS}.example`;
    query(
      `INSERT INTO subscriptions (dialect, feed, format, callback, host, secret, verified_at, expires_at, cursor, target)
       SELECT 'websub', 'main', ?1, ?2, ?3, nullif(?4, ''), ?5, ?5 + 864000000, revision, revision FROM feeds WHERE feed = 'main'`,
      formats[number % 3] ?? "",
      `https://${host}/callback/${number}`,
      host,
      number % 10 === 0 ? "sesame" : "",
      now,
    );
    query("INSERT INTO callback_hosts (host) VALUES (?1) ON CONFLICT (host) DO NOTHING", host);
  }
}

function countDuplicates(versions: readonly number[]): number {
  return versions.length - new Set(versions).size;
}

function check({ versions, kills, mostAtOnce, behind }: History): void {
  expect(versions.size).toBe(SUBSCRIBERS);
  expect(behind).toBe(0);
  for (const received of versions.values()) {
    expect(received.at(-1)).toBe(VERSIONS);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
  }
  const duplicates = [...versions.values()].reduce((sum, received) => sum + countDuplicates(received), 0);
  expect(duplicates).toBeLessThanOrEqual(kills * REQUESTS_PER_RUN);
  // One that was stopped while it waited for an answer is not there any more: its lease keeps others away until then.
  expect(mostAtOnce).toBe(1);
}

describe("consumers that are stopped", () => {
  it(`lose nothing, repeat less than a chunk for each, and never speak to a host twice at once: ${RUNS} histories`, async () => {
    let kills = 0;
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const history = await runHistory(seed);
      kills += history.kills;
      try {
        check(history);
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`);
      }
    }
    expect(kills).toBeGreaterThan(RUNS);
  }, 600_000);
});
