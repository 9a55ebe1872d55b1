import { expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

const NEWSBOAT = { "a-im": "feed", "user-agent": "newsboat/2.21.0 (Linux 6.1)" };

async function put(edge: SimulatedEdge, key: string, date: string, query = ""): Promise<void> {
  const body = `---\ntitle: About ${key}\ndate: ${date}\n---\n\nText.\n`;
  const headers = { "content-type": "text/markdown" };
  const { status } = await edge.callApi(`/api/articles/${key}${query}`, "with token", { method: "PUT", headers, body });
  expect(status).toBe(201);
  edge.clock.now += 5000;
}

const readRevisions = (edge: SimulatedEdge) =>
  edge.store.query<{ revision: number; entries_revision: number }>(
    "SELECT revision, entries_revision FROM feeds WHERE feed = 'main'",
  )[0];

it.each([
  ["an edition that its publisher calls quiet", "2026-11-23T12:00:00Z", "?quiet"],
  ["an article of long ago", "2020-01-01", ""],
])("%s is in the feed of who polls, and told to no subscriber", async (_, date, query) => {
  const edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  await put(edge, "first", "2026-11-20T12:00:00Z");
  const before = readRevisions(edge);
  const held = await edge.poll(0, "/rss.xml");
  await put(edge, "quiet", date, query);
  const after = readRevisions(edge);
  expect(after?.revision).toBeGreaterThan(before?.revision ?? 0);
  expect(after?.entries_revision).toBe(before?.entries_revision);
  const etag = held.headers.get("etag") ?? "";
  const { status, text } = await edge.poll(0, "/rss.xml", { headers: { ...NEWSBOAT, "if-none-match": etag } });
  expect([status, text.includes("About quiet")]).toEqual([200, true]);
});

it("an article that was taken back and is published again under an old date is told: readers have had it", async () => {
  const edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  await put(edge, "other", "2026-11-22T12:00:00Z");
  await put(edge, "back", "2026-11-23T11:00:00Z");
  const write = (more: string) => `---\ntitle: About back\n${more}\n---\n\nText.\n`;
  await edge.publish(0, "back", write("date: 2026-11-23T11:00:00Z\ndraft: true"));
  edge.clock.now += 5000;
  const before = readRevisions(edge);
  await edge.publish(0, "back", write("date: 2026-11-20T11:00:00Z"));
  expect(readRevisions(edge)?.entries_revision).toBeGreaterThan(before?.entries_revision ?? 0);
});
