-- What decides a document's bytes besides revision and profile (renderer, PUBLIC_URL, settings, database id), and since when a date
-- proves anything under it. Read with the site's row, so that a poll reads nothing more.
-- '' means that no document has been rendered yet: no reader holds a date from before.
ALTER TABLE site ADD COLUMN epoch_mark TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN epoch_since INTEGER NOT NULL DEFAULT 0;
UPDATE site SET epoch_mark = 'before this column' WHERE profile IS NOT NULL;

-- When the edition that is stored was made, as its publisher says: an older one is refused. NULL: the publisher did not say.
ALTER TABLE site ADD COLUMN edition_at INTEGER;
ALTER TABLE articles ADD COLUMN edition_at INTEGER;

-- A statement of a batch refuses the whole batch: INSERT INTO refusals (reason) SELECT 'conflict' WHERE …
CREATE VIEW refusals (reason) AS SELECT '' WHERE 0;

CREATE TRIGGER refuse INSTEAD OF INSERT ON refusals BEGIN
  SELECT CASE NEW.reason
    WHEN 'conflict' THEN RAISE(ABORT, 'edgewire refuses: conflict')
    WHEN 'slug-taken' THEN RAISE(ABORT, 'edgewire refuses: slug-taken')
    WHEN 'id-taken' THEN RAISE(ABORT, 'edgewire refuses: id-taken')
    ELSE RAISE(ABORT, 'edgewire refuses: unknown')
  END;
END;
