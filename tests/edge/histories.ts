import fc from "fast-check";
import { createSimulatedEdge, type Deployment, type EdgeOptions, FIRST_DEPLOYMENT } from "../support/simulated-edge.ts";
import { type Client, type Habit, pollAs, type World } from "./clients.ts";
import { createTruth, type Truth } from "./truth.ts";

// Random lives of a publication: what its publisher does, what time does, and who polls in between.

const ISOLATES = 3;
const KEYS = 7;

/** What changes something. `isolate`: by way of which one. */
export type Change =
  | {
      readonly do: "publish";
      readonly isolate: number;
      readonly key: number;
      readonly words: number;
      /** Said in the source, seen by no reader. */
      readonly note: number;
      readonly isMinor: boolean;
      readonly categories: number;
      /** Seconds from now on; undefined: published at once, at its own old date. */
      readonly dueIn: number | undefined;
      readonly expiresIn: number | undefined;
    }
  | { readonly do: "retract" | "restore"; readonly isolate: number; readonly key: number }
  | { readonly do: "profile"; readonly isolate: number; readonly variant: number }
  | { readonly do: "rebuild"; readonly isolate: number }
  /** The store goes back to an earlier commit: `share` is how many in a hundred are kept. */
  | { readonly do: "restore-store"; readonly share: number }
  /** Another version, by the number of the deployment: in one isolate, as in the middle of a rollout, or in all. */
  | { readonly do: "deploy"; readonly isolates: readonly number[]; readonly deployment: number }
  | { readonly do: "set-back"; readonly milliseconds: number }
  | { readonly do: "wait"; readonly milliseconds: number };

export interface Poll {
  readonly do: "poll";
  readonly isolate: number;
  readonly client: number;
  /** Without validators, as a client that has lost them. */
  readonly isFull: boolean;
  /** What happens before the nth call to the store that this poll makes, or after it and before its answer arrives. */
  readonly meanwhile: { readonly nth: number; readonly when: "before" | "after"; readonly change: Change } | undefined;
}

export type Step = Change | Poll | { readonly do: "polls"; readonly polls: readonly Poll[] };

const DAY_MS = 86_400_000;

/** Renderer, address and settings: what an epoch is made of besides profile and database. */
const DEPLOYMENTS: readonly Deployment[] = [
  FIRST_DEPLOYMENT,
  { ...FIRST_DEPLOYMENT, rendererVersion: "2" },
  { ...FIRST_DEPLOYMENT, publicUrl: "https://news.example" },
  { ...FIRST_DEPLOYMENT, maxAgeSeconds: 600 },
];

const isolate = fc.nat({ max: ISOLATES - 1 });
const key = fc.nat({ max: KEYS - 1 });
const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 5 });

const milliseconds = fc.oneof(
  fc.constantFrom(1, 300, 999, 1000, 1001, 1999, 2000, 2999, 3000, 3001),
  fc.nat({ max: 10_000 }),
);
const wait: fc.Arbitrary<Change> = fc.record({ do: fc.constant("wait"), milliseconds });
const shortWait: fc.Arbitrary<Change> = fc.record({
  do: fc.constant("wait"),
  milliseconds: fc.constantFrom(1, 100, 500, 900),
});
const publish: fc.Arbitrary<Change> = fc.record({
  do: fc.constant("publish"),
  isolate,
  key,
  words: fc.nat({ max: 2 }),
  note: fc.nat({ max: 1 }),
  isMinor: fc.boolean(),
  categories: fc.nat({ max: 3 }),
  dueIn: rarely(fc.integer({ min: 1, max: 6 })),
  expiresIn: rarely(fc.integer({ min: 2, max: 12 })),
});
const others: fc.Arbitrary<Change>[] = [
  fc.record({ do: fc.constantFrom("retract", "restore"), isolate, key }),
  fc.record({ do: fc.constant("profile"), isolate, variant: fc.nat({ max: 2 }) }),
];
const rebuild: fc.Arbitrary<Change> = fc.record({ do: fc.constant("rebuild"), isolate });
const restoreStore: fc.Arbitrary<Change> = fc.record({
  do: fc.constant("restore-store"),
  share: fc.integer({ min: 20, max: 99 }),
});
const deploy: fc.Arbitrary<Change> = fc.record({
  do: fc.constant("deploy"),
  isolates: fc.oneof(
    fc.constant([0, 1, 2]),
    isolate.map((one) => [one]),
  ),
  deployment: fc.nat({ max: DEPLOYMENTS.length - 1 }),
});
const change = fc.oneof(
  { arbitrary: publish, weight: 8 },
  { arbitrary: fc.oneof(...others), weight: 3 },
  { arbitrary: fc.oneof(rebuild, restoreStore, deploy, deploy), weight: 2 },
);
/** Not while a poll is under way, which is answered by the clock of its beginning. */
const timeWarp: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ do: fc.constant("set-back"), milliseconds: fc.constantFrom(1500, 5000, DAY_MS) }),
  fc.record({ do: fc.constant("wait"), milliseconds: fc.constantFrom(59_000, 61_000, DAY_MS) }),
);

const meanwhile = fc.record({
  nth: fc.integer({ min: 1, max: 3 }),
  when: fc.constantFrom("before", "after"),
  change: fc.oneof(change, shortWait),
});

const poll: fc.Arbitrary<Poll> = fc.record({
  do: fc.constant("poll"),
  isolate,
  client: fc.nat({ max: 99 }),
  isFull: fc.boolean(),
  meanwhile: fc.option(meanwhile, {
    nil: undefined,
    freq: 2,
  }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: poll, weight: 14 },
  {
    arbitrary: fc.record({ do: fc.constant("polls"), polls: fc.array(poll, { minLength: 2, maxLength: 3 }) }),
    weight: 2,
  },
  { arbitrary: wait, weight: 7 },
  { arbitrary: change, weight: 7 },
  { arbitrary: timeWarp, weight: 1 },
);

export const histories = fc.array(step, { minLength: 1, maxLength: 32, size: "max" });

const PROFILES = [
  { title: "The Wire", rule: 'any: ["category:A", "category:B"]', windowSize: 4 },
  { title: "The Wire", rule: 'any: ["category:A"]', windowSize: 2 },
  { title: "The New Wire", rule: 'not: ["category:A"]', windowSize: 4 },
] as const;

function writeProfile(variant: number): string {
  const { title, rule, windowSize } = PROFILES[variant] ?? PROFILES[0];
  return `title: ${title}
domain: wire.example
feeds:
  - name: small
    title: A small one
    window_size: ${windowSize}
    ${rule}
`;
}

const CATEGORIES = ["[A]", "[B]", "[A, B]", "[C]"];

type Publishing = Extract<Change, { do: "publish" }>;

/** Of few different texts, so that reading them can be remembered. */
function writeArticle({ key, words, note, categories, dueIn, expiresIn }: Publishing, now: number): string {
  const second = Math.floor(now / 1000) * 1000;
  const at = (seconds: number | undefined) => new Date(second + (seconds ?? 0) * 1000).toISOString();
  const date = dueIn === undefined ? `2026-01-0${key + 1}` : at(dueIn);
  const expires = expiresIn === undefined ? "" : `expires: ${at((dueIn ?? 0) + expiresIn)}\n`;
  return `---
title: Article ${key}, version ${words}
slug: article-${key}
date: ${date}
categories: ${CATEGORIES[categories]}
${expires}# Note ${note}
---

Text ${words}.
`;
}

const FEEDS: readonly (readonly [path: string, feed: string | undefined])[] = [
  ["/rss.xml", "main"],
  ["/feeds/small/rss.xml", "feeds/small"],
  ["/feeds/small/atom.xml", "feeds/small"],
  ["/categories/a/atom.xml", "categories/a"],
  ["/categories/b/feed.json", "categories/b"],
  ["/authors/the-wire/rss.xml", "authors/the-wire"],
];
const PAGES: typeof FEEDS = [
  ["/", "catalogue"],
  ["/categories/a/", "categories/a"],
  ["/feeds.opml", "catalogue"],
  ["/sitemap.xml", "catalogue"],
  ["/categories/a/subscribe", "categories/a"],
  ["/articles/article-0", undefined],
  ["/articles/article-1", undefined],
];

function createClients(habits: readonly Habit[]): Client[] {
  const client = ([path, feed]: readonly [string, string | undefined], habit: Habit): Client => ({
    path,
    feed,
    habit,
    held: undefined,
  });
  return [
    ...habits.flatMap((habit) => FEEDS.map((where) => client(where, habit))),
    ...[...PAGES, ...PAGES].map((where) => client(where, "tags")),
  ];
}

interface Publication {
  readonly world: World;
  readonly truth: Truth;
  readonly sources: Map<string, string>;
  variant: number;
  isRebuilt: boolean;
  /** What each isolate runs. */
  readonly running: Deployment[];
}

const MEMORY_MS = 2000;
const EDGE_MS = 1000;

/** Lives one history, and fails where a poll gets what it must not. Gives the statuses of its single polls. */
export async function live(steps: readonly Step[], options: EdgeOptions = {}): Promise<number[]> {
  const edge = createSimulatedEdge({ isolates: ISOLATES, ...options });
  const truth = createTruth(edge.store, edge.clock);
  const hasReplica = options.replicaLagMs !== undefined;
  const maxAgeMs = MEMORY_MS + (options.hasWorkersCache ? EDGE_MS : 0) + (options.replicaLagMs ?? 0);
  const publication: Publication = {
    world: {
      edge,
      truth,
      maxAgeMs,
      hasReplica,
      bytes: new Map(),
      dates: new Map(),
      published: new Map(),
      answers: 0,
      hasSettled: true,
    },
    truth,
    sources: new Map(),
    variant: 0,
    isRebuilt: false,
    running: Array.from({ length: ISOLATES }, () => FIRST_DEPLOYMENT),
  };
  const clients = createClients(hasReplica ? ["tags", "deltas", "etags"] : ["tags", "deltas", "dates", "etags"]);
  await edge.putSite(0, writeProfile(0));
  const statuses: number[] = [];
  for (const step of steps) {
    // A replica that is behind shows what was due by a clock that was ahead, as if it had not been announced.
    if (hasReplica && step.do === "set-back") continue;
    if (step.do === "polls") await Promise.all(step.polls.map((poll) => runPoll(poll, clients, publication)));
    else if (step.do === "poll") statuses.push(await runPoll(step, clients, publication));
    else await runChange(step, publication);
  }
  return statuses;
}

async function runPoll(poll: Poll, clients: readonly Client[], publication: Publication): Promise<number> {
  const client = clients[poll.client % clients.length];
  if (client === undefined) throw new Error("There is no client");
  if (poll.meanwhile !== undefined) interrupt(poll.meanwhile, publication);
  const status = await pollAs(client, poll.isolate, poll.isFull, publication.world);
  calm(publication);
  return status;
}

function interrupt({ nth, when, change }: NonNullable<Poll["meanwhile"]>, publication: Publication): void {
  let calls = 0;
  publication.world.edge.store[when] = async () => {
    calls += 1;
    if (calls !== nth) return;
    calm(publication);
    await runChange(change, publication);
  };
}

function calm({ world }: Publication): void {
  world.edge.store.before = async () => {};
  world.edge.store.after = async () => {};
}

async function runChange(change: Change, publication: Publication): Promise<void> {
  const { edge } = publication.world;
  switch (change.do) {
    case "wait":
      edge.clock.now += change.milliseconds;
      return;
    case "set-back":
      edge.clock.now -= change.milliseconds;
      edge.clock.setBackMs += change.milliseconds;
      return;
    case "deploy":
      return deployTo(change.isolates, DEPLOYMENTS[change.deployment] ?? FIRST_DEPLOYMENT, publication);
    case "restore-store":
      return restoreFrom(change.share, publication);
    case "publish": {
      const source = writeArticle(change, edge.clock.now);
      const name = `article-${change.key}`;
      const outcome = await edge.publish(change.isolate, name, source, change.isMinor ? "minor" : undefined);
      if (isTaken(outcome)) publication.sources.set(name, source);
      // In a rebuilt store revisions begin again: an edge cache may have a head of a second ago for the same number.
      const [own] = edge.store.query<{ revision: number }>("SELECT revision FROM articles WHERE key = ?1", name);
      if (own !== undefined && isTaken(outcome) && !publication.isRebuilt) {
        publication.world.published.set(change.isolate, own.revision);
      }
      return;
    }
    case "retract":
      await edge.retract(change.isolate, `article-${change.key}`);
      return;
    case "restore":
      await edge.restore(change.isolate, `article-${change.key}`);
      return;
    case "profile":
      publication.variant = change.variant;
      return edge.putSite(change.isolate, writeProfile(change.variant));
    case "rebuild":
      publication.truth.end();
      publication.isRebuilt = true;
      publication.world.published.clear();
      edge.store.rebuild();
      await edge.putSite(change.isolate, writeProfile(publication.variant));
      for (const [name, source] of publication.sources) await edge.publish(change.isolate, name, source);
  }
}

function deployTo(isolates: readonly number[], deployment: Deployment, { world, truth, running }: Publication): void {
  for (const isolate of isolates) {
    running[isolate] = deployment;
    world.edge.restart(isolate, deployment);
    // A new isolate has published nothing.
    world.published.delete(isolate);
  }
  truth.deploy(running);
  world.hasSettled = false;
}

function restoreFrom(share: number, publication: Publication): void {
  const { world, truth } = publication;
  const { store } = world.edge;
  truth.end();
  publication.isRebuilt = true;
  world.published.clear();
  world.hasSettled = false;
  // The first commit is the profile: a publication without one answers nothing.
  store.restore(Math.max(1, Math.floor((store.countCommits() * share) / 100)));
}

function isTaken(outcome: string): boolean {
  return ["created", "updated", "unchanged"].includes(outcome);
}
