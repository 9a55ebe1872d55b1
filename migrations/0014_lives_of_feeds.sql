-- A feed that was shown does not end by itself: it is empty, or has moved to another feed, until its publisher retires it.

-- 1: `edgewire retire` ended it. It answers 410 while it has no entry.
ALTER TABLE feeds ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
-- The feed that has taken its place: every address of this one answers 301.
ALTER TABLE feeds ADD COLUMN successor TEXT;

-- The authority of feed ids is kept once the publication is public. A store that was on its owner's machine alone keeps none.
UPDATE site SET authority = NULL WHERE NOT EXISTS (
  SELECT 1 FROM publication_settings
  WHERE public_url NOT GLOB 'http://localhost*' AND public_url NOT GLOB 'http://127.*' AND public_url NOT GLOB 'http://[[]*');
