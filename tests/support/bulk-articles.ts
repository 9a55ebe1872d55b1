import { hashContent } from "../../src/article/content-hash.ts";
import { ARCHIVE_PAGE_SIZE } from "../../src/feed/archive.ts";

// Very many articles, put into a store with little more than SQL, in exactly the state that publishing one after the other leaves
// (tests/edge/bulk-articles.test.ts compares the two).

const DOMAIN = "bulk.example";
const FIRST_PUBLISHED = Date.UTC(2000, 0, 1);
const FIRST_CHANGED = Date.UTC(2026, 10, 1);
const HOUR = 3_600_000;
const AUTHORS = 20;

/** A site.yaml that declares the first so many categories of {@link writeBulkArticle}. */
export function writeBulkSite(declaredCategories = 0): string {
  const names = Array.from({ length: declaredCategories }, (_, index) => `  - { name: Category ${index} }\n`);
  const categories = names.length === 0 ? "" : `categories:\n${names.join("")}`;
  return `title: Very many\ndomain: ${DOMAIN}\ntime_zone: UTC\nauthor: Desk\n${categories}`;
}

/** When an article was published through the API. */
export function bulkChangedAt(number: number): number {
  return FIRST_CHANGED + number * 10;
}

export function bulkKey(number: number): string {
  return `story-${number}`;
}

/** The file of an article, by its number from 1. */
export function writeBulkArticle(number: number, categories: number): string {
  const { title, date, category, author, paragraphs } = tell(number, categories);
  const fields = `title: ${title}\ndate: ${date}\ncategories: [${category}]\nauthors: [${author}]`;
  return `---\n${fields}\n---\n\n${paragraphs.join("\n\n")}\n`;
}

function tell(number: number, categories: number) {
  return {
    title: `Story ${number}`,
    publishedAt: FIRST_PUBLISHED + number * HOUR,
    date: new Date(FIRST_PUBLISHED + number * HOUR).toISOString(),
    category: `Category ${number % categories}`,
    author: `Writer ${number % AUTHORS}`,
    paragraphs: [`The ferry number ${number} left the harbour at noon.`, `Nobody minded, it was said ${number} times.`],
  };
}

const CHUNK = 1000;

/** Fills a store that has a profile and no article yet with the articles 1 to `count`. */
export async function fillStore(db: D1Database, count: number, categories: number): Promise<void> {
  const first = (await db.prepare("SELECT max(revision) AS last FROM revisions").first<{ last: number }>())?.last ?? 0;
  for (let from = 1; from <= count; from += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, count - from + 1) }, (_, index) => from + index);
    const rows = await Promise.all(numbers.map((number) => buildRow(number, first + number, categories)));
    await db.prepare(INSERT_ARTICLES).bind(JSON.stringify(rows)).run();
  }
  for (const sql of FINISH) await db.prepare(sql).run();
}

async function buildRow(number: number, revision: number, categories: number): Promise<Record<string, unknown>> {
  const { title, publishedAt, date, category, author, paragraphs } = tell(number, categories);
  const source = writeBulkArticle(number, categories);
  const body = new TextEncoder().encode(source);
  const key = bulkKey(number);
  const slugOf = (name: string) => name.toLowerCase().replace(" ", "-");
  const facets = {
    authors: [{ name: author, slug: slugOf(author) }],
    categories: [{ name: category, slug: slugOf(category) }],
    tags: [],
    corrections: [],
  };
  return {
    id: `tag:${DOMAIN},${date.slice(0, 10)}:${key}`,
    key,
    slug: slugOf(title),
    revision,
    contentHash: await hashContent({ kind: "markdown", body, media: new Map(), coverKey: undefined }),
    publishedAt,
    date,
    changedAt: bulkChangedAt(number),
    title,
    summary: paragraphs.join(" "),
    facets: JSON.stringify(facets),
    html: paragraphs.map((text) => `<p>${text}</p>`).join("\n"),
    text: paragraphs.join("\n\n"),
    source,
  };
}

const INSERT_ARTICLES = `INSERT INTO articles (id, key, slug, state, revision, content_hash, published_at, written_date, updated_at,
    changed_at, edition_at, kind, language, title, summary, facets, html, text, source)
  SELECT value ->> 'id', value ->> 'key', value ->> 'slug', 'published', value ->> 'revision', value ->> 'contentHash',
    value ->> 'publishedAt', value ->> 'date', value ->> 'publishedAt', value ->> 'changedAt', value ->> 'changedAt', 'markdown', 'en', value ->> 'title',
    value ->> 'summary', value ->> 'facets', value ->> 'html', value ->> 'text', value ->> 'source'
  FROM json_each(?1)`;

const FINISH = [
  `INSERT INTO revisions (revision, article_id, kind, at)
   SELECT revision, id, 'publish', changed_at FROM articles ORDER BY revision`,
  `INSERT INTO memberships (feed, article_id, position, visible_order)
   SELECT feed, id, row_number() OVER (PARTITION BY feed ORDER BY revision), published_at FROM (
     SELECT 'main' AS feed, id, revision, published_at FROM articles
     UNION ALL SELECT 'categories/' || (c.value ->> 'slug'), a.id, revision, published_at FROM articles a, json_each(facets, '$.categories') c
     UNION ALL SELECT 'authors/' || (c.value ->> 'slug'), a.id, revision, published_at FROM articles a, json_each(facets, '$.authors') c)`,
  `INSERT INTO feeds (feed, title, revision, entries_revision, changed_at, contents_at, count, last_position)
   SELECT m.feed, coalesce(max(c.value ->> 'name'), max(p.value ->> 'name'), m.feed), max(a.revision), max(a.revision), max(a.changed_at),
     max(a.changed_at), count(*), count(*)
   FROM memberships m JOIN articles a ON a.id = m.article_id
   LEFT JOIN json_each(a.facets, '$.categories') c ON m.feed = 'categories/' || (c.value ->> 'slug')
   LEFT JOIN json_each(a.facets, '$.authors') p ON m.feed = 'authors/' || (p.value ->> 'slug')
   WHERE true GROUP BY m.feed
   ON CONFLICT (feed) DO UPDATE SET revision = excluded.revision, entries_revision = excluded.entries_revision,
     contents_at = excluded.contents_at, changed_at = max(feeds.changed_at, excluded.changed_at),
     count = excluded.count, last_position = excluded.last_position`,
  `UPDATE site SET catalogue_revision = (SELECT max(revision) FROM revisions),
     catalogue_changed_at = (SELECT max(changed_at) FROM feeds)`,
  // A page is touched when the one before it closes, by each of its articles, and once more when the page after it closes.
  `INSERT INTO archive_pages (feed, page, revision, changed_at, contents_at)
   SELECT feed, page, max(revision), max(changed_at), max(contents_at) FROM (
     SELECT m.feed, (m.position + ${ARCHIVE_PAGE_SIZE - 1}) / ${ARCHIVE_PAGE_SIZE} AS page, a.revision, a.changed_at,
       a.changed_at AS contents_at
     FROM memberships m JOIN articles a ON a.id = m.article_id
     UNION ALL
     SELECT m.feed, m.position / ${ARCHIVE_PAGE_SIZE} - 1, a.revision, a.changed_at, NULL
     FROM memberships m JOIN articles a ON a.id = m.article_id WHERE m.position % ${ARCHIVE_PAGE_SIZE} = 0
     UNION ALL
     SELECT m.feed, m.position / ${ARCHIVE_PAGE_SIZE} + 1, a.revision, a.changed_at, NULL
     FROM memberships m JOIN articles a ON a.id = m.article_id WHERE m.position % ${ARCHIVE_PAGE_SIZE} = 0)
   WHERE page > 0 GROUP BY feed, page`,
];
