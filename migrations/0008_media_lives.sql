-- When a picture is public, and since when nothing uses it.

-- 1: stays public without any article (`PUT /api/media?keep`).
ALTER TABLE media ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
-- 1: readers have seen it. Its address then answers 410 once nothing uses it, else 404: a 410 would reveal an embargoed picture.
ALTER TABLE media ADD COLUMN was_public INTEGER NOT NULL DEFAULT 0;
-- Since when neither an article nor the profile uses it; NULL while one does. It is collected a week later.
ALTER TABLE media ADD COLUMN unused_since INTEGER;
-- When the bucket was found to lack its object: the next publish of its article puts it back.
ALTER TABLE media ADD COLUMN lost_at INTEGER;
-- 0: stored before metadata were taken out of pictures; the cron rewrites it.
ALTER TABLE media ADD COLUMN is_clean INTEGER NOT NULL DEFAULT 0;
-- The name of the same picture without metadata; empty where these could not be taken out. Either way this one is served no more.
ALTER TABLE media ADD COLUMN successor TEXT;

CREATE INDEX media_unused ON media (unused_since) WHERE unused_since IS NOT NULL;
CREATE INDEX media_lost ON media (lost_at) WHERE lost_at IS NOT NULL;
CREATE INDEX media_unclean ON media (name) WHERE is_clean = 0;

-- Covers that a later edition of an article replaced: feed readers keep feeds, and show them for a week.
CREATE TABLE replaced_media (
  article_id TEXT NOT NULL REFERENCES articles (id),
  name TEXT NOT NULL REFERENCES media (name),
  served_until INTEGER NOT NULL,
  PRIMARY KEY (article_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX replaced_media_name ON replaced_media (name);
CREATE INDEX replaced_media_until ON replaced_media (served_until);

-- How far the daily comparison of the bucket with the table of media has come.
CREATE TABLE media_walk (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  after_name TEXT NOT NULL,
  finished_at INTEGER NOT NULL
) STRICT;

INSERT INTO media_walk (only_row, after_name, finished_at) VALUES (1, '', 0);

-- Until now only an article's lead image counted as used where the text names it by its public path. Each step of the recursion cuts
-- the text after its next "/media/"; a name has 32 digits and an ending of one to eight letters or digits.
WITH RECURSIVE naming (article_id, rest) AS (
  SELECT id, substr(source, instr(source, '/media/') + 7) FROM articles WHERE instr(source, '/media/') > 0
  UNION ALL
  SELECT article_id, substr(rest, instr(rest, '/media/') + 7) FROM naming WHERE instr(rest, '/media/') > 0
)
INSERT OR IGNORE INTO article_media (article_id, path, name)
SELECT DISTINCT n.article_id, '/media/' || m.name, m.name
FROM naming n CROSS JOIN media m ON m.name IN (substr(n.rest, 1, 34), substr(n.rest, 1, 35), substr(n.rest, 1, 36),
  substr(n.rest, 1, 37), substr(n.rest, 1, 38), substr(n.rest, 1, 39), substr(n.rest, 1, 40), substr(n.rest, 1, 41));

UPDATE media SET unused_since = CAST(unixepoch() AS INTEGER) * 1000
WHERE NOT EXISTS (SELECT 1 FROM article_media u WHERE u.name = media.name)
  AND NOT EXISTS (SELECT 1 FROM site WHERE instr(profile, media.name) > 0);

UPDATE media SET was_public = 1
WHERE EXISTS (
    SELECT 1 FROM article_media u JOIN articles a ON a.id = u.article_id
    WHERE u.name = media.name AND a.state IN ('published', 'expired', 'retracted'))
  OR EXISTS (SELECT 1 FROM site WHERE instr(profile, media.name) > 0);
