-- Which version of the readers stored articles were last read with. A newer one reads their sources again, in the walk that a
-- changed profile takes (recomputed_key). Articles stored before this column were read with version 1.
ALTER TABLE site ADD COLUMN reader_version TEXT NOT NULL DEFAULT '1';

-- Articles that a walk took out of every output, for the publisher: their files say that readers shall not see them. A row counts
-- while the article's content is that of the walk.
CREATE TABLE held_back (
  key TEXT PRIMARY KEY,
  content_hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  message TEXT NOT NULL
) STRICT, WITHOUT ROWID;
