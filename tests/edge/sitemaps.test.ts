import { describe, expect, it } from "vitest";
import { PART_POSITIONS } from "../../src/feed/lists/sitemap-parts.ts";
import { storeManyArticles } from "../support/many-articles.ts";
import { createSimulatedEdge, type SimulatedAnswer, type SimulatedEdge } from "../support/simulated-edge.ts";

const SITE = "title: The Wire\ndomain: wire.example\n";
const HOUR_MS = 3_600_000;
const FIRST_PART = "/sitemaps/1.xml";
const SECOND_PART = "/sitemaps/2.xml";
const NEWS = "/news-sitemap.xml";

async function start(count: number): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge({ isolates: 2, hasWorkersCache: true });
  await edge.putSite(0, SITE);
  storeManyArticles(edge.store, count, edge.clock.now - HOUR_MS);
  edge.clock.now += 5000;
  return edge;
}

function write(title: string, at: number, words = "Words."): string {
  return `---\ntitle: ${title}\ndate: ${new Date(at).toISOString()}\n---\n\n${words}\n`;
}

function etagOf({ headers }: SimulatedAnswer): string {
  return headers.get("etag") ?? "";
}

async function statusFor(edge: SimulatedEdge, path: string, etag: string): Promise<number> {
  edge.clock.now += 3000;
  return (await edge.poll(1, path, { headers: { "if-none-match": etag } })).status;
}

describe("parts of a large sitemap", () => {
  it("59: a full part keeps its tag and bytes while articles are published, and the index moves", async () => {
    const edge = await start(PART_POSITIONS + 1);
    const [index, first, second] = [
      await edge.poll(0, "/sitemap.xml"),
      await edge.poll(0, FIRST_PART),
      await edge.poll(0, SECOND_PART),
    ];
    await edge.publish(0, "new", write("New", edge.clock.now));
    expect(await statusFor(edge, FIRST_PART, etagOf(first))).toBe(304);
    expect((await edge.poll(1, FIRST_PART)).text).toBe(first.text);
    expect(await statusFor(edge, SECOND_PART, etagOf(second))).toBe(200);
    expect(await statusFor(edge, "/sitemap.xml", etagOf(index))).toBe(200);
  });

  it("68: an article that is taken back leaves its part, which moves alone", async () => {
    const edge = await start(PART_POSITIONS + 10);
    const [first, second] = [await edge.poll(0, FIRST_PART), await edge.poll(0, SECOND_PART)];
    expect(await edge.retract(0, "many-7")).toBe("retracted");
    expect(await statusFor(edge, FIRST_PART, etagOf(first))).toBe(200);
    expect((await edge.poll(1, FIRST_PART)).text).not.toContain("/many-7-");
    expect(await statusFor(edge, SECOND_PART, etagOf(second))).toBe(304);
  });

  it("may be kept for a day, names itself, and answers HEAD", async () => {
    const edge = await start(PART_POSITIONS + 1);
    const { headers } = await edge.poll(0, FIRST_PART, { method: "HEAD" });
    expect(headers.get("cache-control")).toContain("max-age=86400");
    expect(headers.get("link")).toBe('<https://wire.example/sitemaps/1.xml>; rel="self"');
  });

  it.each([
    "/sitemaps/0.xml",
    "/sitemaps/3.xml",
    "/sitemaps/x.xml",
    "/sitemaps/1",
    "/sitemaps/01.xml",
    "/sitemaps/9999999.xml",
  ])("70: %s is none of two parts", async (path) => {
    expect((await (await start(PART_POSITIONS + 1)).poll(0, path)).status).toBe(404);
  });

  it("70: where one file is enough, there are no parts", async () => {
    expect((await (await start(PART_POSITIONS)).poll(0, FIRST_PART)).status).toBe(404);
  });
});

describe("news sitemap", () => {
  it("loses an article at its 48th hour without any publish: the tag moves, and Last-Modified names that moment", async () => {
    const edge = await start(0);
    const publishedAt = edge.clock.now - 47 * HOUR_MS;
    await edge.publish(0, "old", write("Old", publishedAt));
    await edge.publish(0, "young", write("Young", edge.clock.now));
    edge.clock.now = publishedAt + 48 * HOUR_MS - 60_000;
    const before = await edge.poll(0, NEWS);
    expect(before.text).toContain("/articles/old<");
    expect(before.headers.get("cache-control")).toContain("max-age=60,");
    expect(await statusFor(edge, NEWS, etagOf(before))).toBe(304);
    edge.clock.now = publishedAt + 48 * HOUR_MS + 2000;
    const after = await edge.poll(1, NEWS, { headers: { "if-none-match": etagOf(before) } });
    expect(after.status).toBe(200);
    expect(after.text).not.toContain("/articles/old<");
    expect(after.text).toContain("/articles/young<");
    expect(after.headers.get("last-modified")).toBe(new Date(publishedAt + 48 * HOUR_MS).toUTCString());
  });

  it("lists what is published, not what is scheduled, taken back or older", async () => {
    const edge = await start(0);
    const { now } = edge.clock;
    await edge.publish(0, "shown", write("Shown", now - HOUR_MS));
    await edge.publish(0, "gone", write("Gone", now - HOUR_MS));
    await edge.publish(0, "later", write("Later", now + HOUR_MS));
    await edge.publish(0, "older", write("Older", now - 49 * HOUR_MS));
    await edge.retract(0, "gone");
    const { text } = await edge.poll(0, NEWS);
    expect(Array.from(text.matchAll(/<news:title>(.*)<\//g), ([, title]) => title)).toEqual(["Shown"]);
    edge.clock.now = now + HOUR_MS + 1000;
    expect((await edge.poll(1, NEWS)).text).toContain("<news:title>Later</news:title>");
  });

  it("71: while the publishers' worker and the store fail, the last list goes on", async () => {
    const edge = await start(0);
    await edge.publish(0, "shown", write("Shown", edge.clock.now));
    const { text } = await edge.poll(0, NEWS);
    edge.store.before = () => Promise.reject(new Error("D1 is down"));
    edge.clock.now += 60_000;
    const later = await edge.poll(0, NEWS);
    expect([later.status, later.text]).toEqual([200, text]);
    expect(later.headers.get("cache-status")).toContain("fwd=stale");
  });
});

it("robots.txt names both sitemaps", async () => {
  const { text } = await createSimulatedEdge().poll(0, "/robots.txt");
  expect(text).toContain("Sitemap: https://wire.example/sitemap.xml\nSitemap: https://wire.example/news-sitemap.xml\n");
});
