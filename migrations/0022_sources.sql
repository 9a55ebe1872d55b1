-- Publications elsewhere that this one follows (`sources` of site.yaml), and the entries that they have shown.

CREATE TABLE sources (
  name TEXT PRIMARY KEY,
  -- Its setting in site.yaml, JSON: another address begins it again, any other change makes the next poll unconditional.
  rule TEXT NOT NULL,
  -- How far it is followed, JSON: validators, pace, failures.
  state TEXT NOT NULL DEFAULT '{}',
  next_at INTEGER NOT NULL DEFAULT 0,
  leased_until INTEGER NOT NULL DEFAULT 0,
  -- When its staged entries last had their turn to be published.
  worked_at INTEGER NOT NULL DEFAULT 0,
  -- Signs the webhooks that the source sends.
  secret TEXT NOT NULL,
  -- The subscription at its hub, JSON, and when it is to be asked for again.
  subscription TEXT,
  renew_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_next ON sources (next_at);
CREATE INDEX sources_renew ON sources (renew_at) WHERE renew_at IS NOT NULL;

CREATE TABLE source_entries (
  -- `sources/<name>/<digest of its first id>`: the key of its article.
  key TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  id_digest TEXT NOT NULL,
  -- What it is known by where its id changes; NULL where it shares that with others.
  link TEXT,
  -- The address of its page as the source writes it.
  page TEXT,
  title_day TEXT,
  -- The digest of its contents; ids and dates stay out, and never change.
  hash TEXT NOT NULL,
  slug TEXT,
  published_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  problem TEXT,
  -- The entry that is still to be published, JSON: written with the reading that found it, so that no kill loses it.
  pending TEXT,
  is_quiet INTEGER NOT NULL DEFAULT 0,
  -- Since when the source no longer lists it though older ones are listed, and when its page was first found to be gone.
  missing_since INTEGER,
  gone_at INTEGER,
  checked_at INTEGER,
  -- When its source took it back; NULL again once a later poll has not found it: until then a poll may be reading an older copy.
  withdrawn_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX source_entries_id ON source_entries (id_digest);
CREATE INDEX source_entries_link ON source_entries (link) WHERE link IS NOT NULL;
CREATE INDEX source_entries_title ON source_entries (title_day) WHERE title_day IS NOT NULL;
CREATE INDEX source_entries_pending ON source_entries (source, published_at, key) WHERE pending IS NOT NULL;
CREATE INDEX source_entries_dates ON source_entries (source, published_at);
CREATE INDEX source_entries_withdrawn ON source_entries (source) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX source_entries_missing ON source_entries (checked_at) WHERE missing_since IS NOT NULL;
