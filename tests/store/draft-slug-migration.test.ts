import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { slugInStore } from "../../src/article/draft-slug.ts";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
const OWN = "0015_drafts_hold_no_slug.sql";
const names = globSync("*.sql", { cwd: MIGRATIONS }).sort();

function apply(database: DatabaseSync, files: readonly string[]): void {
  for (const file of files) database.exec(readFileSync(join(MIGRATIONS, file), "utf8"));
}

it("a store of the version before: unseen drafts lose slug and former addresses, every other article keeps them", () => {
  const database = new DatabaseSync(":memory:");
  const isFormer = (name: string) => name < OWN;
  apply(database, names.filter(isFormer));
  const article =
    database.prepare(`INSERT INTO articles (id, key, slug, state, revision, content_hash, published_at, updated_at,
      changed_at, kind, language, title, summary, facets, html, text, source)
    VALUES (?1, ?1, ?1, ?2, ?3, '', 1, 1, 1, 'markdown', 'en', '', '', '{}', '', '', '')`);
  const alias = database.prepare("INSERT INTO aliases (alias, article_id) VALUES ('/former/' || ?1, ?1)");
  const rows = [
    ["unseen", "draft", 0],
    ["seen", "draft", 7],
    ["coming", "scheduled", 0],
    ["shown", "published", 8],
  ] as const;
  for (const [id, state, revision] of rows) {
    article.run(id, state, revision);
    alias.run(id);
  }
  const isOwn = (name: string) => name >= OWN;
  apply(database, names.filter(isOwn));
  const stored = database.prepare("SELECT id, slug FROM articles ORDER BY id").all();
  const wanted = rows.map(([id, state, revision]) => ({ id, slug: slugInStore({ id, slug: id, state, revision }) }));
  expect(stored.map((row) => ({ ...row }))).toEqual(wanted.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  const aliases = database.prepare("SELECT alias FROM aliases ORDER BY alias").all();
  expect(aliases.map((row) => row.alias)).toEqual(["/former/coming", "/former/seen", "/former/shown"]);
});
