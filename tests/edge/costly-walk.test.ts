import { expect, it } from "vitest";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

const SITE = "title: Costly\ndomain: costly.example\nauthor: Desk\n";
const text = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-02\n---\nThe harbour is open.\n`;
/** Formatting that HTML opens again in each of many paragraphs: refused today, and accepted by a former version. */
const COSTLY = `${text("Slow")}\n<p>${`<b title="${"x".repeat(400)}">`.repeat(8)}${"<p>y".repeat(1_200)}\n`;

it("a stored article that takes too much work to read stalls no change of the profile, and stays as it was published", async () => {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  for (const key of ["first", "slow", "third"]) expect(await edge.publish(0, key, text(key))).toBe("created");
  expect(await edge.publish(0, "other", COSTLY)).toBe("article-invalid");
  edge.store.query(`UPDATE articles SET source = '${COSTLY}' WHERE key = 'slow'`);
  await edge.putSite(0, `${SITE}categories:\n  - { name: Port, keywords: [harbour] }\n`);
  await edge.tendMedia();
  expect(edge.store.query("SELECT recomputed_key FROM site")).toEqual([{ recomputed_key: null }]);
  edge.clock.now += 10_000;
  const { text: feed } = await edge.poll(0, "/categories/port/feed.json");
  const { items } = JSON.parse(feed) as { items: { title: string }[] };
  expect(items.map(({ title }) => title).toSorted()).toEqual(["first", "third"]);
  expect((await edge.poll(0, "/articles/slow")).status).toBe(200);
});
