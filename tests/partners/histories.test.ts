import { expect, test } from "vitest";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import { type PartnerId, partnerEnding, partnerIds } from "../../src/article/profile/partner-ids.ts";
import type { ReceivedImage } from "../../src/feed/publishing/submission.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { PICTURES, sound, writeArticle } from "./broken-articles.ts";
import { readItems, type SeenItem } from "./read-items.ts";

// Random histories of a publication that is given to every partner: HISTORIES=500 for more, SEED=501 for others.

const HISTORIES = Number(process.env.HISTORIES ?? 3);
const FIRST_SEED = Number(process.env.SEED ?? 1);
const STEPS = 8;
/** More than the largest window. */
const STORED = 62;
/** Items of each feed, and bytes where the partner limits them, by the partners' specifications. */
const LIMITS: Readonly<Record<PartnerId, { readonly items: number; readonly bytes?: number }>> = {
  msn: { items: 20 },
  smartnews: { items: 50, bytes: 1_000_000 },
  flipboard: { items: 30 },
  newsbreak: { items: 50 },
  fulltext: { items: 50 },
  flatplan: { items: 60 },
  ninjs: { items: 50 },
};

const SITE = `title: The Wire
domain: wire.example
covers: none
feeds:
  - { name: top, all: "category: Sea", window_size: 100 }
partners:
${partnerIds.map((partner) => `  - { partner: ${partner}, feed: top }\n`).join("")}`;

/** Whether a step changes an article's substance, and does it. */
interface Step {
  readonly isSubstance: boolean;
  readonly run: (history: History, key: string) => Promise<unknown>;
}

interface History {
  readonly edge: SimulatedEdge;
  readonly images: ReadonlyMap<string, ReceivedImage>;
  readonly chance: () => number;
  /** The text of each article, without front matter. */
  readonly texts: Map<string, string>;
  readonly dates: Map<string, number>;
}

function write({ dates }: History, key: string, text: string, image = "sound.gif"): string {
  return writeArticle(0, { ...sound, text, image }).replace(
    /"date":"[^"]*"/,
    `"slug":"${key}","date":"${new Date(dates.get(key) ?? 0).toISOString()}"`,
  );
}

async function save(history: History, key: string, text: string, options: { minor?: "minor"; image?: string } = {}) {
  const { edge, images, texts } = history;
  texts.set(key, text);
  const image = options.image ?? "sound.gif";
  const files = new Map([...images].filter(([name]) => name === image));
  const said = await edge.publish(0, key, write(history, key, text, image), options.minor, files);
  expect(["created", "updated", "unchanged"]).toContain(said);
}

const steps: Readonly<Record<string, Step>> = {
  update: {
    isSubstance: true,
    run: (history, key) => save(history, key, `${history.texts.get(key)} More at ${history.edge.clock.now}.`),
  },
  long: {
    isSubstance: true,
    run: (history, key) => save(history, key, `${history.edge.clock.now} ${"Long. ".repeat(80_000)}`),
  },
  minor: {
    isSubstance: false,
    run: (history, key) =>
      save(history, key, `${history.texts.get(key)} Spelt at ${history.edge.clock.now}.`, { minor: "minor" }),
  },
  again: { isSubstance: false, run: (history, key) => save(history, key, history.texts.get(key) ?? "") },
  break: {
    isSubstance: true,
    run: (history, key) => save(history, key, `At ${history.edge.clock.now}`, { image: "low.gif" }),
  },
  wait: {
    isSubstance: false,
    run: async ({ edge }) => {
      edge.clock.now += 200 * 86_400_000;
    },
  },
  site: {
    isSubstance: false,
    run: ({ edge, chance }) => edge.putSite(0, `${SITE}description: At ${Math.floor(chance() * 1e9)}\n`),
  },
  // A retracted article is edited no more.
  retract: {
    isSubstance: true,
    run: ({ edge, texts }, key) => {
      texts.delete(key);
      return edge.retract(0, key);
    },
  },
};

/** Mulberry32: the same history for the same seed. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a partner has seen of each article, and which have changed in substance since. */
interface Memory {
  readonly seen: Map<string, SeenItem>;
  readonly changed: Set<string>;
}

async function pollTwice({ edge }: History, id: PartnerId, { seen, changed }: Memory): Promise<void> {
  const address = `/feeds/top/${id}.${partnerEnding(id)}`;
  const first = await edge.poll(0, address);
  const second = await edge.poll(0, address);
  expect([first.status, second.text === first.text]).toEqual([200, true]);
  const shown = readItems(id, first.text);
  const { items, bytes = Number.POSITIVE_INFINITY } = LIMITS[id];
  expect(shown.length).toBeLessThanOrEqual(items);
  expect(Buffer.byteLength(first.text)).toBeLessThanOrEqual(bytes);
  const times = shown.map(({ published }) => Date.parse(published));
  if (id === "msn") expect(Math.max(...times) - Math.min(...times)).toBeLessThan(365 * 86_400_000);
  for (const now of shown) {
    const key = now.slug;
    const before = seen.get(key);
    seen.set(key, now);
    const hasChanged = changed.delete(key);
    if (before === undefined) continue;
    expect([id, key, now.id, now.published]).toEqual([id, key, before.id, before.published]);
    if (hasChanged) expect(Date.parse(now.modified)).toBeGreaterThan(Date.parse(before.modified));
    else expect([id, key, now.modified]).toEqual([id, key, before.modified]);
  }
}

async function runHistory(history: History, seed: number): Promise<void> {
  const { edge, chance, texts, dates } = history;
  const memories = new Map(partnerIds.map((id) => [id, { seen: new Map(), changed: new Set<string>() } as Memory]));
  const pollAll = async () => {
    edge.clock.now += 3000;
    for (const [id, memory] of memories) await pollTwice(history, id, memory);
  };
  await pollAll();
  for (let number = 0; number < STEPS; number += 1) {
    edge.clock.now += 60_000;
    const keys = [...texts.keys()];
    if (chance() < 0.3) {
      const key = `new-${seed}-${number}`;
      // Also one that is due in half a minute, and one that is dated back.
      dates.set(key, edge.clock.now + ([0, 30_000, -3_600_000][Math.floor(chance() * 3)] ?? 0));
      await save(history, key, `Text of ${key}.`);
    } else {
      const step = Object.values(steps)[Math.floor(chance() * Object.keys(steps).length)];
      const key = keys[keys.length - 1 - Math.floor(chance() ** 2 * keys.length)] ?? "";
      await step?.run(history, key);
      if (step?.isSubstance) for (const { changed } of memories.values()) changed.add(key);
    }
    await pollAll();
  }
}

test("ids and dates of publication stay, the change's date moves with substance alone, limits hold, bytes are stable", async () => {
  const images = new Map<string, ReceivedImage>();
  for (const name of ["sound.gif", "low.gif"]) {
    const identified = await identifyMedium(PICTURES[name]?.() ?? new Uint8Array());
    if (identified.ok) images.set(name, identified.value);
  }
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  const start: History = { edge, images, chance: () => 0, texts: new Map(), dates: new Map() };
  for (let number = 0; number < STORED; number += 1) {
    start.dates.set(`a${number}`, edge.clock.now - (STORED - number) * 3_600_000);
    await save(start, `a${number}`, `Text of article ${number}.`);
  }
  const commits = edge.store.countCommits();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed += 1) {
    edge.store.restore(commits);
    edge.restart(0);
    const { texts, dates } = start;
    await runHistory({ edge, images, chance: createChance(seed), texts: new Map(texts), dates: new Map(dates) }, seed);
  }
});
