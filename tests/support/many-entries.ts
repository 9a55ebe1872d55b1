/**
 * Puts the articles and entries of a source into a store that has a profile, by their numbers, all with one date, as publishing them
 * would, but for their archive pages.
 */
export async function storeManyEntries(db: D1Database, from: number, until: number, at: number): Promise<void> {
  const numbers = `WITH RECURSIVE numbers (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${until})`;
  const statements = [
    `${numbers} INSERT INTO revisions (article_id, kind, at) SELECT 'urn:entry:' || n, 'publish', ${at} FROM numbers`,
    `${numbers} INSERT INTO articles (id, key, slug, state, revision, content_hash, published_at, updated_at, changed_at, kind,
        language, title, summary, facets, html, text, source)
      SELECT 'urn:entry:' || n, 'sources/many/' || n, 'entry-' || n, 'published',
        (SELECT revision FROM revisions WHERE article_id = 'urn:entry:' || n), '', ${at}, ${at}, ${at}, 'html', 'en', 'Entry ' || n,
        '', '{"authors":[],"categories":[],"tags":[],"corrections":[]}', '', '', '' FROM numbers`,
    `${numbers} INSERT INTO memberships (feed, article_id, position, visible_order)
      SELECT 'main', 'urn:entry:' || n, last_position + 1 + n - ${from}, ${at} FROM numbers, feeds WHERE feed = 'main'`,
    `UPDATE feeds SET revision = (SELECT max(revision) FROM revisions), count = count + ${until - from + 1},
      last_position = last_position + ${until - from + 1} WHERE feed = 'main'`,
    `${numbers} INSERT INTO source_entries (key, source, id_digest, title_day, hash, published_at, outcome)
      SELECT 'sources/many/' || n, 'many', 'digest-' || n, 'entry ' || n, '', ${at}, 'published' FROM numbers`,
  ];
  await db.batch(statements.map((sql) => db.prepare(sql)));
}
