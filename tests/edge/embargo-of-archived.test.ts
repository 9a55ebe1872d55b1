import { expect, it } from "vitest";
import { storeManyArticles } from "../support/many-articles.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

const DAY_MS = 86_400_000;
const PAGE = "/archive/1/atom.xml";

it("an article of a closed archive page that is put under an embargo leaves the page at once", async () => {
  const edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  const write = (date: number) => `---\ntitle: Held again\ndate: ${new Date(date).toISOString()}\n---\n\nText.\n`;
  storeManyArticles(edge.store, 24, edge.clock.now - DAY_MS);
  await edge.publish(0, "held", write(edge.clock.now - DAY_MS));
  edge.clock.now += 3000;
  const before = await edge.poll(0, PAGE);
  expect(before.text).toContain("Held again");

  await edge.publish(0, "held", write(edge.clock.now + DAY_MS));
  edge.clock.now += 3000;
  const after = await edge.poll(0, PAGE, { headers: { "if-none-match": before.headers.get("etag") ?? "" } });
  expect(after.status).toBe(200);
  expect(after.text).not.toContain("Held again");
});
