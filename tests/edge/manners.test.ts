import { describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// Who fetches a feed whole again and again is asked to slow down, and nobody else.

const LIMIT = 3;
const ANN = { "cf-connecting-ip": "192.0.2.1", "user-agent": "Hasty/1.0" };
const BEN = { "cf-connecting-ip": "192.0.2.2", "user-agent": "Hasty/1.0" };

async function setUp(maxUnconditionalPerHour?: number): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge(maxUnconditionalPerHour === undefined ? {} : { maxUnconditionalPerHour });
  await edge.putSite(0, "title: The Wire\ndomain: wire.example\ncategories: [A]\n");
  edge.clock.now += 10_000;
  return edge;
}

async function statusesOf(edge: SimulatedEdge, path: string, headers: Record<string, string>, polls: number) {
  const statuses: number[] = [];
  for (let n = 0; n < polls; n += 1) statuses.push((await edge.poll(0, path, { headers })).status);
  return statuses;
}

describe("MAX_UNCONDITIONAL_PER_HOUR", () => {
  it("unset: nobody is ever refused", async () => {
    const statuses = await statusesOf(await setUp(), "/rss.xml", ANN, 100);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it("set: one fetch more than that is refused until the hour is over, and its Retry-After says when", async () => {
    const edge = await setUp(LIMIT);
    expect(await statusesOf(edge, "/rss.xml", ANN, LIMIT)).toEqual([200, 200, 200]);
    edge.clock.now += 600_500;
    const { status, headers, text } = await edge.poll(0, "/rss.xml", { headers: ANN });
    expect(status).toBe(429);
    expect(headers.get("retry-after")).toBe("3000");
    expect(headers.get("cache-control")).toBe("private, max-age=3000");
    expect(text).toMatch(/^429: send If-None-Match/);
    edge.clock.now += 3_000_000;
    expect(await statusesOf(edge, "/rss.xml", ANN, LIMIT + 1)).toEqual([200, 200, 200, 429]);
  });

  it("refuses no conditional request, not even one that matches nothing", async () => {
    const edge = await setUp(LIMIT);
    const { headers } = await edge.poll(0, "/rss.xml", { headers: ANN });
    const conditions: Record<string, string>[] = [
      { "if-none-match": headers.get("etag") ?? "" },
      { "if-none-match": '"something else"' },
      { "if-none-match": "" },
      { "if-modified-since": headers.get("last-modified") ?? "" },
      { "if-modified-since": "yesterday" },
    ];
    await statusesOf(edge, "/rss.xml", ANN, LIMIT);
    expect(await statusesOf(edge, "/rss.xml", ANN, 1)).toEqual([429]);
    for (const condition of conditions) {
      const statuses = await statusesOf(edge, "/rss.xml", { ...ANN, ...condition }, 10);
      expect(statuses).not.toContain(429);
    }
  });

  it("counts each client, each feed and each format apart; a query is no other feed", async () => {
    const edge = await setUp(LIMIT);
    await statusesOf(edge, "/rss.xml?a=1", ANN, LIMIT);
    expect(await statusesOf(edge, "/rss.xml?b=2", ANN, 1)).toEqual([429]);
    expect(await statusesOf(edge, "/rss.xml", BEN, LIMIT)).toEqual([200, 200, 200]);
    expect(await statusesOf(edge, "/rss.xml", { ...ANN, "user-agent": "Other/2" }, 1)).toEqual([200]);
    expect(await statusesOf(edge, "/atom.xml", ANN, LIMIT)).toEqual([200, 200, 200]);
    expect(await statusesOf(edge, "/categories/a/rss.xml", ANN, LIMIT)).toEqual([200, 200, 200]);
  });

  it.each(["/", "/feeds.opml", "/sitemap.xml", "/robots.txt", "/nothing"])("does not count %s", async (path) => {
    const statuses = await statusesOf(await setUp(LIMIT), path, ANN, 10);
    expect(statuses).not.toContain(429);
  });
});
