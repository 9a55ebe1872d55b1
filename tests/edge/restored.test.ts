import { expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

const HOUR_MS = 3_600_000;

const write = (at: number, more = "") =>
  `---\ntitle: Beta\ndate: ${new Date(at).toISOString()}\ntags: [sea]\n${more}---\n\nText.\n`;

async function restore(edge: SimulatedEdge, key: string): Promise<void> {
  await edge.callApi(`/api/restorations/${key}`, "with token", { method: "POST" });
  edge.clock.now += 5000;
}

async function start(source: (now: number) => string): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  await edge.publish(
    0,
    "a",
    `---\ntitle: Alpha\ndate: ${new Date(edge.clock.now - HOUR_MS).toISOString()}\n---\n\nText.\n`,
  );
  await edge.publish(0, "b", source(edge.clock.now));
  edge.clock.now += 5000;
  await edge.retract(0, "b");
  edge.clock.now += 5000;
  return edge;
}

const countOf = (edge: SimulatedEdge, feed: string) =>
  edge.store.query<{ count: number }>("SELECT count FROM feeds WHERE feed = ?1", feed)[0]?.count;

/** RFC 9110 §8.8.1: other bytes have another tag. The notice of the retraction is an entry, and it goes. */
async function expectGone(edge: SimulatedEdge, before: Awaited<ReturnType<SimulatedEdge["poll"]>>): Promise<void> {
  const headers = { "if-none-match": before.headers.get("etag") ?? "" };
  const after = await edge.poll(0, "/feed.json", { headers });
  expect([after.status, after.text.includes("Beta")]).toEqual([200, false]);
  expect([countOf(edge, "main"), countOf(edge, "tags/sea")]).toEqual([1, 0]);
}

it("a retracted article that has expired meanwhile takes its notice with it when it is restored", async () => {
  const edge = await start((now) => write(now - HOUR_MS, `expires: ${new Date(now + HOUR_MS).toISOString()}\n`));
  const before = await edge.poll(0, "/feed.json");
  expect(before.text).toContain("Beta");
  edge.clock.now += 2 * HOUR_MS;
  await restore(edge, "b");
  await expectGone(edge, before);
});

it("a retracted article that its folder makes a draft takes its notice with it when it is restored", async () => {
  const edge = await start((now) => write(now - HOUR_MS));
  const before = await edge.poll(0, "/feed.json");
  await edge.callApi("/api/moves/b?to=drafts/b", "with token", { method: "POST" });
  await restore(edge, "drafts/b");
  await expectGone(edge, before);
});
