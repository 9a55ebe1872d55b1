-- A feed's window is its newest articles by this: the moment in which an article became visible, if it was held back here, else the
-- time of its publication. Ties go by position. NULL: not visible yet, or visible since before this column and older than the newest
-- thousand of its feed; those come after all others, by position.
ALTER TABLE memberships ADD COLUMN visible_order INTEGER;

-- At most a thousand rows of each feed, so that a large store stays below what D1 lets a free plan write in a day.
--
-- Until now a window was the last positions, and the command sends eight articles at a time: where eight or fewer articles would enter
-- the window by their dates alone, they stay behind it, and readers see the window that they know. Where more would, an import had
-- pushed them out, and they come back.
WITH sizes AS (
  SELECT f.feed, f.last_position, coalesce((
    SELECT rule.value ->> 'windowSize' FROM site, json_each(site.profile, '$.feeds') AS rule
    WHERE 'feeds/' || (rule.value ->> 'name') = f.feed), 50) AS size
  FROM feeds f
), dated AS (
  SELECT m.feed, m.article_id, a.published_at, s.size, m.position > s.last_position - s.size AS was_shown,
    row_number() OVER (PARTITION BY m.feed ORDER BY a.published_at DESC, m.position DESC) AS place
  FROM memberships m JOIN articles a ON a.id = m.article_id JOIN sizes s ON s.feed = m.feed
  WHERE m.position IS NOT NULL
), edges AS (
  SELECT feed, min(CASE WHEN was_shown THEN published_at END) AS oldest_shown,
    sum(NOT was_shown AND place <= size) AS newcomers
  FROM dated GROUP BY feed
)
UPDATE memberships SET visible_order =
    CASE WHEN d.was_shown OR e.newcomers > 8 THEN d.published_at ELSE min(d.published_at, e.oldest_shown) END
  FROM dated d JOIN edges e ON e.feed = d.feed
  WHERE memberships.feed = d.feed AND memberships.article_id = d.article_id AND d.place <= 1000;

CREATE INDEX memberships_order ON memberships (feed, visible_order, position) WHERE visible_order IS NOT NULL;
