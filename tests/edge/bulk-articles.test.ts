import { expect, it } from "vitest";
import { bulkChangedAt, bulkKey, fillStore, writeBulkArticle, writeBulkSite } from "../support/bulk-articles.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

const ARTICLES = 160;
const CATEGORIES = 3;
const TABLES = ["revisions", "articles", "memberships", "feeds", "archive_pages", "aliases", "article_media"];

async function startEmpty(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  edge.clock.now = bulkChangedAt(0);
  await edge.putSite(0, writeBulkSite(2));
  return edge;
}

it("articles put into the store in bulk leave every table as publishing them one after the other does", async () => {
  const published = await startEmpty();
  for (let number = 1; number <= ARTICLES; number += 1) {
    published.clock.now = bulkChangedAt(number);
    await published.publish(0, bulkKey(number), writeBulkArticle(number, CATEGORIES));
  }
  const filled = await startEmpty();
  await fillStore(filled.store.db, ARTICLES, CATEGORIES);
  for (const table of TABLES) {
    const [expected, found] = [published, filled].map(({ store }) =>
      store.query(`SELECT * FROM ${table} ORDER BY 1, 2`),
    );
    expect(found, table).toEqual(expected);
  }
  expect(filled.store.query("SELECT * FROM archive_pages").length).toBeGreaterThan(15);
});
