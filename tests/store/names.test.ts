import { expect, it } from "vitest";
import { findNames } from "../../src/store/late/d1-names.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

// The names that the public may know, all of them and as they are added.

const SITE = "title: Names\ndomain: names.example\ncategories: [News]\n";

function write(title: string, date: string, more = ""): string {
  return `---\ntitle: ${title}\ndate: ${date}\n${more}---\n\nWords.\n`;
}

async function setUp() {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  await edge.publish(0, "one", write("one", "2026-01-01", "aliases: [/old/one]\n"));
  await edge.publish(0, "two", write("two", "2026-01-02"));
  await edge.publish(0, "taken-back", write("taken-back", "2026-01-03"));
  await edge.retract(0, "taken-back");
  await edge.publish(0, "draft", write("draft", "2026-01-03", "draft: true\n"));
  await edge.publish(0, "later", write("later", "2026-12-24", "tags: [Christmas]\naliases: [/old/later]\n"));
  return edge;
}

const sort = (names: readonly string[]) => [...names].sort();

it("holds what is or was public, and neither drafts nor what is embargoed", async () => {
  const { store, clock } = await setUp();
  const names = await findNames(store.db, undefined, clock.now);
  expect(sort(names.slugs)).toEqual(["one", "taken-back", "two"]);
  expect(names.aliases).toEqual(["/old/one"]);
  expect(names.feeds.map(({ name }) => name)).toEqual(["authors/names", "categories/news", "main"]);
});

it("tells what was added since a revision, and what has fallen due", async () => {
  const edge = await setUp();
  const { revision } = await findNames(edge.store.db, undefined, edge.clock.now);
  expect(await findNames(edge.store.db, revision, edge.clock.now)).toMatchObject({ slugs: [], aliases: [], feeds: [] });
  await edge.publish(0, "two", write("two", "2026-01-02", "slug: second\n"));
  const added = await findNames(edge.store.db, revision, edge.clock.now);
  expect(added).toMatchObject({ slugs: ["second"], aliases: ["two"] });
  const due = await findNames(edge.store.db, added.revision, Date.UTC(2026, 11, 25));
  expect(due).toMatchObject({ slugs: ["later"], aliases: ["/old/later"] });
});

it("a changed profile brings its feeds", async () => {
  const edge = await setUp();
  const { revision } = await findNames(edge.store.db, undefined, edge.clock.now);
  await edge.putSite(0, SITE.replace("[News]", "[News, Weather]"));
  const { feeds } = await findNames(edge.store.db, revision, edge.clock.now);
  expect(feeds.map(({ name }) => name)).toContain("categories/weather");
});

it("walks no table that grows to find what was added", async () => {
  const { store, clock } = await setUp();
  const statements: string[] = [];
  const prepare = store.db.prepare.bind(store.db);
  store.db.prepare = (sql) => {
    statements.push(sql);
    return prepare(sql);
  };
  await findNames(store.db, 1, clock.now);
  const plans = statements.flatMap((sql) => store.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`));
  const scans = plans
    .map(({ detail }) => detail)
    .filter((detail) => /^SCAN (?:a|l|m|articles|aliases|memberships|revisions)\b/.test(detail));
  expect(statements.length).toBe(7);
  expect(scans).toEqual([]);
});
