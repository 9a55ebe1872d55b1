import { expect, it } from "vitest";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";
import type { Passage } from "../support/simulated-hub.ts";
import { createSimulatedSources, type Site } from "../support/simulated-sources.ts";

// Runs of the cron that are stopped for good at any await, before or after what they did, while another may be at work.

const RUNS = Number(process.env.SOURCE_KILL_RUNS ?? 300);
const SOURCES = 2;
const ROUNDS = 3;
/** A run over these sources takes about so many steps. */
const MOST_STEPS = 60;

class Killed extends Error {}

function createLife(steps: number): { passage: Passage; ended: Promise<never> } {
  let left = steps;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => {});
  const stop = () => {
    reject(new Killed());
    return new Promise<never>(() => {});
  };
  const passage: Passage = async (work) => {
    left -= 1;
    if (left <= 0) return stop();
    const value = await work();
    left -= 1;
    return left <= 0 ? stop() : value;
  };
  return { passage, ended };
}

function writeFeed(source: number, round: number): string {
  const items = Array.from({ length: round + 1 }, (_, number) => {
    const edited = number === 0 ? ` in round ${round}` : "";
    const date = new Date(Date.UTC(2026, 9, 1 + number, source)).toUTCString();
    return `<item><title>S${source} N${number}${edited}</title><guid>s${source}-n${number}</guid><pubDate>${date}</pubDate><description>Text.</description></item>`;
  });
  return `<rss version="2.0"><channel><title>S${source}</title>${items.join("")}</channel></rss>`;
}

async function runHistory(seed: number): Promise<number> {
  const chance = createChance(seed);
  const edge = createSimulatedEdge();
  let round = 0;
  const names = Array.from({ length: SOURCES }, (_, number) => number);
  const sites = new Map<string, Site>(
    names.map((number) => [`s${number}.example`, () => new Response(writeFeed(number, round))]),
  );
  const sources = createSimulatedSources(edge, sites);
  const rules = names.map((number) => `  - { name: s${number}, from: "https://s${number}.example/", content: full }\n`);
  await edge.putSite(0, `title: The Wire\ndomain: wire.example\nsources:\n${rules.join("")}`);
  let kills = 0;
  const live = async (steps: number) => {
    const { passage, ended } = createLife(steps);
    try {
      await Promise.race([sources.run(sources.connect(passage)), ended]);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      kills += 1;
    }
  };
  for (; round < ROUNDS; round += 1) {
    // Over all seeds the first is stopped at each step.
    await Promise.all([
      live(1 + ((seed + round * 7) % MOST_STEPS)),
      ...(chance() < 0.3 ? [live(chance() * MOST_STEPS)] : []),
    ]);
    edge.clock.now += chance() < 0.5 ? 60_000 : 3 * 3_600_000;
  }
  round = ROUNDS - 1;
  await sources.runUntil(edge.clock.now + 6 * 3_600_000);
  check(edge.store.query("SELECT id, title, state FROM articles"), edge.store.query("SELECT key FROM source_entries"));
  return kills;
}

function check(articles: { id: string; title: string; state: string }[], entries: unknown[]): void {
  const wanted = Array.from({ length: SOURCES * ROUNDS }, (_, index) => {
    const [source, number] = [Math.floor(index / ROUNDS), index % ROUNDS];
    return `s${source}-n${number} S${source} N${number}${number === 0 ? ` in round ${ROUNDS - 1}` : ""} published`;
  });
  expect(articles.map(({ id, title, state }) => `${id} ${title} ${state}`).sort()).toEqual(wanted.sort());
  expect(entries).toHaveLength(SOURCES * ROUNDS);
}

it(`runs that are stopped at any await lose nothing and publish nothing twice: ${RUNS} histories`, async () => {
  let kills = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    try {
      kills += await runHistory(seed);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`);
    }
  }
  expect(kills).toBeGreaterThan(RUNS * 2);
}, 600_000);
