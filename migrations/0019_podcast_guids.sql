-- The guid of each podcast by its feed, kept for life: it stays when the podcast's address or its name changes, and when `podcast:` is
-- taken out of site.yaml and comes back (feed/publishing/settle-podcast-guids.ts).
CREATE TABLE podcast_guids (
  feed TEXT NOT NULL PRIMARY KEY,
  guid TEXT NOT NULL
) WITHOUT ROWID;
