-- Tags have feeds, as categories have: `tags/<slug>`. Stored articles join those that their next edit would bring them into
-- (feed/publishing/memberships.ts): the first 30 of their tags, but those that are categories. The log does not grow: no feed that
-- readers have had changes.

INSERT INTO memberships (feed, article_id, position, visible_order, due_at)
SELECT 'tags/' || slug, article_id,
  CASE WHEN position IS NOT NULL THEN row_number() OVER (PARTITION BY slug, position IS NULL ORDER BY position) END,
  visible_order, due_at
FROM (
  SELECT DISTINCT t.value ->> 'slug' AS slug, m.article_id, m.position, m.due_at,
    CASE WHEN m.position IS NOT NULL THEN coalesce(m.visible_order, a.published_at) END AS visible_order
  FROM memberships m CROSS JOIN articles a ON a.id = m.article_id CROSS JOIN json_each(a.facets, '$.tags') t
  WHERE m.feed = 'main' AND t.key < 30
    AND NOT EXISTS (SELECT 1 FROM json_each(a.facets, '$.categories') c WHERE c.value ->> 'slug' = t.value ->> 'slug')
    AND NOT EXISTS (SELECT 1 FROM site, json_each(site.profile, '$.categories') c WHERE c.value ->> 'slug' = t.value ->> 'slug'));

-- A feed has the title that its first article gives it.
INSERT INTO feeds (feed, title, revision, entries_revision, changed_at, next_due_at, count, last_position)
SELECT m.feed,
  (SELECT t.value ->> 'name' FROM memberships f CROSS JOIN articles b ON b.id = f.article_id CROSS JOIN json_each(b.facets, '$.tags') t
   WHERE f.feed = m.feed AND 'tags/' || (t.value ->> 'slug') = f.feed ORDER BY f.position IS NULL, f.position LIMIT 1),
  max(CASE WHEN m.position IS NULL THEN 0 ELSE a.revision END), max(CASE WHEN m.position IS NULL THEN 0 ELSE a.revision END),
  max(a.changed_at), min(m.due_at), count(m.position),
  count(m.position)
FROM memberships m CROSS JOIN articles a ON a.id = m.article_id
WHERE m.feed >= 'tags/' AND m.feed < 'tags0' GROUP BY m.feed;

INSERT INTO archive_pages (feed, page, revision, changed_at)
SELECT m.feed, (m.position + 24) / 25, max(a.revision), max(a.changed_at)
FROM memberships m CROSS JOIN articles a ON a.id = m.article_id
WHERE m.feed >= 'tags/' AND m.feed < 'tags0' AND m.position IS NOT NULL GROUP BY 1, 2;
