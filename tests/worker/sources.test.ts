import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCallbackPolicy } from "../../src/push/callback-policy.ts";
import { runSources } from "../../src/sources/run-sources.ts";
import { createStore } from "../../src/store/d1-store.ts";
import { createSourceStore } from "../../src/store/sources/d1-sources.ts";
import { countRows } from "../support/count-rows.ts";
import { startWorker, type TestWorker } from "../support/harness.ts";
import { storeManyEntries } from "../support/many-entries.ts";

// A source and its hub on loopback, and both workers in workerd: subscription, push and the articles.

const PUBLIC_URL = "https://wire.example";
let worker: TestWorker;
let origin = "";
let items: string[] = [];
let subscription: URLSearchParams | undefined;
const verified: string[] = [];

const writeItem = (number: number) =>
  `<item><title>Post ${number}</title><guid isPermaLink="false">post-${number}</guid><link>${origin}/post-${number}</link><pubDate>${new Date(Date.UTC(2026, 9, number)).toUTCString()}</pubDate><description>Text ${number}.</description></item>`;
const writeFeed = () =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>The Blog</title><link>${origin}/</link><atom:link rel="hub" href="${origin}/hub"/><atom:link rel="self" href="${origin}/feed"/>${items.join("")}</channel></rss>`;

const STORY = Array.from(
  { length: 8 },
  (_, number) => `<p>Sentence ${number} of the story that the page has in full, and the feed has not.</p>`,
);
const PAGES: Readonly<Record<string, string>> = {
  "/short": `<rss version="2.0"><channel><title>Short</title><item><title>Whole</title><guid>whole</guid><link>/whole</link><description>Sentence 0 of the story.</description></item></channel></rss>`,
  "/whole": `<!doctype html><title>Whole</title><nav><a href="/">Home</a></nav><article>${STORY.join("")}</article>`,
};

const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
  const page = PAGES[request.url ?? ""];
  if (page !== undefined) {
    const type = page.startsWith("<rss") ? "application/rss+xml" : "text/html";
    return void response.writeHead(200, { "content-type": type }).end(page.replaceAll("<link>/", `<link>${origin}/`));
  }
  if (request.url !== "/hub")
    return void response.writeHead(200, { "content-type": "application/rss+xml" }).end(writeFeed());
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  subscription = new URLSearchParams(Buffer.concat(chunks).toString());
  response.writeHead(202).end();
  void verify(subscription);
});

/** The callback's address is public; the worker listens on loopback. */
function reach(callback: string): URL {
  const { pathname, search } = new URL(callback);
  return new URL(pathname + search, worker.url);
}

async function verify(asked: URLSearchParams): Promise<void> {
  const address = reach(asked.get("hub.callback") ?? "");
  const parameters = { "hub.mode": "subscribe", "hub.topic": asked.get("hub.topic") ?? "", "hub.challenge": "c-1" };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.append(name, value);
  address.searchParams.append("hub.lease_seconds", "864000");
  verified.push(await (await fetch(address)).text());
}

function push(secret: string): Promise<Response> {
  const body = writeFeed();
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const headers = { "content-type": "application/rss+xml", "x-hub-signature": `sha256=${signature}` };
  return fetch(reach(subscription?.get("hub.callback") ?? ""), { method: "POST", body, headers });
}

const titles = async () => (await worker.listItems("/")).map(({ title }) => title);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  items = [writeItem(1)];
  worker = await startWorker({}, { PUBLIC_URL });
  await worker.putSite(`title: The Wire\ndomain: wire.example\nsources:\n  - name: blog\n    from: ${origin}/feed\n`);
  await worker.runSweep();
}, 120_000);

afterAll(async () => {
  await worker?.close();
  server.close();
});

it("the first reading of a source is published, and its hub subscribed to", async () => {
  expect(await titles()).toEqual(["Post 1"]);
  await expect.poll(() => verified, { timeout: 10_000 }).toEqual(["c-1"]);
  expect(subscription?.get("hub.topic")).toBe(`${origin}/feed`);
  expect(subscription?.get("hub.callback")).toMatch(/^https:\/\/wire\.example\/sources\/blog\?token=/);
});

it("WebSub §7: an article that the hub pushes is there within 15 seconds, without a poll", async () => {
  items = [writeItem(2), ...items];
  const startedAt = performance.now();
  expect((await push(subscription?.get("hub.secret") ?? "")).status).toBe(202);
  await expect.poll(titles, { timeout: 15_000, interval: 100 }).toContain("Post 2");
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

it("WebSub §7.1: a push under a wrong secret changes nothing but the time of the next poll", async () => {
  const former = items;
  items = [writeItem(3).replace("Post 3", "Forged"), ...items];
  const forged = push("guessed");
  items = former;
  expect((await forged).status).toBe(202);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await titles()).not.toContain("Forged");
});

it("others can neither confirm nor deny the subscription, and an unknown source is 404", async () => {
  const ask = (path: string) => fetch(new URL(path, worker.url));
  const topic = encodeURIComponent(`${origin}/feed`);
  expect((await ask(`/sources/blog?hub.mode=denied&hub.topic=${topic}`)).status).toBe(404);
  expect((await ask(`/sources/other?hub.mode=subscribe&hub.topic=${topic}&hub.challenge=x`)).status).toBe(404);
  expect((await ask("/sources/blog/../../api/site")).status).not.toBe(200);
});

it("the API reports to the publisher alone how each source is followed", async () => {
  const answer = await fetch(new URL("/api/sources", worker.url), {
    headers: { authorization: `Bearer ${worker.token}` },
  });
  const { sources } = (await answer.json()) as { sources: Record<string, unknown>[] };
  expect(sources).toMatchObject([{ name: "blog", published: 2, pending: 0, hub: { phase: "active" } }]);
  expect((await fetch(new URL("/api/sources", worker.url))).status).toBe(401);
});

it("the whole text of an entry is taken from its page, in workerd too", async () => {
  await worker.putSite(
    `title: The Wire\ndomain: wire.example\nsources:\n  - { name: short, from: "${origin}/short", content: page }\n`,
  );
  await worker.runSweep();
  const whole = (await worker.listItems("/")).find(({ title }) => title === "Whole");
  expect(JSON.stringify(whole)).toContain("Sentence 7 of the story");
});

const DAY_MS = 86_400_000;
const MANY_NEW = 10;
const MANY_DATED = Date.UTC(2026, 8, 1);

/** Half of the entries have the date of all stored ones, and half are older. */
function writeManyFeed(name: string): string {
  const items = Array.from({ length: MANY_NEW }, (_, number) => {
    const date = new Date(MANY_DATED - (number % 2) * 365 * DAY_MS).toUTCString();
    return `<item><title>${name} ${number}</title><guid>${name}-${number}</guid><pubDate>${date}</pubDate><description>T</description></item>`;
  });
  return `<rss version="2.0"><channel><title>${name}</title>${items.join("")}</channel></rss>`;
}

/** How many rows D1 reads in the run that publishes the entries of a source. */
async function countRead(name: string): Promise<number> {
  const { db, counts } = countRows(await worker.openDatabase());
  const now = Date.now();
  const store = createStore(db, {} as R2Bucket);
  const rule = { name, from: `https://${name}.example/`, content: "full", retract: false } as const;
  await runSources([{ ...rule, categories: [], tags: [], only: [], except: [] }], {
    store: createSourceStore(db),
    publishing: { store, publicUrl: PUBLIC_URL, now, measureRemote: () => Promise.reject(new Error("no picture")) },
    client: {
      policy: createCallbackPolicy({ publicUrl: PUBLIC_URL, ports: "", privateCallbacks: "" }),
      fetch: async () => new Response(writeManyFeed(name)),
      userAgent: "edgewire",
      startTimeout: (milliseconds) => AbortSignal.timeout(milliseconds),
    },
    now: () => now,
    drawSecret: () => "secret",
    publicUrl: PUBLIC_URL,
  });
  const [row] = await worker.query<{ made: number }>(
    `SELECT count(*) AS made FROM source_entries WHERE source = '${name}' AND outcome = 'published'`,
  );
  expect(row?.made).toBe(MANY_NEW);
  return counts.read;
}

it("a run reads as many rows where 2,000 entries are stored as where 500 are, though all have one date", async () => {
  const db = await worker.openDatabase();
  await storeManyEntries(db, 1, 500, MANY_DATED);
  const few = await countRead("beside-few");
  await storeManyEntries(db, 501, 2000, MANY_DATED);
  const many = await countRead("beside-many");
  expect(many).toBeLessThan(few * 1.2);
});
