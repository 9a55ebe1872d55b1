-- Which articles are news is asked at every look at the news sitemap's head.
CREATE INDEX articles_published ON articles (published_at) WHERE state = 'published';

-- Who is told of changes besides the hub's own subscribers: hubs elsewhere, and search engines. A state, not events: telling
-- brings the cursor to the head, whatever happened in between.
CREATE TABLE channels (
  -- `index-now`, or `hub` and its address.
  channel TEXT PRIMARY KEY,
  -- Everything up to this revision has been told; where one revision means several messages, `place` is the last one told.
  cursor INTEGER NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  -- The head of the log as it was seen last, and when; once readers everywhere see it, it is the target.
  seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  target INTEGER NOT NULL,
  -- Failures in a row since the last message that was taken.
  failures INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL DEFAULT 0,
  -- One consumer at a time: until then another is at work.
  leased_until INTEGER NOT NULL DEFAULT 0,
  last_status TEXT
) STRICT, WITHOUT ROWID;
