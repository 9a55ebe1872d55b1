import { describe, expect, it } from "vitest";
import { createStore } from "../../src/store/d1-store.ts";
import { drawImage } from "../support/draw-image.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

const SITE =
  "title: Embargo Test\ndomain: embargo.example\ntime_zone: Europe/Athens\nfeeds:\n  - { name: wire, title: Wire }\n";
const ADDRESSES = [
  "/",
  "/rss.xml",
  "/atom.xml",
  "/feed.json",
  "/categories/news/rss.xml",
  "/authors/mara/feed.json",
  "/feeds/wire/atom.xml",
  "/categories/news/",
  "/authors/mara/",
  "/sitemap.xml",
  "/feeds.opml",
];
const FEEDS = ADDRESSES.slice(1, 7);

/** Local times in Athens, across both changes of clock in 2027 (28 March 03:00, 31 October 04:00). */
function localTime(number: number): string {
  const start = Date.UTC(2027, number % 2 === 0 ? 2 : 9, number % 2 === 0 ? 26 : 29);
  return new Date(start + number * 1_741_000).toISOString().slice(0, 19).replace("T", " ");
}

function write(number: number): string {
  return `---\ntitle: Story q${number}q\nslug: story-q${number}q\ndate: ${localTime(number)}\ncategories: [News, Only q${number}q]\nauthors: [Mara]\n---\n\nWords q${number}q. ![](own.gif)\n`;
}

async function mediaPath(name: string): Promise<string> {
  return `/media/${(await drawImage(name)).medium.name}`;
}

/** Whoever guesses an address learns nothing either: page, feed of its own, picture, API. */
async function expectNothing(edge: SimulatedEdge, key: string, mark: string, guesses: string[]): Promise<void> {
  for (const path of ADDRESSES) expect((await edge.poll(1, path)).text.includes(mark), `${path} before`).toBe(false);
  for (const path of guesses) expect([path, (await edge.poll(1, path)).status]).toEqual([path, 404]);
  const { status, text } = await edge.callApi(`/api/articles/${key}`);
  expect([status, text.includes(mark)]).toEqual([401, false]);
}

describe("scheduled articles (conformance 20, 68)", () => {
  it("200 of them: each address lacks the article one second before its time and has it one second after, caches warm", async () => {
    const edge = createSimulatedEdge({ isolates: 2, colos: 2, hasWorkersCache: true });
    await edge.putSite(0, SITE);
    await edge.publish(
      0,
      "first",
      "---\ntitle: First\ndate: 2026-01-01\ncategories: [News]\nauthors: [Mara]\n---\n\nHere.\n",
    );
    const numbers = Array.from({ length: 200 }, (_, number) => number);
    for (const number of numbers) {
      const images = new Map([["own.gif", await drawImage(`q${number}q`)]]);
      expect(await edge.publish(0, `story-${number}`, write(number), undefined, images)).toBe("created");
    }
    const due = edge.store.query<{ key: string; due_at: number }>(
      "SELECT key, due_at FROM articles WHERE due_at IS NOT NULL ORDER BY due_at",
    );
    expect(due).toHaveLength(200);
    for (const { key, due_at } of due) {
      const mark = `q${key.slice(6)}q`;
      const guesses = [`/articles/story-${mark}`, `/categories/only-${mark}/rss.xml`, await mediaPath(mark)];
      edge.clock.now = Math.max(edge.clock.now, due_at - 1000);
      await expectNothing(edge, key, mark, guesses);
      edge.clock.now = Math.max(edge.clock.now, due_at + 1000);
      for (const path of FEEDS) expect((await edge.poll(1, path)).text.includes(mark), `${path} after`).toBe(true);
      // What said 404 a moment ago is asked again after a minute.
      edge.clock.now += 60_000;
      for (const path of guesses) expect([path, (await edge.poll(1, path)).status]).toEqual([path, 200]);
    }
  }, 120_000);

  it("an old address tells the new one no sooner, and never that of a draft", async () => {
    const edge = createSimulatedEdge();
    await edge.putSite(0, SITE);
    const fields = "aliases: [former, /2020/former]\n";
    await edge.publish(0, "due", `---\ntitle: Secret\nslug: secret\ndate: 2027-01-01\n${fields}---\n\nWords.\n`);
    await edge.publish(0, "draft", "---\ntitle: Hidden\ndraft: true\naliases: [/2020/draft]\n---\n\nWords.\n");
    const places = ["/articles/former", "/2020/former"];
    edge.clock.now = Date.parse("2027-01-01T00:00:00+02:00") - 1000;
    for (const path of [...places, "/2020/draft"]) {
      const { status, headers, text } = await edge.poll(0, path);
      expect([path, status, headers.get("location")]).toEqual([path, 404, null]);
      expect(text).not.toMatch(/secret|hidden/);
    }
    edge.clock.now += 61_000;
    for (const path of places) {
      const { status, headers } = await edge.poll(0, path);
      expect([status, headers.get("location")]).toEqual([301, `${PUBLIC_URL}/articles/secret`]);
    }
    expect((await edge.poll(0, "/2020/draft")).status).toBe(404);
  });

  it("expires takes an article out the same way", async () => {
    const edge = createSimulatedEdge();
    await edge.putSite(0, SITE);
    await edge.publish(
      0,
      "fair",
      "---\ntitle: Fair\ndate: 2026-11-01\nexpires: 2026-12-01 00:00\ncategories: [News]\n---\n\nqFairq today.\n",
    );
    const expiry = Date.UTC(2026, 10, 30, 22);
    edge.clock.now = expiry - 1000;
    expect((await edge.poll(0, "/rss.xml")).text).toContain("qFairq");
    edge.clock.now = expiry + 1000;
    for (const path of ADDRESSES) expect((await edge.poll(0, path)).text.includes("qFairq"), path).toBe(false);
    expect((await edge.poll(0, "/articles/fair")).status).toBe(410);
  });

  it("max-age is cut to the next due article, and the bytes do not change for it", async () => {
    const edge = createSimulatedEdge();
    await edge.putSite(0, SITE);
    await edge.publish(0, "now", "---\ntitle: Now\ndate: 2026-01-01\n---\n\nHere.\n");
    const before = await edge.poll(0, "/rss.xml");
    await edge.publish(0, "soon", "---\ntitle: Soon\ndate: 2026-11-23T12:01:40Z\n---\n\nSoon.\n");
    const after = await edge.poll(0, "/rss.xml");
    expect(after.headers.get("cache-control")).toContain("max-age=100,");
    expect(after.text).toBe(before.text);
    expect(after.headers.get("etag")).toBe(before.headers.get("etag"));
  });
});

describe("an embargoed article that its publisher took back", () => {
  const due = Date.UTC(2027, 0, 1);
  const text = "---\ntitle: Secret\nslug: secret\ndate: 2027-01-01\n---\n\nWords.\n";

  async function startWithSecret(): Promise<SimulatedEdge> {
    const edge = createSimulatedEdge();
    await edge.putSite(0, SITE);
    await edge.publish(0, "secret", text);
    return edge;
  }

  /** Reads all articles again, as an upgrade does, as if their file had always been so. */
  async function readAgain(edge: SimulatedEdge, source: string): Promise<void> {
    edge.store.query("UPDATE articles SET source = ?1", source);
    edge.store.query("UPDATE site SET reader_version = '1'");
    await edge.tendMedia();
  }

  it.each([
    ["never taken back, returns once its front matter can be read", false, 200],
    ["taken back while its front matter could not be read, stays out", true, 404],
  ])("%s", async (_, isTakenBack, status) => {
    const edge = await startWithSecret();
    await readAgain(edge, text.replace("title:", "title: ["));
    expect(edge.store.query("SELECT state FROM articles")).toEqual([{ state: "draft" }]);
    if (isTakenBack) await edge.retract(0, "secret");
    await readAgain(edge, text);
    edge.clock.now = due + 60_000;
    await edge.poll(0, "/rss.xml");
    expect((await edge.poll(0, "/articles/secret")).status).toBe(status);
  });

  it.each([
    ["a changed profile", (edge: SimulatedEdge) => edge.putSite(0, SITE.replace("Test", "Next"))],
    ["an upgrade of the readers", (edge: SimulatedEdge) => readAgain(edge, text)],
  ])("is not released by %s", async (_, change) => {
    const edge = await startWithSecret();
    await edge.retract(0, "secret");
    await change(edge);
    edge.clock.now = due + 60_000;
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain("Secret");
    expect((await edge.poll(0, "/articles/secret")).status).toBe(404);
  });

  it("is not released by a writer that read it before", async () => {
    const edge = await startWithSecret();
    const store = createStore(edge.store.db, {} as R2Bucket);
    const before = await store.findStored("secret");
    if (before === undefined) throw new Error("The article is not stored");
    await edge.retract(0, "secret");
    const more = { logKind: undefined, profileHash: undefined, feeds: [], aliases: [] };
    const saved = await store.saveArticle({ ...before, ...more, previous: before });
    expect(saved).toEqual({ ok: false, problem: { reason: "conflict" } });
  });
});
