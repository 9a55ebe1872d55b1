/**
 * The cost of publishing and of first renderings with 100 and with 100,000 articles in the store, in 300 categories: rows that D1 read
 * and wrote, and CPU of the whole process. `npm run bench:publish`; its last line is JSON, which docs/performance.md explains.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY_MS } from "../src/lib/dates.ts";
import { bulkKey, fillStore, writeBulkArticle, writeBulkSite } from "../tests/support/bulk-articles.ts";
import { type BuiltWorker, buildSource } from "./build.ts";
import { describeMachine } from "./machine.ts";
import { median, medianRatio } from "./measure.ts";
import { type MiniflareServer, startMiniflare } from "./miniflare.ts";
import { migrate } from "./polls-store.ts";

const ENTRY = join(import.meta.dirname, "publish-entry.ts");
/** As publish-entry.ts names it: its imports are workerd's, and cannot be loaded here. */
const ROWS_HEADER = "x-rows";
const SIZES = [100, 100_000] as const;
const CATEGORIES = 300;
const ROUNDS = Number(process.env.ROUNDS ?? 40);
const WARM_UP = 5;

interface Store extends MiniflareServer {
  readonly articles: number;
}

interface Sample {
  readonly cpuMs: number;
  readonly rowsRead: number;
  readonly rowsWritten: number;
}

interface Action {
  readonly name: string;
  readonly method: string;
  /** By store, and by round from 0. */
  readonly path: (store: Store, round: number) => string;
  readonly body?: (store: Store, round: number) => string | FormData;
  /** Requests for unused names may answer 404. */
  readonly status: readonly number[];
}

const newNumber = ({ articles }: Store, round: number) => articles + 1 + round;
/** In the middle of the archive, another one each round. */
const oldNumber = ({ articles }: Store, round: number) => Math.floor(articles / 2) + round - ROUNDS / 2;
const keyPath = (number: number) => `/api/articles/${bulkKey(number)}`;

function put(name: string, numberOf: (store: Store, round: number) => number, edit: (text: string) => string): Action {
  return {
    name,
    method: "PUT",
    path: (store, round) => `${keyPath(numberOf(store, round))}${name.includes("minor") ? "?minor" : ""}`,
    body: (store, round) => edit(writeBulkArticle(numberOf(store, round), CATEGORIES)),
    status: [200, 201],
  };
}

/** Each request names a new tag, so that the rendering is made each time. */
function render(name: string, format: string, resource: (store: Store) => string): Action {
  return {
    name,
    method: "GET",
    path: (store, round) => `/origin/rendering/${round}-${name.length}0/${format}/${resource(store)}`,
    status: [200],
  };
}

const FAR_AWAY = Date.UTC(2030, 0, 1);
const category = ({ articles }: Store) => `feed/categories/category-${Math.floor(articles / 2) % CATEGORIES}`;

const actions: readonly Action[] = [
  put("publish", newNumber, (text) => text),
  put("edit", oldNumber, (text) => `${text}\nMore was found out.\n`),
  put("minor edit", oldNumber, (text) => `${text}\nMore was found out!\n`),
  put("move to another category", oldNumber, (text) => text.replace("categories: [C", "categories: [Category 7, C")),
  { name: "retract", method: "DELETE", path: (s, r) => keyPath(oldNumber(s, r)), status: [200, 204] },
  {
    name: "restore",
    method: "POST",
    path: (s, r) => keyPath(oldNumber(s, r)).replace("articles", "restorations"),
    status: [200],
  },
  { name: "head", method: "GET", path: () => "/origin/head/feed/main", status: [200] },
  render("first rendering: RSS", "rss", () => "feed/main"),
  render("first rendering: Atom", "atom", () => "feed/main"),
  render("first rendering: category", "rss", category),
  render("first rendering: archive page", "rss", () => "archive/1/main"),
  render("first rendering: front page", "page", () => "catalogue"),
  render("first rendering: category's page", "page", category),
  render("first rendering: article", "page", ({ articles }) => `article/story-${articles}`),
  render("first rendering: feeds.opml", "opml", () => "catalogue"),
  render("first rendering: sitemap.xml", "list", () => "list/sitemap.xml"),
  // Last, since a walk under a new profile takes articles of the year 2030 out of the feeds again.
  {
    name: "schedule",
    method: "PUT",
    path: (_, r) => keyPath(1_000_000 + r),
    body: (_, r) =>
      `---\ntitle: Later ${r}\ndate: ${new Date(FAR_AWAY + r * DAY_MS).toISOString()}\ncategories: [Category 9]\n---\n\nSoon.\n`,
    status: [201],
  },
  { name: "announce what is due", method: "GET", path: (_, r) => `/due/${FAR_AWAY + r * DAY_MS}`, status: [200] },
  { name: "profile, 40 articles", method: "PUT", path: () => "/api/site", body: (_, r) => site(r), status: [200, 202] },
];

function site(round: number): string {
  return writeBulkSite(CATEGORIES).replace("title: Very many", `title: Very many ${round}`);
}

async function open(worker: BuiltWorker, articles: number): Promise<Store> {
  const server = await startMiniflare(worker, {});
  const store = { articles, ...server };
  await migrate(store.db);
  await ask(store, { method: "PUT", path: "/api/site", body: writeBulkSite(CATEGORIES), status: [200, 202] });
  await fillStore(store.db, articles, CATEGORIES);
  return store;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: string | FormData | undefined;
  readonly status: readonly number[];
}

async function ask(store: Store, { method, path, body, status }: Request): Promise<Sample> {
  const before = store.cpuMs();
  const headers =
    typeof body === "string"
      ? { "Content-Type": path.startsWith("/api/site") ? "application/yaml" : "text/markdown" }
      : {};
  const response = await fetch(`http://127.0.0.1:${store.port}${path}`, { method, headers, ...(body && { body }) });
  const text = await response.text();
  if (!status.includes(response.status)) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
  const [rowsRead = 0, rowsWritten = 0] = (response.headers.get(ROWS_HEADER) ?? "").split(" ").map(Number);
  return { cpuMs: store.cpuMs() - before, rowsRead, rowsWritten };
}

/** In each round every store has its turn. */
async function measureAction(
  { name, method, path, body, status }: Action,
  stores: readonly Store[],
): Promise<Sample[][]> {
  const samples: Sample[][] = stores.map(() => []);
  const last = name.startsWith("profile") ? 10 : ROUNDS;
  for (let round = 0; round < last; round += 1) {
    for (const [index, store] of stores.entries()) {
      const request = { method, path: path(store, round), body: body?.(store, round), status };
      samples[index]?.push(await ask(store, request));
    }
  }
  return samples.map((list) => list.slice(Math.min(WARM_UP, last - 1)));
}

const folder = mkdtempSync(join(tmpdir(), "edgewire-publish-"));
const stores: Store[] = [];
try {
  const worker = buildSource(`export { default } from "${ENTRY}";\n`, folder, "publish");
  for (const articles of SIZES) stores.push(await open(worker, articles));
  console.log(
    `${describeMachine()}; ${CATEGORIES} categories; medians of ${ROUNDS} rounds; 100 articles, then 100,000\n`,
  );
  console.log(`${"".padEnd(34)}rows read      written        CPU ms           times`);
  const table = new Map<string, { readonly read: number[]; readonly times: number }>();
  for (const action of actions) {
    const samples = await measureAction(action, stores);
    const of = (pick: (sample: Sample) => number) => samples.map((list) => median(list.map(pick)));
    const [read, written, cpu] = [of((s) => s.rowsRead), of((s) => s.rowsWritten), of((s) => s.cpuMs)];
    const times = medianRatio(samples[1]?.map((s) => s.cpuMs) ?? [], samples[0]?.map((s) => s.cpuMs) ?? []);
    table.set(action.name, { read, times });
    const columns = [read.join(" "), written.join(" "), cpu.map((ms) => ms.toFixed(2)).join(" "), times.toFixed(2)];
    console.log(action.name.padEnd(34) + columns.map((column) => column.padEnd(15)).join(""));
  }
  const publish = table.get("publish");
  const result = {
    publish_100k_vs_100: Number(publish?.times.toFixed(3)),
    rows_read_publish: publish?.read,
    rows_read_render: table.get("first rendering: RSS")?.read,
  };
  console.log(`\n${JSON.stringify(result)}`);
} finally {
  for (const store of stores) await store.stop();
  rmSync(folder, { recursive: true });
}
