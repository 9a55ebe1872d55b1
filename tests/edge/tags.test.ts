import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MAX_FOLLOWED_TAGS } from "../../src/article/limits.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// Tags have pages and feeds, as categories have.

const SITE = "title: The Wire\ndomain: wire.example\ncategories:\n  - { name: Harbours }\n";
const HOUR_MS = 3_600_000;
const FILES = ["", "rss.xml", "atom.xml", "feed.json", "subscribe"];

interface Writing {
  readonly at: number;
  readonly tags: string;
  readonly more?: string;
}

function write(title: string, { at, tags, more = "" }: Writing): string {
  return `---\ntitle: ${title}\ndate: ${new Date(at).toISOString()}\ntags: [${tags}]\n${more}---\n\nWords of ${title}.\n`;
}

async function start(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge({ isolates: 2, hasWorkersCache: true });
  const { now } = edge.clock;
  await edge.putSite(0, SITE);
  await edge.publish(0, "first", write("First", { at: now - 4 * HOUR_MS, tags: "Sea, C++, harbours, Wind" }));
  await edge.publish(
    0,
    "second",
    write("Second", { at: now - 3 * HOUR_MS, tags: "SEA, C", more: "categories: [Wind]\n" }),
  );
  await edge.publish(0, "third", write("Third", { at: now - 2 * HOUR_MS, tags: "wind", more: "categories: [Wind]\n" }));
  await edge.publish(0, "colophon", write("Colophon", { at: now - HOUR_MS, tags: "sea", more: "feeds: none\n" }));
  edge.clock.now += 5000;
  return edge;
}

function titlesIn(json: string): string[] {
  return (JSON.parse(json) as { items: { title: string }[] }).items.map(({ title }) => title);
}

describe("a tag", () => {
  it("has a page and feeds with its articles, whatever the case it is written in", async () => {
    const edge = await start();
    const statuses = await Promise.all(FILES.map(async (file) => (await edge.poll(1, `/tags/sea/${file}`)).status));
    expect(statuses).toEqual(FILES.map(() => 200));
    const feed = await edge.poll(1, "/tags/sea/feed.json");
    expect([titlesIn(feed.text), JSON.parse(feed.text).title]).toEqual([["Second", "First"], "Sea · The Wire"]);
  });

  it("is not swallowed by another whose name begins alike", async () => {
    const edge = await start();
    const [one, other] = [await edge.poll(0, "/tags/c/feed.json"), await edge.poll(0, "/tags/c-plus-plus/feed.json")];
    expect([titlesIn(one.text), titlesIn(other.text)]).toEqual([["Second"], ["First"]]);
  });

  it("names its feeds on its page, and no other page does", async () => {
    const edge = await start();
    const alternates = async (path: string) =>
      (await edge.poll(0, path)).text.match(/<link rel="alternate"[^>]*tags\/[^>]*>/g);
    expect(await alternates("/tags/sea/")).toHaveLength(3);
    for (const path of ["/", "/articles/first", "/subscribe"]) expect(await alternates(path)).toBeNull();
  });

  it.each(["/", "/subscribe", "/feeds.opml"])("is not in the list of feeds at %s", async (path) => {
    expect((await (await start()).poll(0, path)).text).not.toContain("/tags/");
  });

  it("is a link on its articles' pages: to itself, to the category that it is, to nothing from outside the feeds", async () => {
    const edge = await start();
    const linksOf = async (key: string) =>
      Array.from(
        (await edge.poll(0, `/articles/${key}`)).text.matchAll(/rel="tag" href="([^"]+)"/g),
        ([, href]) => href,
      );
    expect(await linksOf("first")).toEqual([
      "/tags/sea/",
      "/tags/c-plus-plus/",
      "/categories/harbours/",
      "/tags/wind/",
    ]);
    expect(await linksOf("third")).toEqual(["/categories/wind/"]);
    expect(await linksOf("colophon")).toEqual([]);
  });

  it.each([
    ["/tags/harbours/rss.xml", 301, "/categories/harbours/rss.xml"],
    ["/tags/harbours/", 301, "/categories/harbours/"],
    ["/tag/harbours/feed/", 301, "/categories/harbours/rss.xml"],
    ["/tag/harbours/", 301, "/categories/harbours/"],
    ["/?feed=atom&tag=harbours", 301, "/categories/harbours/atom.xml"],
    ["/tag/%ff/feed/", 301, "/tags/%ff/rss.xml"],
    ["/tag/sea/feed/", 301, "/tags/sea/rss.xml"],
    ["/tag/sea/", 301, "/tags/sea/"],
    ["/tags/sea", 301, "/tags/sea/"],
    ["/tags/nothing/", 404, null],
    ["/tags/nothing/rss.xml", 404, null],
  ])("%s answers %i", async (path, status, location) => {
    const answer = await (await start()).poll(0, path);
    const target = location === null ? null : `https://wire.example${location}`;
    expect([answer.status, answer.headers.get("location")]).toEqual([status, target]);
  });

  it("sends readers on to the category also while strangers ask for unknown names", async () => {
    const edge = createSimulatedEdge({ freeLookups: 0 });
    await edge.putSite(0, SITE);
    expect((await edge.poll(0, "/tags/harbours/rss.xml")).status).toBe(301);
  });
});

it("of 500 tags an article joins the feeds of the first, shows all, and its save has no more statements", async () => {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  const tags = Array.from({ length: 500 }, (_, index) => `tag ${index}`).join(", ");
  const batches: number[] = [];
  const batch = edge.store.db.batch.bind(edge.store.db);
  edge.store.db.batch = (statements) => {
    batches.push(statements.length);
    return batch(statements);
  };
  await edge.publish(0, "many", write("Many", { at: edge.clock.now - HOUR_MS, tags }));
  expect(Math.max(...batches)).toBeLessThan(25);
  const [row] = edge.store.query<{ joined: number }>("SELECT count(*) AS joined FROM feeds WHERE feed LIKE 'tags/%'");
  expect(row?.joined).toBe(MAX_FOLLOWED_TAGS);
  const { text } = await edge.poll(0, "/articles/many");
  expect([text.includes("tag 499"), text.includes("/tags/tag-29/"), text.includes("/tags/tag-30/")]).toEqual([
    true,
    true,
    false,
  ]);
});

const MIGRATION = readFileSync(join(import.meta.dirname, "../../migrations/0013_tags.sql"), "utf8");
/** No reader has had these feeds: when an article last left one, and which change of a page was the last, is nothing to keep. */
const TABLES = {
  memberships: "*",
  feeds: "feed, title, revision, entries_revision, changed_at, next_due_at, count, last_position, declared",
  archive_pages: "feed, page",
} as const;

it("migration 0013 joins stored articles to the feeds that publishing them would, and a walk changes nothing", async () => {
  const edge = await start();
  const { now } = edge.clock;
  for (let index = 1; index <= 60; index += 1) {
    const at = now - 50 * HOUR_MS + index * 60_000;
    await edge.publish(0, `n${index}`, write(`Number ${index}`, { at, tags: "Numbers, sea, harbours" }));
  }
  await edge.publish(0, "n17", write("Number 17, edited", { at: now - 49 * HOUR_MS, tags: "Numbers, sea" }));
  await edge.publish(0, "later", write("Later", { at: now + HOUR_MS, tags: "Sea, Secret" }));
  await edge.publish(0, "draft", write("Draft", { at: now - HOUR_MS, tags: "Drafts", more: "draft: true\n" }));
  await edge.retract(0, "n19");
  const read = () =>
    Object.entries(TABLES).map(([table, columns]) =>
      edge.store.query(`SELECT ${columns} FROM ${table} WHERE feed LIKE 'tags/%' ORDER BY 1, 2`),
    );
  const expected = read();
  for (const table of Object.keys(TABLES)) edge.store.query(`DELETE FROM ${table} WHERE feed LIKE 'tags/%'`);
  for (const sql of MIGRATION.replace(/^--.*$/gm, "").split(";\n")) if (sql.trim() !== "") edge.store.query(sql);
  expect(read()).toEqual(expected);
  const countLog = () => edge.store.query<{ latest: number }>("SELECT max(revision) AS latest FROM revisions");
  const before = countLog();
  edge.store.query("UPDATE site SET reader_version = 'older'");
  await edge.tendMedia();
  expect(countLog()).toEqual(before);
});

it("a tag is spelt as its first visible article spells it, never as one that is still under an embargo", async () => {
  const edge = await start();
  const { now } = edge.clock;
  await edge.publish(0, "held", write("Held", { at: now + 48 * HOUR_MS, tags: "'Merger: ACME & Bolt!'" }));
  await edge.publish(0, "open", write("Open", { at: now - HOUR_MS, tags: "merger acme bolt" }));
  edge.clock.now += 5000;
  const { status, text } = await edge.poll(0, "/tags/merger-acme-bolt/atom.xml");
  expect([status, text.includes("ACME"), text.includes("merger acme bolt")]).toEqual([200, false, true]);
});
