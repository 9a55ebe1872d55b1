import { describe, expect, it } from "vitest";
import { PART_POSITIONS } from "../../src/feed/lists/sitemap-parts.ts";
import { storeManyArticles } from "../support/many-articles.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// Articles with `feeds: none`: an address and a place in the sitemap, and no feed.

const SITE = "title: The Wire\ndomain: wire.example\nfeeds:\n  - { name: all, title: All }\n";
const SITEMAP = "/sitemap.xml";
const HOUR_MS = 3_600_000;

interface Writing {
  readonly at: number;
  readonly feeds?: string;
}

function write(title: string, { at, feeds }: Writing): string {
  const line = feeds === undefined ? "" : `feeds: ${feeds}\n`;
  return `---\ntitle: ${title}\ndate: ${new Date(at).toISOString()}\ncategories: [News, ${title} label]\nauthors: [Mara]\naliases: [/old/${title.toLowerCase()}/]\n${line}---\n\nWords of ${title}.\n`;
}

/** Two listed articles with a page between them. */
async function start(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge({ isolates: 2, hasWorkersCache: true });
  const { now } = edge.clock;
  await edge.putSite(0, SITE);
  await edge.publish(0, "first", write("First", { at: now - 3 * HOUR_MS }));
  await edge.publish(0, "colophon", write("Colophon", { at: now - 2 * HOUR_MS, feeds: "none" }));
  await edge.publish(0, "last", write("Last", { at: now - HOUR_MS }));
  edge.clock.now += 5000;
  return edge;
}

const LISTS = [
  ...["/", "/rss.xml", "/atom.xml", "/feed.json", "/subscribe", "/feeds.opml", "/news-sitemap.xml"],
  ...[
    "/categories/news/",
    "/categories/news/rss.xml",
    "/authors/mara/",
    "/authors/mara/feed.json",
    "/feeds/all/atom.xml",
  ],
  ...["/articles/first", "/articles/last"],
];

describe("an article with feeds: none", () => {
  it("has a page, its former address and a place in the sitemap", async () => {
    const edge = await start();
    const page = await edge.poll(0, "/articles/colophon");
    expect([page.status, page.text.includes("Words of Colophon.")]).toEqual([200, true]);
    const former = await edge.poll(0, "/old/colophon/");
    expect([former.status, former.headers.get("location")]).toEqual([301, "https://wire.example/articles/colophon"]);
    expect((await edge.poll(0, SITEMAP)).text).toContain("<loc>https://wire.example/articles/colophon</loc>");
  });

  it.each(LISTS)("is not in %s", async (path) => {
    const { status, text } = await (await start()).poll(0, path);
    expect([status, /colophon/i.test(text)]).toEqual([200, false]);
  });

  it("links no label and no author that may have no page", async () => {
    const { text } = await (await start()).poll(0, "/articles/colophon");
    expect(text).not.toMatch(/\/categories\/|\/authors\//);
  });

  it.each([
    "/outside/",
    "/outside/rss.xml",
    "/outside/archive/1/",
    "/categories/colophon-label/",
    "/sitemaps/pages.xml",
  ])("makes nothing at %s", async (path) => {
    expect((await (await start()).poll(0, path)).status).toBe(404);
  });

  it("moves the sitemap when it changes, and no feed", async () => {
    const edge = await start();
    const tagOf = async (path: string) => (await edge.poll(1, path)).headers.get("etag");
    const before = [await tagOf(SITEMAP), await tagOf("/rss.xml"), await tagOf("/articles/first")];
    await edge.publish(0, "colophon", write("Imprint", { at: edge.clock.now - HOUR_MS, feeds: "none" }));
    edge.clock.now += 5000;
    const after = [await tagOf(SITEMAP), await tagOf("/rss.xml"), await tagOf("/articles/first")];
    expect(after[0]).not.toBe(before[0]);
    expect(after.slice(1)).toEqual(before.slice(1));
  });

  it("keeps its embargo, and is in the sitemap from its time on, caches warm", async () => {
    const edge = await start();
    const at = edge.clock.now + HOUR_MS;
    await edge.publish(0, "later", write("Later", { at, feeds: "none" }));
    for (const now of [edge.clock.now + 3000, at - 1000]) {
      edge.clock.now = now;
      expect((await edge.poll(1, "/articles/later")).status).toBe(404);
      expect((await edge.poll(1, SITEMAP)).text).not.toContain("/articles/later");
    }
    edge.clock.now = at + 1000;
    expect((await edge.poll(1, "/articles/later")).status).toBe(200);
    expect((await edge.poll(1, SITEMAP)).text).toContain("/articles/later");
  });

  it("leaves every feed that it was in, and comes back", async () => {
    const edge = await start();
    const at = edge.clock.now - HOUR_MS;
    await edge.publish(0, "last", write("Last", { at, feeds: "none" }));
    edge.clock.now += 5000;
    for (const path of ["/rss.xml", "/categories/news/rss.xml", "/", "/articles/first"])
      expect((await edge.poll(1, path)).text, path).not.toContain("/articles/last");
    expect((await edge.poll(1, SITEMAP)).text).toContain("/articles/last");
    await edge.publish(0, "last", write("Last", { at }));
    edge.clock.now += 5000;
    expect((await edge.poll(1, "/rss.xml")).text).toContain("/articles/last");
    expect((await edge.poll(1, SITEMAP)).text.split("/articles/last<")).toHaveLength(2);
  });

  it("RFC 9110 §15.5.11: answers 410 when it is taken back, and leaves the sitemap", async () => {
    const edge = await start();
    await edge.retract(0, "colophon");
    edge.clock.now += 5000;
    expect((await edge.poll(1, "/articles/colophon")).status).toBe(410);
    expect((await edge.poll(1, SITEMAP)).text).not.toContain("/articles/colophon");
  });

  it("has a sitemap beside the parts of a large one", async () => {
    const edge = createSimulatedEdge();
    const at = edge.clock.now - HOUR_MS;
    await edge.putSite(0, SITE);
    storeManyArticles(edge.store, PART_POSITIONS + 1, at);
    await edge.publish(0, "colophon", write("Colophon", { at, feeds: "none" }));
    edge.clock.now += 5000;
    expect((await edge.poll(0, SITEMAP)).text).toContain("<loc>https://wire.example/sitemaps/pages.xml</loc>");
    const { status, text } = await edge.poll(0, "/sitemaps/pages.xml");
    expect(status).toBe(200);
    expect(Array.from(text.matchAll(/<loc>([^<]+)/g), ([, place]) => place)).toEqual([
      "https://wire.example/articles/colophon",
    ]);
  });
});
