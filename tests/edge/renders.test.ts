import { expect, it } from "vitest";
import { createSimulatedEdge, PUBLIC_URL } from "../support/simulated-edge.ts";

// What a poll costs behind the gate.

const FORMATS = [
  ["/rss.xml", "rss"],
  ["/atom.xml", "atom"],
  ["/feed.json", "json"],
] as const;

async function setUp(options: Parameters<typeof createSimulatedEdge>[0] = {}) {
  const edge = createSimulatedEdge(options);
  await edge.putSite(0, "title: The Wire\ndomain: wire.example\n");
  await edge.publish(0, "one", "---\ntitle: One\ndate: 2026-01-01\n---\n\nText.\n");
  edge.clock.now += 10_000;
  return edge;
}

it.each(FORMATS)("200 polls of %s with 200 query strings make one render and one cache entry", async (path, format) => {
  const edge = await setUp();
  const queries = Array.from({ length: 200 }, (_, n) => `${path}?utm_source=${n}&null&cache-buster=${n * 7}`);
  const answers = [];
  for (const query of queries.slice(0, 100)) answers.push(await edge.poll(0, query));
  answers.push(...(await Promise.all(queries.slice(100).map((query) => edge.poll(0, query)))));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  const renders = edge.asked.filter((asked) => asked.startsWith("/rendering/"));
  expect(renders).toHaveLength(1);
  expect(edge.asked).toHaveLength(2);
  expect(new Set(edge.puts), "and the last head, for when the store fails").toEqual(
    new Set([`${PUBLIC_URL}/-/last-rendering/${format}/feed/main`, `${PUBLIC_URL}/-/last-head/feed/main`]),
  );
  expect(renders[0]).toContain(`/${format}/feed/main`);
});

it("200 at once, at a cold isolate, share one head and one render", async () => {
  const edge = await setUp();
  await Promise.all(Array.from({ length: 200 }, (_, n) => edge.poll(0, `/rss.xml?${n}`)));
  expect(edge.asked).toHaveLength(2);
});

it.each([false, true])("isolates of one place share a rendering (Workers Cache: %s)", async (hasWorkersCache) => {
  const edge = await setUp({ isolates: 4, hasWorkersCache });
  let reads = 0;
  edge.store.before = async () => {
    reads += 1;
  };
  for (const isolate of [0, 1, 2, 3]) await edge.poll(isolate, "/rss.xml");
  // One head each where nothing is in front of Origin; isolate 0 has published and asks past the others' copy. One rendering, and
  // one write: the first reader of a store records its epoch.
  expect(reads).toBe(hasWorkersCache ? 4 : 6);
});

it("a poll with nothing new asks nobody anything for two seconds", async () => {
  const edge = await setUp();
  const { headers } = await edge.poll(0, "/rss.xml");
  const asked = edge.asked.length;
  for (let n = 0; n < 19; n += 1) {
    edge.clock.now += 100;
    const answer = await edge.poll(0, "/rss.xml", { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect(answer.status).toBe(304);
  }
  expect(edge.asked).toHaveLength(asked);
});
