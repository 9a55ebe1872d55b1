-- The sizes of pictures that the publisher's command has made. A size is as public as the picture's main size, which articles name:
-- the one for feeds and cards.
CREATE TABLE picture_sizes (
  main TEXT NOT NULL REFERENCES media (name) ON DELETE CASCADE,
  -- The main size has a row of its own.
  name TEXT NOT NULL REFERENCES media (name) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('main', 'set', 'thumbnail', 'moving')),
  -- The name of the file that they were made from, which may not be stored.
  original TEXT NOT NULL,
  recipe INTEGER NOT NULL,
  PRIMARY KEY (main, part, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX picture_sizes_name ON picture_sizes (name);
CREATE UNIQUE INDEX picture_sizes_main ON picture_sizes (original, recipe) WHERE part = 'main';

-- JSON: what the picture's own metadata say about it.
ALTER TABLE article_media ADD COLUMN texts TEXT;
