-- Writing tools (Micropub): the tokens that they write with, and the articles whose stored edition the folder does not have yet.

CREATE TABLE app_tokens (
  -- SHA-256 of the token in hexadecimal digits; the token itself is stored nowhere.
  token_hash TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  -- JSON list.
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- The last use, to the day; NULL: never used.
  used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE tool_editions (
  article_id TEXT PRIMARY KEY REFERENCES articles (id),
  -- The name of the token that the edition was written with.
  tool TEXT NOT NULL,
  -- The content hash of the edition before, which the folder may have; NULL for an article that a tool created.
  base_hash TEXT
) STRICT, WITHOUT ROWID;
