-- A publication is a log of article revisions; a feed is a named selection of that log.
-- Times are milliseconds since the epoch, UTC. Large columns stand last, so that listings never read their pages.

CREATE TABLE site (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  -- Part of every epoch. Renew it after a restore, so that a rebuilt store can never repeat an ETag.
  database_id TEXT NOT NULL,
  -- The tagging entity of minted feed ids (RFC 4151): kept from the first profile, so ids survive a new domain.
  authority TEXT,
  profile_hash TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  -- While a changed profile is applied to stored articles: the last key done. NULL when nothing is left to do.
  recomputed_key TEXT,
  profile TEXT
) STRICT;

INSERT INTO site (only_row, database_id, profile_hash, changed_at) VALUES (1, lower(hex(randomblob(8))), '', 0);

CREATE TABLE revisions (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('publish', 'update', 'minor', 'correct', 'retract', 'restore', 'expire', 'profile')),
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX revisions_article ON revisions (article_id);

CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('draft', 'scheduled', 'published', 'expired', 'retracted')),
  revision INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  expires_at INTEGER,
  -- When the state changes by itself next: a scheduled article's publication, a published one's expiry.
  due_at INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'markdown', 'html')),
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  canonical_url TEXT,
  -- JSON: { authors, categories, tags, image, corrections }
  facets TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  -- The file as it came, so that a changed profile can be applied without asking for it again.
  source TEXT NOT NULL
) STRICT;

CREATE INDEX articles_due ON articles (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE memberships (
  feed TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  -- The order of becoming visible, dense within a feed; NULL until then.
  position INTEGER,
  due_at INTEGER,
  PRIMARY KEY (feed, article_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX memberships_position ON memberships (feed, position) WHERE position IS NOT NULL;
CREATE INDEX memberships_due ON memberships (feed, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX memberships_article ON memberships (article_id);

-- The head of each feed.
CREATE TABLE feeds (
  feed TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL,
  next_due_at INTEGER,
  count INTEGER NOT NULL DEFAULT 0,
  last_position INTEGER NOT NULL DEFAULT 0,
  -- The last revision at which an entry left other than by age, or was taken back: a delta from before it would keep that entry
  -- alive, and a rendering from before it may not go out again when the store fails.
  departed_revision INTEGER NOT NULL DEFAULT 0,
  -- 1 while the profile names the feed: it then exists without any article.
  declared INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The last change of each archive page of 25 positions (RFC 5005 §4): a page has a head of its own, and keeps its bytes until
-- one of its articles changes or the page after it closes.
CREATE TABLE archive_pages (
  feed TEXT NOT NULL,
  page INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (feed, page)
) STRICT, WITHOUT ROWID;

CREATE TABLE aliases (
  -- An old slug, or an old path beginning with '/'.
  alias TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE media (
  name TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE article_media (
  article_id TEXT NOT NULL REFERENCES articles (id),
  -- The path by which the article's file names the image; empty for its cover.
  path TEXT NOT NULL,
  name TEXT NOT NULL REFERENCES media (name),
  PRIMARY KEY (article_id, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_media_name ON article_media (name);
