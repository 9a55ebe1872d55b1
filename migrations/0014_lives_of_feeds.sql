-- A feed that was shown does not end by itself: it is empty, or has moved to another feed, until its publisher retires it.

-- 1: `edgewire retire` ended it. It answers 410 while it has no entry.
ALTER TABLE feeds ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
-- The feed that has taken its place: every address of this one answers 301.
ALTER TABLE feeds ADD COLUMN successor TEXT;
