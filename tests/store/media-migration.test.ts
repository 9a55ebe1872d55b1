import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
const OWN = "0008_media_lives.sql";
const names = globSync("*.sql", { cwd: MIGRATIONS }).sort();

function apply(database: DatabaseSync, files: readonly string[]): void {
  for (const file of files) database.exec(readFileSync(join(MIGRATIONS, file), "utf8"));
}

function nameOf(number: number, extension = "jpg"): string {
  return `${String(number).padStart(32, "0")}.${extension}`;
}

/** A store as the version before left it: pictures used, forgotten, named by their address, and the profile's. */
function createFormerStore(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  apply(
    database,
    names.filter((name) => name < OWN),
  );
  const media = database.prepare(
    "INSERT INTO media (name, media_type, size_bytes, width, height) VALUES (?, 'image/jpeg', 9, 1, 1)",
  );
  for (const name of [1, 2, 3, 5, 6].map((number) => nameOf(number))) media.run(name);
  media.run(nameOf(4, "webp"));
  for (const extension of ["c", "geojson"]) media.run(nameOf(7, extension));
  database.exec(`UPDATE site SET profile = '{"icon":"\\u0001/media/${nameOf(5)}"}'`);
  const article =
    database.prepare(`INSERT INTO articles (id, key, slug, state, revision, content_hash, published_at, updated_at,
      changed_at, kind, language, title, summary, facets, html, text, source)
    VALUES (?1, ?1, ?1, ?2, 1, '', 1, 1, 1, 'markdown', 'en', '', '', '{}', '', '', ?3)`);
  article.run(
    "shown",
    "published",
    `![](a.jpg) ![](/media/${nameOf(3)}) ![](https://wire.example/media/${nameOf(4, "webp")}) [](/media/${nameOf(7, "c")}) [](/media/${nameOf(7, "geojson")}) /media/`,
  );
  article.run("coming", "scheduled", "![](b.jpg)");
  const use = database.prepare("INSERT INTO article_media (article_id, path, name) VALUES (?, ?, ?)");
  use.run("shown", "a.jpg", nameOf(1));
  use.run("coming", "b.jpg", nameOf(2));
  return database;
}

it("a store of the version before: what nothing uses counts as unused from now on, and everything waits to be cleaned", () => {
  const database = createFormerStore();
  apply(
    database,
    names.filter((name) => name >= OWN),
  );
  const rows = database.prepare("SELECT name, kept, was_public, unused_since, is_clean FROM media ORDER BY name").all();
  const seen = rows.map((row) => [row.name, row.unused_since === null ? "used" : "unused", row.was_public]);
  expect(seen).toEqual([
    [nameOf(1), "used", 1],
    [nameOf(2), "used", 0],
    [nameOf(3), "used", 1],
    [nameOf(4, "webp"), "used", 1],
    [nameOf(5), "used", 1],
    [nameOf(6), "unused", 0],
    [nameOf(7, "c"), "used", 1],
    [nameOf(7, "geojson"), "used", 1],
  ]);
  expect(rows.every(({ kept, is_clean }) => kept === 0 && is_clean === 0)).toBe(true);
  const since = Number(rows.find(({ name }) => name === nameOf(6))?.unused_since);
  expect(Math.abs(Date.now() - since)).toBeLessThan(60_000);
});
