import { beforeEach, describe, expect, it } from "vitest";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

const SITE = "title: Here\ndomain: here.example\n";
const DAY_MS = 86_400_000;
const FILES = ["/rss.xml", "/atom.xml", "/feed.json"];

let edge: SimulatedEdge;
let until: string;

beforeEach(async () => {
  edge = createSimulatedEdge();
  until = new Date(edge.clock.now + 30 * DAY_MS).toISOString();
  await edge.putSite(0, SITE);
  await edge.publish(0, "ferry", "---\ntitle: Ferry\ndate: 2026-01-02\n---\n\nIt sails.\n");
});

const leave = (to: string) =>
  edge.putSite(0, `${SITE}leaving: { to: ${to}, atom: "https://new.example/atom", until: "${until}" }\n`);
const poll = async (path: string) => {
  const { status, headers } = await edge.poll(0, path);
  return [status, headers.get("location")];
};

describe("conformance 70: a feed that leaves", () => {
  it("answers 301 with the new address in each format; pages stay; then it is served again with a last entry", async () => {
    await leave("https://new.example/feed.xml");
    await edge.publish(0, "moved", `---\ntitle: This feed has moved\ndate: ${until}\n---\n\nIt is elsewhere.\n`);
    edge.clock.now += 3000;
    expect(await Promise.all(FILES.map(poll))).toEqual([
      [301, "https://new.example/feed.xml"],
      [301, "https://new.example/atom"],
      [301, "https://new.example/feed.xml"],
    ]);
    for (const page of ["/", "/subscribe", "/articles/ferry", "/feeds.opml"])
      expect(await poll(page)).toEqual([200, null]);
    edge.clock.now = Date.parse(until) + 3000;
    for (const file of FILES) {
      const { status, text } = await edge.poll(0, file);
      expect([file, status, text.includes("This feed has moved")]).toEqual([file, 200, true]);
    }
  });

  it("is served where its new address is its own", async () => {
    await leave(`${PUBLIC_URL}/rss.xml`);
    edge.clock.now += 3000;
    expect(await poll("/rss.xml")).toEqual([200, null]);
  });
});
