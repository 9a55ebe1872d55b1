import { expect } from "vitest";
import {
  type SimulatedAnswer,
  type SimulatedClock,
  type SimulatedEdge,
  steadyTime,
} from "../support/simulated-edge.ts";
import { ageOf, type FeedState, type Truth } from "./truth.ts";

// Readers as they are met, and what must hold for each of their polls whatever happened before.

/** How a client says what it has: both validators; the ETag alone; the date alone; both, and that it reads a 226. */
export type Habit = "tags" | "etags" | "dates" | "deltas";

export interface Client {
  readonly path: string;
  /** Whose head the document stands under; undefined for an article's page. */
  readonly feed: string | undefined;
  readonly habit: Habit;
  held: Held | undefined;
}

interface Held {
  readonly etag: string;
  readonly lastModified: string;
  /** The entries' bytes by id, of a feed. */
  readonly entries: ReadonlyMap<string, string>;
}

export interface World {
  readonly edge: SimulatedEdge;
  readonly truth: Truth;
  /** How long a change may stay unseen. */
  readonly maxAgeMs: number;
  /** Readers read a replica: then Last-Modified is not to be relied upon. */
  readonly hasReplica: boolean;
  /** What each address gave under each tag. */
  readonly bytes: Map<string, string>;
  /** The last revision that each isolate published: its own readers see that at once. */
  readonly published: Map<number, number>;
  /** Every Last-Modified given, by resource. */
  readonly dates: Map<string, GivenDate[]>;
  /** How many answers have come: which poll was begun after which answer. */
  answers: number;
  /**
   * Another version or a restored store has answered. For a minute after its first answer no date proves anything, and
   * Last-Modified is that of the head's reading, which isolates do not share.
   */
  hasSettled: boolean;
}

interface GivenDate {
  readonly tag: string;
  readonly lastModified: number;
  readonly number: number;
}

/** Gives the status of the answer, once all that must hold for it has been found to hold. */
export async function pollAs(client: Client, isolate: number, isFull: boolean, world: World): Promise<number> {
  const { edge } = world;
  const askedAt = { ...edge.clock };
  const published = world.published.get(isolate) ?? 0;
  const answersBefore = world.answers;
  const { held } = client;
  const conditions = isFull || held === undefined ? undefined : writeConditions(client.habit, held);
  const answer = await edge.poll(isolate, client.path, { headers: { ...conditions } });
  const asked = { client, held: conditions === undefined ? undefined : held, askedAt, published, answersBefore, world };
  await checkAnswer(answer, isolate, asked);
  return answer.status;
}

async function checkAnswer(answer: SimulatedAnswer, isolate: number, asked: Asked): Promise<void> {
  switch (answer.status) {
    case 200:
      return checkWhole(answer, asked);
    case 304:
      return checkNotModified(answer, asked);
    case 226:
      return checkDelta(answer, isolate, asked);
    case 301:
      return checkMoved(answer, asked);
    case 410:
      return expect(asked.client.feed, `${asked.client.path} ended`).toBeUndefined();
    case 404:
      return checkMissing(asked);
    default:
      expect.unreachable(`${asked.client.path} answered ${answer.status}: ${answer.text}`);
  }
}

interface Asked {
  readonly client: Client;
  /** What the client said it has. */
  readonly held: Held | undefined;
  readonly askedAt: SimulatedClock;
  /** The last revision that the isolate had published before it was asked. */
  readonly published: number;
  readonly answersBefore: number;
  readonly world: World;
}

function writeConditions(habit: Habit, { etag, lastModified }: Held): Record<string, string> {
  const since = { "if-modified-since": lastModified };
  if (habit === "dates") return since;
  if (habit === "etags") return { "if-none-match": etag };
  const both = { ...since, "if-none-match": etag };
  return habit === "tags" ? both : { ...both, "a-im": "feed", "user-agent": "newsboat/2.21.0 (Linux 6.1)" };
}

async function checkWhole(answer: SimulatedAnswer, asked: Asked): Promise<void> {
  const { client, held, world } = asked;
  const { path, feed, habit } = client;
  const etag = await readDates(answer, asked);
  const key = `${path} ${etag}`;
  expect(answer.text, `the bytes of ${key}`).toBe(world.bytes.get(key) ?? answer.text);
  world.bytes.set(key, answer.text);
  if (held !== undefined && habit !== "dates") expect(etag, `a client that has ${path} gets it`).not.toBe(held.etag);
  if (held !== undefined) await expectNoStepBack(held.etag, etag, path, world);
  const entries = readEntries(answer.text);
  client.held = { etag, lastModified: answer.headers.get("last-modified") ?? "", entries };
  if (feed === undefined) return;
  const state = await expectFresh(feed, etag, asked);
  checkContents(path, answer.text, state);
}

/** The document holds what the store said under its tag: no more, no less, nothing newer. */
function checkContents(path: string, text: string, state: FeedState): void {
  const find = (pattern: RegExp) => Array.from(text.matchAll(pattern), ([, ...groups]) => groups.join(" ")).sort();
  const feeds = state.feeds.map((feed) => (feed === "main" ? "" : feed)).sort();
  if (path === "/sitemap.xml") {
    expect(find(/articles\/([^<]+)<\/loc>\s*<lastmod>([^<]+)</g), path).toEqual(state.pages);
  } else if (path === "/feeds.opml") {
    expect(find(/xmlUrl="[^"]+example\/([^"]*?)\/?rss.xml"/g), path).toEqual(feeds);
  } else if (path === "/") {
    expect(find(/class="feed-name" href="\/([^"]*?)\/?"/g), path).toEqual(feeds);
  } else if (/\.(?:xml|json)$/.test(path)) {
    expect(listTitles(text), `the entries of ${path}`).toEqual(state.entries);
  }
}

async function checkNotModified(answer: SimulatedAnswer, asked: Asked): Promise<void> {
  const { client, held } = asked;
  const etag = await readDates(answer, asked);
  if (held === undefined) return expect.unreachable("a 304 for a client that said nothing");
  expect(answer.text).toBe("");
  if (client.habit !== "dates") expect(etag).toBe(held.etag);
  if (client.feed !== undefined) await expectFresh(client.feed, held.etag, asked);
}

async function checkDelta(answer: SimulatedAnswer, isolate: number, asked: Asked): Promise<void> {
  const { client, held, world } = asked;
  const etag = await readDates(answer, asked);
  if (held === undefined || client.feed === undefined) return expect.unreachable("a 226 for a client that has nothing");
  expect(client.habit).toBe("deltas");
  await expectNoStepBack(held.etag, etag, client.path, world);
  expect(answer.text).not.toContain("fh:complete");
  await expectFresh(client.feed, etag, asked);
  const entries = new Map([...held.entries, ...readEntries(answer.text)]);
  client.held = { etag, lastModified: answer.headers.get("last-modified") ?? "", entries };
  const whole = await world.edge.poll(isolate, client.path);
  if (whole.headers.get("etag") !== etag) return;
  for (const [id, bytes] of readEntries(whole.text)) {
    expect(entries.get(id), `${id} in what deltas made of ${client.path}`).toBe(bytes);
  }
}

function checkMoved({ headers }: SimulatedAnswer, { client: { feed = "", path }, askedAt, world }: Asked): void {
  const [, successor = ""] = /^https?:\/\/[^/]+\/(.+)\/[^/]*$/.exec(headers.get("location") ?? "") ?? [];
  const until = world.truth.movedUntil(feed, successor) ?? Number.NEGATIVE_INFINITY;
  expect(steadyTime(askedAt) - until, `${path} has not moved to ${successor}`).toBeLessThanOrEqual(world.maxAgeMs);
}

function checkMissing({ client: { feed, path }, askedAt, world }: Asked): void {
  if (feed === undefined) return;
  const since = world.truth.liveSince(feed);
  if (since !== undefined)
    expect(steadyTime(askedAt) - since, `${path} is there, but was not found`).toBeLessThanOrEqual(world.maxAgeMs);
}

async function expectFresh(feed: string, etag: string, { askedAt, published, world }: Asked): Promise<FeedState> {
  const { truth, maxAgeMs } = world;
  const state = await truth.find(feed, etag);
  if (state === undefined) return expect.unreachable(`${feed} never had the tag ${etag}`);
  expect(ageOf(state, askedAt), `since ${etag} of ${feed} ended`).toBeLessThanOrEqual(maxAgeMs);
  expect(state.endedBy, `what ended ${etag} of ${feed}, in the isolate that published`).toBeGreaterThan(published);
  return state;
}

/** Nobody is sent back in time while the store lives, whatever became of the profile. */
async function expectNoStepBack(held: string, etag: string, path: string, { truth }: World): Promise<void> {
  const [before, after] = await Promise.all([truth.findDatabase(held), truth.findDatabase(etag)]);
  if (before === after) expect(revisionOf(etag), path).toBeGreaterThanOrEqual(revisionOf(held));
}

function revisionOf(etag: string): number {
  return Number(/^W\/"(\d+)-/.exec(etag)?.[1]);
}

/** Last-Modified lies in the past, goes up with the revision, and for one tag with time, while the clock does. Returns the ETag. */
async function readDates(
  { headers, status }: SimulatedAnswer,
  { client, answersBefore, world }: Asked,
): Promise<string> {
  const { edge, dates, truth } = world;
  const etag = headers.get("etag") ?? "";
  // A part has none where it would be the date that the client has already.
  if (status === 226 && !headers.has("last-modified")) return etag;
  const lastModified = Date.parse(headers.get("last-modified") ?? "");
  expect(lastModified + 1000).toBeLessThanOrEqual(Math.floor(edge.clock.now / 1000) * 1000);
  // Under a stale head a client's own tag is confirmed, with the best date there is.
  if (world.hasReplica || headers.get("cache-status")?.includes("fwd=stale")) return etag;
  const resource = `${edge.clock.setBackMs} ${await truth.findDatabase(etag)} ${client.feed ?? client.path}`;
  const given = dates.get(resource) ?? [];
  dates.set(resource, given);
  const revision = revisionOf(etag);
  for (const other of given) {
    const label = `Last-Modified of ${etag} beside ${other.tag}, ${client.path}`;
    const otherRevision = revisionOf(other.tag);
    const isLater = other.tag === etag && other.number <= answersBefore && world.hasSettled;
    if (otherRevision < revision || isLater) expect(lastModified, label).toBeGreaterThanOrEqual(other.lastModified);
    if (otherRevision > revision) expect(lastModified, label).toBeLessThanOrEqual(other.lastModified);
  }
  world.answers += 1;
  given.push({ tag: etag, lastModified, number: world.answers });
  return etag;
}

/** Each entry's bytes by its id, of RSS, Atom and JSON Feed as we write them. */
function readEntries(text: string): Map<string, string> {
  if (text.startsWith("{")) {
    const { items } = JSON.parse(text) as { items: { id: string }[] };
    return new Map(items.map((item) => [item.id, JSON.stringify(item)]));
  }
  const entries = text.match(/<(item|entry)>[\s\S]*?<\/\1>/g) ?? [];
  return new Map(entries.map((entry) => [/<(?:guid[^>]*|id)>([^<]*)</.exec(entry)?.[1] ?? "", entry]));
}

/** `id title` of each entry, in the document's order. */
function listTitles(text: string): string[] {
  return [...readEntries(text)].map(([id, entry]) => {
    const title = text.startsWith("{")
      ? (JSON.parse(entry) as { title: string }).title
      : /<title[^>]*>([^<]*)</.exec(entry)?.[1];
    return `${id} ${title}`;
  });
}
