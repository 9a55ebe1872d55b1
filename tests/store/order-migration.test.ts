import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
const OWN = "0011_visible_order.sql";
const names = globSync("*.sql", { cwd: MIGRATIONS }).sort();
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 1);

function apply(database: DatabaseSync, files: readonly string[]): void {
  for (const file of files) database.exec(readFileSync(join(MIGRATIONS, file), "utf8"));
}

/** A store as the version before left it: its articles by the day of their date, in the order in which they became visible. */
function createFormerStore(days: readonly number[]): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  const isFormer = (name: string) => name < OWN;
  apply(database, names.filter(isFormer));
  database.exec(`UPDATE site SET profile = '{"feeds":[{"name":"small","windowSize":4}]}'`);
  const article =
    database.prepare(`INSERT INTO articles (id, key, slug, state, revision, content_hash, published_at, updated_at,
      changed_at, kind, language, title, summary, facets, html, text, source)
    VALUES (?1, ?1, ?1, 'published', ?2, '', ?3, ?3, ?3, 'markdown', 'en', '', '', '{}', '', '', '')`);
  const membership = database.prepare("INSERT INTO memberships (feed, article_id, position) VALUES (?, ?, ?)");
  const head = database.prepare(
    "INSERT INTO feeds (feed, title, changed_at, count, last_position) VALUES (?1, '', 0, ?2, ?2)",
  );
  for (const [index, day] of days.entries()) article.run(`day-${day}`, index + 1, FIRST_DAY + day * DAY_MS);
  for (const feed of ["main", "feeds/small"]) {
    for (const [index, day] of days.entries()) membership.run(feed, `day-${day}`, index + 1);
    head.run(feed, days.length);
  }
  return database;
}

function listWindow(database: DatabaseSync, feed: string, size: number): string[] {
  const query = `SELECT article_id FROM memberships WHERE feed = ? AND visible_order IS NOT NULL
    ORDER BY visible_order DESC, position DESC LIMIT ?`;
  return database
    .prepare(query)
    .all(feed, size)
    .map(({ article_id }) => String(article_id));
}

/** The window of the version before: the last positions, in the order of their dates. */
function listFormerWindow(database: DatabaseSync, feed: string, size: number): string[] {
  const query = `SELECT m.article_id FROM memberships m JOIN articles a ON a.id = m.article_id WHERE m.feed = ?1
    AND m.position > (SELECT last_position FROM feeds WHERE feed = ?1) - ?2 ORDER BY a.published_at DESC, m.position DESC`;
  return database
    .prepare(query)
    .all(feed, size)
    .map(({ article_id }) => String(article_id));
}

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);
/** As a command leaves them that sends eight at a time: each eight in an order of its own. */
const jittered = numbers(10).flatMap((eight) => [5, 7, 0, 3, 6, 1, 4, 2].map((day) => eight * 8 + day));

describe("a store of the version before", () => {
  it.each([
    ["published by date", numbers(80)],
    ["sent eight at a time", jittered],
    ["smaller than a window", [3, 1, 2]],
  ])("%s: readers see the window that they know, in its order", (_, days) => {
    const database = createFormerStore(days);
    const windows = [listFormerWindow(database, "main", 50), listFormerWindow(database, "feeds/small", 4)];
    apply(database, [OWN]);
    expect([listWindow(database, "main", 50), listWindow(database, "feeds/small", 4)]).toEqual(windows);
  });

  it("an import had pushed the newest out: they come back", () => {
    const database = createFormerStore([...numbers(50, 2000), ...numbers(600)]);
    expect(listFormerWindow(database, "main", 50)).not.toContain("day-2049");
    apply(database, [OWN]);
    const newest = numbers(50, 2000)
      .toReversed()
      .map((day) => `day-${day}`);
    expect(listWindow(database, "main", 50)).toEqual(newest);
  });

  it("no more than a thousand rows of a feed are written", () => {
    const database = createFormerStore(numbers(1500));
    apply(database, [OWN]);
    const query =
      "SELECT count(*) AS filled, min(position) AS oldest FROM memberships WHERE visible_order IS NOT NULL AND feed = 'main'";
    expect(database.prepare(query).get()).toEqual({ filled: 1000, oldest: 501 });
  });
});
