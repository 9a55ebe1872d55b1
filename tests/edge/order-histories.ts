import fc from "fast-check";
import { expect } from "vitest";
import { WINDOW } from "../../src/feed/slices.ts";
import { renderSlice } from "../../src/serving/origin/render-resource.ts";
import { createReader } from "../../src/store/d1-reader.ts";
import { storeManyArticles } from "../support/many-articles.ts";
import { createSimulatedEdge, FIRST_DEPLOYMENT, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

// Random lives of a publication whose articles do not come in the order of their dates: imports, embargoes, drafts, corrected dates. After
// every step everything that readers, archives and subscribers get is compared with a model of what the newest articles are.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NEWS_MS = 2 * DAY_MS;
const KEYS = 9;

export type OrderStep =
  | {
      readonly do: "publish";
      readonly key: number;
      readonly words: number;
      readonly isMinor: boolean;
      readonly categories: number;
      /** Hours before the first moment of the history. */
      readonly age: number;
      readonly isDraft: boolean;
      /** Seconds from now on. */
      readonly dueIn: number | undefined;
      readonly expiresIn: number | undefined;
    }
  | { readonly do: "import"; readonly count: number; readonly age: number }
  | { readonly do: "retract" | "restore"; readonly key: number }
  | { readonly do: "wait"; readonly seconds: number };

export interface OrderHistory {
  /** How many articles there are before. */
  readonly before: number;
  readonly steps: readonly OrderStep[];
}

const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 4 });
const key = fc.nat({ max: KEYS - 1 });
const age = fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 20, max: 80 }), fc.integer({ min: 1000, max: 9000 }));

const publish: fc.Arbitrary<OrderStep> = fc.record({
  do: fc.constant("publish"),
  key,
  words: fc.nat({ max: 2 }),
  isMinor: fc.boolean(),
  categories: fc.nat({ max: 2 }),
  age,
  isDraft: fc.nat({ max: 4 }).map((chance) => chance === 0),
  dueIn: rarely(fc.integer({ min: 1, max: 90 })),
  expiresIn: rarely(fc.integer({ min: 30, max: 200 })),
});

const step: fc.Arbitrary<OrderStep> = fc.oneof(
  { arbitrary: publish, weight: 10 },
  { arbitrary: fc.record({ do: fc.constant("import"), count: fc.integer({ min: 1, max: 4 }), age }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constantFrom("retract", "restore"), key }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant("wait"), seconds: fc.integer({ min: 1, max: 120 }) }), weight: 4 },
);

export const orderHistories: fc.Arbitrary<OrderHistory> = fc.record({
  before: fc.constantFrom(0, 23, 47, 48, 74),
  steps: fc.array(step, { minLength: 1, maxLength: 10, size: "max" }),
});

const SITE = `title: The Wire
domain: wire.example
feeds:
  - { name: small, title: Small, window_size: 4, any: ["category:A", "category:B"] }
`;
const CATEGORIES = ["[A]", "[B]", "[A, B]"];

type Publishing = Extract<OrderStep, { do: "publish" }>;

function writeArticle(
  { key, words, categories, age, isDraft, dueIn, expiresIn }: Publishing,
  begunAt: number,
  now: number,
): string {
  const at = (time: number) => new Date(Math.floor(time / 1000) * 1000).toISOString();
  const date = dueIn === undefined ? at(begunAt - age * HOUR_MS) : at(now + dueIn * 1000);
  const expires = expiresIn === undefined ? "" : `expires: ${at(now + expiresIn * 1000)}\n`;
  const draft = isDraft ? "draft: true\n" : "";
  return `---\ntitle: Article ${key}\nslug: article-${key}\ndate: ${date}\ncategories: ${CATEGORIES[categories]}\n${expires}${draft}---\n\nText ${words}.\n`;
}

const FEEDS = [
  { name: "main", path: "/", windowSize: 50 },
  { name: "feeds/small", path: "/feeds/small/", windowSize: 4 },
  { name: "categories/a", path: "/categories/a/", windowSize: 50 },
] as const;
type Feed = (typeof FEEDS)[number];

interface ArticleRow {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly published_at: number;
  readonly changed_at: number;
  readonly due_at: number | null;
}

/** An article as the model knows it. */
interface Known {
  readonly row: ArticleRow;
  readonly order: number;
  readonly isQuiet: boolean;
}

interface Reader {
  etag: string | undefined;
  readonly entries: Map<string, string>;
}

interface World {
  readonly edge: SimulatedEdge;
  readonly begunAt: number;
  readonly known: Map<string, Known>;
  readonly bytes: Map<string, string>;
  readonly last: Map<string, { readonly etag: string; readonly text: string }>;
  readonly pages: Map<string, { readonly text: string; readonly articles: string }>;
  readonly readers: Map<string, Reader>;
  readonly subscribers: Map<string, { cursor: number; readonly entries: Map<string, string> }>;
  imported: number;
}

export async function liveInOrder({ before, steps }: OrderHistory): Promise<void> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  storeManyArticles(edge.store, before, edge.clock.now - HOUR_MS);
  const world: World = {
    edge,
    begunAt: edge.clock.now,
    known: new Map(),
    bytes: new Map(),
    last: new Map(),
    pages: new Map(),
    readers: new Map(),
    subscribers: new Map(),
    imported: 0,
  };
  await observe(world);
  for (const step of steps) {
    edge.clock.now += 1000;
    await run(step, world);
    await observe(world);
  }
  // An isolate uses a head for two seconds: by then it knows of every announcement.
  edge.clock.now += 3000;
  // Announces what has fallen due in these seconds.
  await edge.poll(0, "/atom.xml");
  for (const feed of FEEDS) await walk(feed, world);
}

async function run(step: OrderStep, world: World): Promise<void> {
  const { edge, begunAt } = world;
  switch (step.do) {
    case "publish": {
      const source = writeArticle(step, begunAt, edge.clock.now);
      await edge.publish(0, `article-${step.key}`, source, step.isMinor ? "minor" : undefined);
      return;
    }
    case "import":
      for (let index = 0; index < step.count; index += 1) {
        world.imported += 1;
        const date = new Date(begunAt - step.age * HOUR_MS - world.imported * 60_000).toISOString();
        const source = `---\ntitle: Old ${world.imported}\ndate: ${date}\ncategories: [A]\n---\n\nOld text.\n`;
        await edge.publish(0, `old-${world.imported}`, source);
        learn(world);
      }
      return;
    case "retract":
      await edge.retract(0, `article-${step.key}`);
      return;
    case "restore":
      await edge.restore(0, `article-${step.key}`);
      return;
    case "wait":
      edge.clock.now += step.seconds * 1000;
  }
}

const isVisible = ({ state }: ArticleRow) => state === "published" || state === "retracted";

/** Brings the model up to what has happened: where each article is among the newest, by a rule of its own. */
function learn({ edge, known }: World): void {
  const rows = edge.store.query<ArticleRow>(
    "SELECT id, state, revision, published_at, changed_at, due_at FROM articles",
  );
  const orders = () => [...known.values()].filter(({ row }) => isVisible(row)).map(({ order }) => order);
  for (const row of rows.toSorted((a, b) => a.revision - b.revision)) {
    const former = known.get(row.id);
    if (
      former !== undefined &&
      former.row.revision === row.revision &&
      former.row.state === row.state &&
      former.row.due_at === row.due_at
    )
      continue;
    known.set(row.id, { row, order: placeOf(row, former), isQuiet: isQuietly(row, former, Math.max(...orders())) });
  }
}

function placeOf(row: ArticleRow, former: Known | undefined): number {
  if (former === undefined) return row.published_at;
  const wasHeld = former.row.revision === 0 && isVisible(row);
  if (wasHeld)
    return former.row.state === "scheduled" && former.row.due_at === row.changed_at ? row.changed_at : row.changed_at;
  const isAsBefore = isVisible(former.row) && former.row.published_at === row.published_at;
  return isAsBefore ? former.order : row.published_at;
}

function isQuietly(row: ArticleRow, former: Known | undefined, newest: number): boolean {
  if (former !== undefined || !isVisible(row)) return former?.row.revision === row.revision && former.isQuiet;
  return row.published_at < row.changed_at - NEWS_MS && row.published_at < newest;
}

async function observe(world: World): Promise<void> {
  const { edge } = world;
  // Whatever is due is announced by the poll.
  await edge.poll(0, "/rss.xml");
  learn(world);
  for (const feed of FEEDS) {
    const members = listMembers(feed, world);
    if (members.length === 0) continue;
    const window = members.slice(0, feed.windowSize);
    const { text } = await poll(`${feed.path}rss.xml`, world);
    expect(listIds(text), `the window of ${feed.name}`).toEqual(window.map(({ row }) => row.id));
    expect(text.includes("fh:complete"), `${feed.name} holds everything`).toBe(members.length <= feed.windowSize);
    await readDeltas(feed, world);
    await deliver(feed, window, world);
    for (const page of [1, 2, 3]) await checkPage(feed, page, world);
  }
  for (const path of [
    "/",
    "/categories/a/",
    "/feeds.opml",
    "/sitemap.xml",
    "/articles/article-0",
    "/articles/article-1",
  ]) {
    await poll(path, world);
  }
}

/** The visible articles of a feed, newest first. */
function listMembers({ name }: Feed, { edge, known }: World): Known[] {
  const rows = edge.store.query<{ article_id: string; position: number }>(
    "SELECT article_id, position FROM memberships WHERE feed = ?1 AND position IS NOT NULL ORDER BY position DESC",
    name,
  );
  return rows.flatMap(({ article_id }) => known.get(article_id) ?? []).toSorted((a, b) => b.order - a.order);
}

/** An ETag names the same bytes for ever, and the same bytes of a feed keep their ETag. */
async function poll(path: string, { edge, bytes, last }: World): Promise<{ readonly text: string }> {
  const { status, headers, text } = await edge.poll(0, path);
  if (status !== 200) return { text };
  const etag = headers.get("etag") ?? "";
  const named = `${path} ${etag}`;
  expect(text, named).toBe(bytes.get(named) ?? text);
  bytes.set(named, text);
  const former = last.get(path);
  if (former !== undefined && path.endsWith("rss.xml") && former.text === text) expect(etag, path).toBe(former.etag);
  last.set(path, { etag, text });
  return { text };
}

/** RFC 3229: what a client has made of every answer is, for the window's entries, the window. */
async function readDeltas({ name, path }: Feed, { edge, readers }: World): Promise<void> {
  const reader = readers.get(name) ?? { etag: undefined, entries: new Map() };
  readers.set(name, reader);
  const conditions = reader.etag === undefined ? {} : { "if-none-match": reader.etag };
  const headers = { ...conditions, "a-im": "feed", "user-agent": "newsboat/2.21.0 (Linux 6.1)" };
  const answer = await edge.poll(0, `${path}rss.xml`, { headers });
  if (answer.status !== 304) {
    for (const [id, entry] of readEntries(answer.text)) reader.entries.set(id, entry);
    reader.etag = answer.headers.get("etag") ?? undefined;
  }
  const whole = await edge.poll(0, `${path}rss.xml`);
  for (const [id, entry] of readEntries(whole.text)) {
    expect(reader.entries.get(id), `${id} of ${name} after ${answer.status}`).toBe(entry);
  }
}

/** A subscriber has the window's entries but for those that were saved quietly, and is sent none of these. */
async function deliver({ name }: Feed, window: readonly Known[], { edge, subscribers }: World): Promise<void> {
  const ports = {
    reader: createReader(edge.store.db),
    settings: FIRST_DEPLOYMENT,
    now: () => edge.clock.now,
  };
  const memory = { entryBytes: { get: () => undefined, set: () => {} } } as unknown as Parameters<
    typeof renderSlice
  >[4];
  const render = async (after: number | undefined) => {
    const made = await renderSlice(name, "rss", { kind: "told", revision: after }, ports, memory);
    return made && new TextDecoder().decode(made.bytes);
  };
  const [head] = edge.store.query<{ entries_revision: number }>(
    "SELECT entries_revision FROM feeds WHERE feed = ?1",
    name,
  );
  const subscriber = subscribers.get(name) ?? { cursor: 0, entries: new Map() };
  subscribers.set(name, subscriber);
  const quiet = window.filter(({ isQuiet }) => isQuiet).map(({ row }) => row.id);
  if (head !== undefined && head.entries_revision > subscriber.cursor) {
    const text =
      (await render(subscriber.cursor === 0 ? undefined : subscriber.cursor)) ?? (await render(undefined)) ?? "";
    const sent = readEntries(text);
    expect(
      [...sent.keys()].filter((id) => quiet.includes(id)),
      `quiet ones sent to a subscriber of ${name}`,
    ).toEqual([]);
    for (const [id, entry] of sent) subscriber.entries.set(id, entry);
    subscriber.cursor = head.entries_revision;
  }
  const whole = await renderSlice(name, "rss", WINDOW, ports, memory);
  for (const [id, entry] of readEntries(new TextDecoder().decode(whole?.bytes))) {
    if (!quiet.includes(id)) expect(subscriber.entries.get(id), `${id} at a subscriber of ${name}`).toBe(entry);
  }
}

/** A closed page keeps its bytes, but for one `next-archive`, until an article on it changes. */
async function checkPage({ name, path }: Feed, page: number, world: World): Promise<void> {
  const address = `${path}archive/${page}/atom.xml`;
  const { text } = await poll(address, world);
  if (!text.includes("<fh:archive/>")) return;
  const rest = text.replace(/<link rel="next-archive"[^>]*>\n?/, "");
  const articles = JSON.stringify(
    world.edge.store.query(
      `SELECT m.article_id, a.revision FROM memberships m JOIN articles a ON a.id = m.article_id
       WHERE m.feed = ?1 AND m.position BETWEEN ?2 AND ?3 ORDER BY m.position`,
      ...[name, (page - 1) * 25 + 1, page * 25],
    ),
  );
  const former = world.pages.get(address);
  if (former?.articles === articles) expect(rest, `${address}, whose articles are as they were`).toBe(former.text);
  world.pages.set(address, { text: rest, articles });
}

/** By `next`, every article is met; the pages alone hold each once. */
async function walk(feed: Feed, world: World): Promise<void> {
  const members = listMembers(feed, world).filter(({ row }) => row.state === "published");
  if (members.length === 0) return;
  const documents: string[][] = [];
  for (let next: string | undefined = `${feed.path}atom.xml`; next !== undefined; ) {
    const { status, text } = await world.edge.poll(0, next);
    expect(status, next).toBe(200);
    documents.push(listIds(text));
    next = /rel="next" [^>]*href="([^"]+)"/.exec(text)?.[1]?.slice(PUBLIC_URL.length);
  }
  const pages = documents.slice(1).flat();
  expect(pages.length, `the pages of ${feed.name} repeat nothing`).toBe(new Set(pages).size);
  const met = new Set(documents.flat());
  for (const { row } of members) expect(met.has(row.id), `${row.id} on the way through ${feed.name}`).toBe(true);
}

function readEntries(text: string): Map<string, string> {
  const entries = text.match(/<(item|entry)\b[^>]*>[\s\S]*?<\/\1>/g) ?? [];
  return new Map(entries.map((entry) => [/<(?:guid[^>]*|id)>([^<]*)</.exec(entry)?.[1] ?? "", entry]));
}

function listIds(text: string): string[] {
  return [...readEntries(text).keys()];
}
