import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { EdgeOptions } from "../support/simulated-edge.ts";
import { type Change, histories, live, type Poll, type Step } from "./histories.ts";

// Reading an article is pure, and the slowest thing here: each text is read once.
vi.mock("../../src/article/read-article.ts", async (importOriginal) => {
  const { readArticle } = await importOriginal<typeof import("../../src/article/read-article.ts")>();
  const known = new Map<string, ReturnType<typeof readArticle>>();
  const remembered: typeof readArticle = (source, profile) => {
    const key = JSON.stringify([source.key, new TextDecoder().decode(source.bytes), source.existingSlug, profile]);
    const reading = known.get(key) ?? readArticle(source, profile);
    known.set(key, reading);
    return reading;
  };
  return { readArticle: remembered };
});

// Isolates of two versions, as during a rollout.
vi.mock("../../src/feed/renderer-version.ts", async (importOriginal) => {
  const { rendererVersions } = await import("../support/renderer-versions.ts");
  return {
    ...(await importOriginal<typeof import("../../src/feed/renderer-version.ts")>()),
    get RENDERER_VERSION() {
      return rendererVersions.getStore() ?? "1";
    },
  };
});

/** Another one: `SEED=1 npx vitest run --project pure tests/edge/histories.test.ts`. */
const SEED = Number(process.env.SEED ?? 20_261_123);
console.info(`Random histories of seed ${SEED}`);

const places: [what: string, numRuns: number, options: EdgeOptions][] = [
  ["one place, Workers Cache in front of Origin", 750, { hasWorkersCache: true }],
  ["two places, the Cache API alone", 500, { colos: 2 }],
  ["two places, every name that is not in memory taken for unknown", 250, { colos: 2, freeLookups: 0 }],
  ["Workers Cache, and a replica one second behind", 500, { hasWorkersCache: true, replicaLagMs: 1000 }],
];

describe("whatever happens, no reader is told what is not so", () => {
  it.each(places)("%s: %i histories", { timeout: 120_000 }, async (_, numRuns, options) => {
    const property = fc.asyncProperty(histories, async (steps) => {
      await live(steps, options);
    });
    await fc.assert(property, { seed: SEED, numRuns });
  });
});

const poll = (isolate: number, client: number, meanwhile?: Poll["meanwhile"]): Poll => ({
  do: "poll",
  isolate,
  client,
  isFull: false,
  meanwhile,
});
const wait = (milliseconds: number): Change => ({ do: "wait", milliseconds });
const publish = (key: number, more: Partial<Extract<Change, { do: "publish" }>> = {}): Change => ({
  do: "publish",
  isolate: 0,
  key,
  words: 0,
  note: 0,
  isMinor: false,
  categories: 0,
  dueIn: undefined,
  expiresIn: undefined,
  ...more,
});

// Clients by their number: 0 to 5 send tags, 6 to 11 read deltas, 12 to 17 send dates, 18 to 23 ETags alone; 24 on are pages and lists.
const RSS = 0;
const CATEGORY_A = 3;
const RSS_BY_DATE = 12;
const OPML = 26;
const [ANOTHER, OTHER] = [14, 39];
const SITEMAP = 27;

/** Each went wrong once; shrunk by fast-check. */
const found: [what: string, steps: Step[]][] = [
  [
    "one isolate reads a head in the second of its change, another later: Last-Modified went back",
    [poll(0, RSS), wait(1000), poll(1, RSS), poll(0, RSS)],
  ],
  [
    "two changes in one second: who knew the first by its date got a 304 for the second, for four seconds",
    [
      wait(5000),
      publish(0),
      poll(1, RSS_BY_DATE),
      wait(900),
      publish(1),
      wait(50),
      poll(2, RSS_BY_DATE),
      wait(1990),
    ].concat([wait(1990), poll(2, RSS_BY_DATE)]),
  ],
  [
    "a change within the second of the one before: who knew that one by its date got a 304 where it had just been published",
    [wait(5000), poll(0, RSS_BY_DATE), publish(0, { isolate: 2 }), poll(2, RSS_BY_DATE)],
  ],
  [
    "the last article leaves between head and rendering: the feed that had ended answered 503",
    [publish(4), poll(0, CATEGORY_A, { nth: 2, when: "before", change: publish(4, { dueIn: 1 }) })],
  ],
  [
    "an article is published between the feed's rows and the list of feeds: the list was newer than its tag",
    [
      poll(1, OPML, { nth: 2, when: "after", change: publish(0) }),
      poll(2, OPML, { nth: 1, when: "after", change: publish(1, { categories: 1 }) }),
    ],
  ],
  [
    "a source changes and no reader sees it: the sitemap's dates moved under the same tag",
    [publish(0), wait(1000), publish(0, { note: 1 }), poll(1, SITEMAP)],
  ],
  [
    "a profile changes nothing about an article: its date in the sitemap moved after the head had",
    [publish(0), wait(1000), { do: "profile", isolate: 0, variant: 1 }, poll(0, SITEMAP)],
  ],
  [
    "a publish while a head is on its way: the old head stayed good for two more seconds in that very isolate",
    [poll(0, RSS, { nth: 1, when: "after", change: publish(0) }), poll(0, RSS)],
  ],
  [
    "the store is rebuilt under an isolate that remembers the old one: 503 instead of the new",
    [
      publish(0),
      wait(1900),
      poll(0, RSS),
      { do: "rebuild", isolate: 1 },
      poll(0, CATEGORY_A),
      wait(3001),
      poll(0, RSS),
    ],
  ],
  [
    "Origin tells a newer date of a head, and the clock is set back to the head's reading: Last-Modified lay ahead of the clock",
    [
      poll(0, RSS, { nth: 1, when: "before", change: wait(500) }),
      { do: "polls", polls: [poll(0, OTHER), poll(0, RSS, { nth: 1, when: "before", change: wait(500) })] },
      { do: "polls", polls: [poll(0, ANOTHER), poll(0, RSS, { nth: 1, when: "before", change: wait(500) })] },
      wait(4000),
      { do: "set-back", milliseconds: 5000 },
      poll(0, OTHER),
    ],
  ],
];

const EVERYWHERE = [0, 1, 2];
const deploy = (deployment: number, isolates = EVERYWHERE): Change => ({ do: "deploy", isolates, deployment });
const DAY_MS = 86_400_000;
const known = [publish(0), wait(5000), poll(0, RSS_BY_DATE), publish(1), wait(5000), poll(0, RSS_BY_DATE)];
/** A client that knows a document by its date asks at once, when the epoch has settled, and a day later. */
const asksOn = [
  wait(3001),
  poll(0, RSS_BY_DATE),
  wait(61_000),
  poll(0, RSS_BY_DATE),
  wait(DAY_MS),
  poll(0, RSS_BY_DATE),
];
/** In the middle of a rollout a client meets the new version, then the old one. */
const meetsBoth = [poll(0, RSS_BY_DATE), wait(3001), poll(1, RSS_BY_DATE), wait(30_000)];

const epochs: [what: string, steps: Step[]][] = [
  ["the store is restored", [...known, { do: "restore-store", share: 60 }, ...asksOn]],
  ["PUBLIC_URL changes", [...known, deploy(2), ...asksOn]],
  ["a setting changes", [...known, deploy(3), ...asksOn]],
  ["the renderers change", [...known, deploy(1), ...asksOn]],
  ["the renderers change and are rolled back", [...known, deploy(1), ...asksOn, deploy(0), ...asksOn]],
  [
    "two versions answer in turn for three minutes",
    [...known, deploy(1, [0]), ...Array.from({ length: 6 }, () => meetsBoth).flat(), deploy(1), ...asksOn],
  ],
  [
    "the clock is set back by a day, and articles change before it has caught up",
    [...known, { do: "set-back", milliseconds: DAY_MS }, publish(2), ...asksOn.slice(0, 4), publish(3), ...asksOn],
  ],
  [
    "the clock is set back by a day, and an article changes while its reader sleeps",
    [...known, { do: "set-back", milliseconds: DAY_MS }, publish(2), wait(DAY_MS + 10_000), ...asksOn],
  ],
  [
    "the clock is set back by a day, and the renderers change while a reader sleeps",
    [...known, { do: "set-back", milliseconds: DAY_MS }, deploy(1), poll(0, RSS), wait(DAY_MS + 10_000), ...asksOn],
  ],
];

describe("RFC 9110 §8.8.2.1: a date from before proves nothing after", () => {
  it.each(epochs)("%s", async (_, steps) => {
    for (const [, , options] of places) await live(steps, options);
  });

  it.each(epochs)("%s: three days later a date earns a 304 again", async (_, steps) => {
    const again: Step[] = [
      wait(3 * DAY_MS),
      { ...poll(0, RSS_BY_DATE), isFull: true },
      wait(3001),
      poll(0, RSS_BY_DATE),
    ];
    const statuses = await live([...steps, ...again]);
    expect(statuses.slice(-2)).toEqual([200, 304]);
  });
});

describe("found by it", () => {
  it.each(found)("%s", async (_, steps) => {
    for (const [, , options] of places) await live(steps, options);
  });
});
