import { expect, it } from "vitest";
import { createReader } from "../../src/store/d1-reader.ts";
import { NEIGHBOURS_QUERY } from "../../src/store/late/d1-article.ts";
import { RELATED_QUERY } from "../../src/store/lists/d1-related.ts";
import { drawImage } from "../support/draw-image.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedSources } from "../support/simulated-sources.ts";

// What a publish and a poll cost must not depend on how much is stored: no statement walks a table that grows with the articles.

const SITE = "title: Plans\ndomain: plans.example\ncategories:\n  - { name: News }\n";
const SOURCE = `sources: [{ name: blog, from: "https://blog.example/", retract: true }]\n`;
const GROWING = [
  "articles",
  "revisions",
  "memberships",
  "archive_pages",
  "aliases",
  "media",
  "article_media",
  "source_entries",
];

/** A source without its second entry on the second day. */
function writeSource(day: number): string {
  const items = [1, 2, 3]
    .filter((number) => number !== 2 || day === 1)
    .map(
      (number) =>
        `<item><title>${number}</title><guid>${number}</guid><link>https://blog.example/${number}</link><pubDate>${new Date(Date.UTC(2026, 9, number)).toUTCString()}</pubDate><description>T</description></item>`,
    );
  return `<rss version="2.0"><channel><title>Blog</title>${items.join("")}</channel></rss>`;
}

function write(title: string, date: string, more = ""): string {
  return `---\ntitle: ${title}\ndate: ${date}\ncategories: [News]\n${more}---\n\nWords.\n`;
}

/** Everything that a publisher, readers and the cron's runs over sources can ask of the store; gives each statement that it was asked. */
async function collectStatements(): Promise<string[]> {
  // An isolate that learns all names reads them all, once in ten minutes.
  const edge = createSimulatedEdge({ freeLookups: 100 });
  const statements = new Set<string>();
  const prepare = edge.store.db.prepare.bind(edge.store.db);
  edge.store.db.prepare = (sql: string) => {
    statements.add(sql);
    return prepare(sql);
  };
  await edge.putSite(0, SITE);
  await edge.publish(0, "one", write("One", "2026-01-01"));
  await edge.publish(0, "one", write("One", "2026-01-01", "slug: other\n"), "minor");
  await edge.publish(0, "two", write("Two", "2026-01-02", "aliases: [/old]\nexpires: 2026-11-24\n"));
  await edge.publish(0, "later", write("Later", "2026-11-24"));
  const image = await drawImage("planned");
  const shown = `${write("Shown", "2026-01-03")}![](a.gif)\n![](/media/${image.medium.name})\n`;
  await edge.publish(0, "shown", shown, undefined, new Map([["a.gif", image]]));
  await edge.callApi(`/api/media/${image.medium.name}`, "with token", { method: "DELETE" });
  await edge.putSite(0, SITE.replace("Plans", "Other plans"));
  edge.clock.now = Date.UTC(2026, 10, 25);
  const paths = [
    "/",
    "/rss.xml",
    "/categories/news/",
    "/archive/1/atom.xml",
    "/2026/01/",
    "/2026/",
    "/sitemap.xml",
    "/feeds.opml",
  ];
  for (const path of [...paths, "/articles/other", "/articles/one", "/old", `/media/${image.medium.name}`])
    await edge.poll(0, path);
  await edge.retract(0, "one");
  await edge.restore(0, "one");
  await edge.putSite(0, SITE + SOURCE);
  let day = 1;
  const answer = (request: Request) =>
    new URL(request.url).pathname === "/" ? new Response(writeSource(day)) : new Response("", { status: 410 });
  const sources = createSimulatedSources(edge, new Map([["blog.example", answer]]));
  await sources.run();
  for (day = 2; day < 5; day += 1) {
    edge.clock.now += 86_400_000;
    await sources.run();
  }
  return [...statements];
}

/** The tables that a statement walks from end to end, by their names and not by those it gives them. */
function listScans(sql: string, plan: readonly { readonly detail: string }[]): string[] {
  const names = new Map(
    Array.from(sql.matchAll(/(?:FROM|JOIN) (\w+) (?:AS )?(\w+)/g), ([, table, alias]) => [alias, table]),
  );
  const scanned = plan.flatMap(({ detail }) => /^SCAN (\w+)/.exec(detail)?.[1] ?? []);
  return scanned.map((name) => names.get(name) ?? name).filter((table) => GROWING.includes(table));
}

it("design §9: no statement of a publish, a retraction, an announcement, a poll or a run over sources walks a table that grows", async () => {
  const statements = await collectStatements();
  expect(statements.length).toBeGreaterThan(30);
  const { store } = createSimulatedEdge();
  const walking = statements.filter((sql) => {
    const plan = store.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    return listScans(sql, plan).length > 0;
  });
  expect(walking).toEqual([]);
});

it("a place in a feed is found by date and position at once: many articles may have one date", async () => {
  const ranks = (await collectStatements()).filter((sql) => sql.includes("(o.visible_order, o.position) >"));
  expect(ranks.length).toBeGreaterThan(2);
  const { store } = createSimulatedEdge();
  for (const sql of ranks) {
    const plan = store.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail);
    const searches = plan.filter((detail) => detail.startsWith("SEARCH o "));
    expect(new Set(searches)).toEqual(
      new Set(["SEARCH o USING COVERING INDEX memberships_order (feed=? AND (visible_order,position)>(?,?))"]),
    );
  }
});

it("the window is found by its index alone, in its order: as many rows as it has entries", async () => {
  const statements = await collectStatements();
  const [window] = statements.filter((sql) => sql.includes("visible_order DESC, position DESC LIMIT"));
  const { store } = createSimulatedEdge();
  const plan = store.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${window}`).map(({ detail }) => detail);
  expect(plan).toContain("SEARCH memberships USING COVERING INDEX memberships_order (feed=? AND visible_order>?)");
  expect(plan.filter((detail) => detail.startsWith("SCAN memberships"))).toEqual([]);
  // The only sort is that of the window's own rows.
  expect(plan.filter((detail) => detail.includes("TEMP B-TREE"))).toEqual(["USE TEMP B-TREE FOR ORDER BY"]);
});

it("an article's neighbours are the nearest two of the index of the main feed's dates: nothing is sorted or walked over", () => {
  const { store } = createSimulatedEdge();
  const plan = store.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${NEIGHBOURS_QUERY}`).map(({ detail }) => detail);
  const searches = plan.filter((detail) => detail.includes("articles_listed"));
  expect(searches).toEqual([
    "SEARCH a USING INDEX articles_listed (published_at<?)",
    "SEARCH a USING INDEX articles_listed (published_at>?)",
  ]);
  expect(plan.filter((detail) => detail.includes("TEMP B-TREE"))).toEqual([]);
});

it("related articles are the heads of the windows of an article's labels: nothing but those rows is read or sorted", () => {
  const { store } = createSimulatedEdge();
  const plan = store.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${RELATED_QUERY}`).map(({ detail }) => detail);
  expect(plan).toContain("SEARCH m USING COVERING INDEX memberships_order (feed=? AND visible_order>?)");
  expect(plan).toContain("SEARCH m USING COVERING INDEX memberships_article (article_id=?)");
  expect(
    listScans(
      RELATED_QUERY,
      plan.map((detail) => ({ detail })),
    ),
  ).toEqual([]);
});

it("the head of a month reads none of its articles: polls ask for it again and again", async () => {
  const edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  await edge.publish(0, "one", "---\ntitle: One\ndate: 2026-11-02\n---\n\nText.\n");
  const { findPeriod } = createReader(edge.store.db);
  const month = [{ from: Date.UTC(2026, 10, 1), until: Date.UTC(2026, 11, 1) }];
  const head = await findPeriod(month, "head");
  expect([head.filled, head.articles]).toEqual([[true], []]);
  expect((await findPeriod(month, "page")).articles).toHaveLength(1);
});
