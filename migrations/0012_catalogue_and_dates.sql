-- A feed has two numbers. `revision` moves with all that its documents' bytes depend on, the links into its archive included; this
-- one with its entries, as subscribers are told of them: not with an article that was saved quietly.
ALTER TABLE feeds ADD COLUMN entries_revision INTEGER NOT NULL DEFAULT 0;
UPDATE feeds SET entries_revision = revision;

-- When the set of its entries, or the substance of one of them, last changed. NULL: not since this column; then the newest entry's
-- date counts.
ALTER TABLE feeds ADD COLUMN contents_at INTEGER;
-- The same of an archive page: not when the page after it closed.
ALTER TABLE archive_pages ADD COLUMN contents_at INTEGER;

-- The head of everything that lists feeds or articles: it moves with every revision of the log. In the site's row, so that reading it
-- costs nothing more.
ALTER TABLE site ADD COLUMN catalogue_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE site ADD COLUMN catalogue_changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE site ADD COLUMN catalogue_departed_revision INTEGER NOT NULL DEFAULT 0;
UPDATE site SET
  catalogue_revision = (SELECT coalesce(max(revision), 0) FROM revisions),
  catalogue_changed_at = (SELECT coalesce(max(changed_at), 0) FROM feeds),
  catalogue_departed_revision = (SELECT coalesce(max(departed_revision), 0) FROM feeds);

-- The revision with which an article was saved quietly: an import, or an article of long ago. While it is the article's own revision,
-- no delta and no delivery names the article as news.
ALTER TABLE articles ADD COLUMN quiet_revision INTEGER;

-- The date as the article's file has it: only where that differs has its publisher moved the date. NULL: stored before this column.
ALTER TABLE articles ADD COLUMN written_date TEXT;

-- The archive page that is filling has an address, also while it has no article yet.
INSERT INTO archive_pages (feed, page, revision, changed_at)
  SELECT feed, last_position / 25 + 1, revision, changed_at FROM feeds WHERE last_position > 0 AND last_position % 25 = 0
  ON CONFLICT (feed, page) DO NOTHING;
