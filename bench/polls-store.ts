import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildStories, type Story } from "./polls-corpus.ts";

// A publication of any size, put into D1 without a publisher: what readers cost does not depend on how it came there.

const MIGRATIONS = join(import.meta.dirname, "../migrations");
const WINDOW = 50;
const AUTHOR = {
  name: "Elena Marin",
  slug: "elena-marin",
  url: "https://news.example/about",
  email: "elena@news.example",
};
const LABELS = ["Harbour", "Railway", "Town hall"].map((name) => ({
  name,
  slug: name.toLowerCase().replace(" ", "-"),
}));

/** The two feeds that are measured: every article in full, and every article as a summary. */
export const FEEDS = { full: "main", summary: "feeds/brief" } as const;

const PROFILE = {
  title: "The Harbour Post",
  description: "News from the harbour & beyond",
  language: "en",
  timeZone: "UTC",
  domain: "news.example",
  since: "2026-01-01",
  author: AUTHOR,
  authors: [],
  categories: [],
  feeds: [{ name: "brief", title: "In brief", any: [], all: [], not: [], windowSize: WINDOW, content: "summary" }],
};

/** Fills an empty database with articles; the newest 50 are stories, those before them stand for a long past. */
export async function fillStore(db: D1Database, articles: number): Promise<void> {
  await migrate(db);
  await db
    .prepare(
      "UPDATE site SET authority = 'news.example,2026-01-01', profile_hash = 'bench', changed_at = 1000, profile = ?1",
    )
    .bind(JSON.stringify(PROFILE))
    .run();
  await insertPast(db, articles - WINDOW);
  const insert = db.prepare(INSERT_ARTICLE);
  await db.batch(
    buildStories(WINDOW).map((story) => insert.bind(...listValues(story, articles - WINDOW + 1 + story.index))),
  );
  await db
    .prepare(
      "INSERT INTO revisions (revision, article_id, kind, at) SELECT revision, id, 'publish', changed_at FROM articles",
    )
    .run();
  for (const feed of Object.values(FEEDS)) {
    await db
      .prepare(
        "INSERT INTO memberships (feed, article_id, position, visible_order) SELECT ?1, id, revision, published_at FROM articles",
      )
      .bind(feed)
      .run();
    await db
      .prepare(
        "INSERT INTO feeds (feed, title, revision, changed_at, count, last_position, declared) VALUES (?1, ?1, ?2, 1000, ?2, ?2, 1)",
      )
      .bind(feed, articles)
      .run();
  }
}

/** Brings an empty database to the newest schema. */
export async function migrate(db: D1Database): Promise<void> {
  for (const file of globSync("*.sql", { cwd: MIGRATIONS }).sort()) await runFile(db, join(MIGRATIONS, file));
}

async function runFile(db: D1Database, file: string): Promise<void> {
  const sql = readFileSync(file, "utf8").replace(/^\s*--.*$/gm, "");
  for (const [statement] of sql.matchAll(STATEMENT)) await db.prepare(statement).run();
}

/** A trigger's body has semicolons of its own: it ends with `; END;`, or with `END;` at the beginning of a line. */
const STATEMENT = /\bCREATE TRIGGER\b[\s\S]*?(?:^|; )END;|\S[\s\S]*?;\s*$/gm;

const COLUMNS =
  "id, key, slug, state, revision, content_hash, published_at, updated_at, changed_at, kind, language, title, summary, facets, html, text, source";

const INSERT_ARTICLE = `INSERT INTO articles (${COLUMNS})
  VALUES (?1, ?2, ?2, 'published', ?3, '', ?4, ?4, ?4, 'html', 'en', ?5, ?6, ?7, ?8, ?9, '')`;

function listValues({ title, summary, html, paragraphs, publishedAt }: Story, revision: number): (string | number)[] {
  const key = `article-${revision}`;
  return [
    `tag:news.example,2026-01-01:${key}`,
    key,
    revision,
    publishedAt,
    title,
    summary,
    FACETS,
    html,
    paragraphs.join("\n\n"),
  ];
}

const FACETS = JSON.stringify({
  authors: [AUTHOR],
  categories: LABELS,
  tags: [],
  image: {
    url: "https://news.example/media/0f1e2d3c4b5a69788796a5b4c3d2e1f0.jpg",
    mediaType: "image/jpeg",
    sizeBytes: 48_213,
  },
  corrections: [],
});

const PAST_BATCH = 5000;

async function insertPast(db: D1Database, count: number): Promise<void> {
  const insert =
    db.prepare(`WITH RECURSIVE past (number) AS (SELECT ?1 UNION ALL SELECT number + 1 FROM past WHERE number < ?2)
    INSERT INTO articles (${COLUMNS})
    SELECT 'tag:news.example,2026-01-01:article-' || number, 'article-' || number, 'article-' || number, 'published', number, '',
      number, number, number, 'html', 'en', 'Article ' || number, 'What happened that day.', ?3,
      '<p>' || hex(randomblob(400)) || '</p>', 'What happened.', '' FROM past`);
  for (let first = 1; first <= count; first += PAST_BATCH) {
    await insert.bind(first, Math.min(count, first + PAST_BATCH - 1), FACETS).run();
  }
}
