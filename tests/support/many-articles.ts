import type { SqliteD1 } from "./sqlite-d1.ts";

const HOUR_MS = 3_600_000;

/**
 * Puts so many published articles into the main feed as publishing them one by one would, an hour apart, the newest at `newestAt`.
 * Addresses and titles have what XML and URLs must escape.
 */
export function storeManyArticles(store: SqliteD1, count: number, newestAt: number, stepMs = HOUR_MS): void {
  if (count === 0) return;
  const numbers = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`;
  const at = `${newestAt} - (${count} - n) * ${stepMs}`;
  store.query(`${numbers} INSERT INTO revisions (revision, article_id, kind, at)
    SELECT 10 + n, 'urn:many:' || n, 'publish', ${at} FROM numbers`);
  store.query(`${numbers} INSERT INTO articles (id, key, slug, state, revision, content_hash, published_at, updated_at, changed_at,
      kind, language, title, summary, facets, html, text, source)
    SELECT 'urn:many:' || n, 'many-' || n, 'many-' || n || '-&-日本', 'published', 10 + n, '', ${at}, ${at}, ${at},
      'text', 'zh-Hant', 'Ships & <rails> ' || n, '', '{"authors":[],"categories":[],"tags":[],"corrections":[]}', '', '', '' FROM numbers`);
  store.query(
    `${numbers} INSERT INTO memberships (feed, article_id, position, visible_order)
       SELECT 'main', 'urn:many:' || n, n, ${at} FROM numbers`,
  );
  store.query(`${numbers} INSERT INTO archive_pages (feed, page, revision, changed_at)
    SELECT 'main', (n + 24) / 25, max(10 + n), max(${at}) FROM numbers GROUP BY 2`);
  store.query(
    `UPDATE feeds SET revision = ?1, entries_revision = ?1, changed_at = ?2, count = ?3, last_position = ?3 WHERE feed = 'main'`,
    10 + count,
    newestAt,
    count,
  );
  store.query("UPDATE site SET catalogue_revision = ?1, catalogue_changed_at = ?2", 10 + count, newestAt);
  if (count % 25 > 0) return;
  store.query(
    "INSERT INTO archive_pages (feed, page, revision, changed_at) VALUES ('main', ?1, ?2, ?3)",
    count / 25 + 1,
    10 + count,
    newestAt,
  );
}
