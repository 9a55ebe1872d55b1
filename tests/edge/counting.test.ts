import { describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// The gate reports each answered poll of a feed and each opened article to the counter once, and nothing else.

const NEWSBOAT = { "user-agent": "newsboat/2.40", "a-im": "feed" };

async function setUp(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge({ maxUnconditionalPerHour: 3 });
  await edge.putSite(0, "title: The Wire\ndomain: wire.example\ncategories: [A]\n");
  await edge.publish(0, "one", "---\ndate: 2024-03-01\ncategory: A\n---\n\nOne.\n");
  edge.clock.now += 10_000;
  return edge;
}

async function pollAndRead(edge: SimulatedEdge, path: string, headers: Record<string, string> = {}) {
  edge.counted.length = 0;
  const { status, headers: got } = await edge.poll(0, path, { headers });
  return { status, etag: got.get("etag") ?? "", counted: edge.counted.map(({ outcome }) => outcome) };
}

describe("whoever counts is told of", () => {
  it("a whole feed, whether a cache had it, and under which tag", async () => {
    const edge = await setUp();
    const first = await pollAndRead(edge, "/rss.xml");
    const tag = first.etag.slice(3, -1);
    expect(first.counted).toEqual([{ status: 200, tag, isConditional: false, isRendered: true }]);
    const second = await pollAndRead(edge, "/rss.xml");
    expect(second.counted).toEqual([{ status: 200, tag, isConditional: false, isRendered: false }]);
    const third = await pollAndRead(edge, "/rss.xml", { "if-none-match": '"other"' });
    expect(third.counted).toEqual([{ status: 200, tag, isConditional: true, isRendered: false }]);
  });

  it.each(["if-none-match", "if-modified-since"])("a 304 by %s", async (header) => {
    const edge = await setUp();
    const { headers } = await edge.poll(0, "/rss.xml");
    const value = headers.get(header === "if-none-match" ? "etag" : "last-modified") ?? "";
    const { status, counted } = await pollAndRead(edge, "/rss.xml", { [header]: value });
    expect([status, counted.map((outcome) => outcome.status)]).toEqual([304, [304]]);
  });

  it("a 226, and a 429", async () => {
    const edge = await setUp();
    const { etag } = await pollAndRead(edge, "/rss.xml");
    await edge.publish(0, "two", "---\ndate: 2024-03-02\n---\n\nTwo.\n");
    edge.clock.now += 10_000;
    const delta = await pollAndRead(edge, "/rss.xml", { ...NEWSBOAT, "if-none-match": etag });
    expect(delta.counted).toMatchObject([{ status: 226, isConditional: true }]);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { status, counted } = await pollAndRead(edge, "/atom.xml");
      expect(counted.map((outcome) => outcome.status)).toEqual([status]);
      statuses.push(status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it("the feed and the format that were asked for", async () => {
    const edge = await setUp();
    await pollAndRead(edge, "/categories/a/feed.json?utm=x");
    expect(edge.counted).toMatchObject([{ feed: "categories/a", format: "json" }]);
  });

  it("an article that is opened, by its slug", async () => {
    const edge = await setUp();
    await pollAndRead(edge, "/articles/one");
    expect(edge.counted).toMatchObject([{ feed: "articles/one", format: "page", outcome: { status: 200 } }]);
  });

  it.each(["/", "/categories/a/", "/feeds.opml", "/articles/none", "/rss", "/categories/none/rss.xml", "/nothing"])(
    "nothing at %s",
    async (path) => {
      expect((await pollAndRead(await setUp(), path)).counted).toEqual([]);
    },
  );

  it("nothing where there was no answer", async () => {
    const edge = await setUp();
    edge.store.before = () => Promise.reject(new Error("away"));
    const { status, counted } = await pollAndRead(edge, "/atom.xml");
    expect([status, counted]).toEqual([503, []]);
  });
});
