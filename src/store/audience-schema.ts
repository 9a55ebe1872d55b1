/** SQLite of a Durable Object: synchronous, and not interleaved with other requests. */
export interface AudienceSql {
  all<Row>(query: string, ...values: SqlValue[]): Row[];
  run(query: string, ...values: SqlValue[]): void;
  /** All or nothing. */
  transact(work: () => void): void;
}

export type SqlValue = string | number | Uint8Array<ArrayBuffer>;

/**
 * Days are counted from 1970 (UTC), times are milliseconds. Of clients there are only sketches and marks, of the day that is not closed
 * yet; of agents only names from the table of agents.
 */
export const AUDIENCE_SCHEMA = `
  -- The key that clients are hashed under. Gone at midnight.
  CREATE TABLE IF NOT EXISTS daily_key (day INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;

  -- The last batch of each isolate that was taken in: the same one again changes nothing.
  CREATE TABLE IF NOT EXISTS isolates (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL, day INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS open_days (
    day INTEGER NOT NULL, feed TEXT NOT NULL, format TEXT NOT NULL, reader TEXT NOT NULL, kind TEXT NOT NULL,
    polls INTEGER NOT NULL, not_modified INTEGER NOT NULL, deltas INTEGER NOT NULL, unconditional INTEGER NOT NULL,
    rendered INTEGER NOT NULL, sketch BLOB NOT NULL,
    PRIMARY KEY (day, feed, format, reader)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS documents (
    feed TEXT NOT NULL, format TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (feed, format)
  ) STRICT, WITHOUT ROWID;

  -- Where names of aggregators were seen: for believing them, and nobody else.
  CREATE TABLE IF NOT EXISTS networks (
    reader TEXT NOT NULL, network INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
    last_hour INTEGER NOT NULL, hours INTEGER NOT NULL, is_usual INTEGER NOT NULL,
    PRIMARY KEY (reader, network)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS networks_by_hours ON networks (reader, hours DESC, first_at);
  CREATE INDEX IF NOT EXISTS networks_usual ON networks (reader, network) WHERE is_usual = 1;

  CREATE TABLE IF NOT EXISTS claims (
    feed TEXT NOT NULL, day INTEGER NOT NULL, reader TEXT NOT NULL, feed_id TEXT NOT NULL, network INTEGER NOT NULL,
    first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, usual INTEGER NOT NULL, votes INTEGER NOT NULL,
    highest INTEGER NOT NULL, polls INTEGER NOT NULL, conditional INTEGER NOT NULL,
    PRIMARY KEY (feed, day, reader, feed_id, network)
  ) STRICT, WITHOUT ROWID;

  -- The highest number that nobody believes.
  CREATE TABLE IF NOT EXISTS refused_claims (
    feed TEXT NOT NULL, day INTEGER NOT NULL, reader TEXT NOT NULL, subscribers INTEGER NOT NULL,
    PRIMARY KEY (feed, day, reader)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS first_fetches (
    feed TEXT NOT NULL, revision INTEGER NOT NULL, at INTEGER NOT NULL, reader TEXT NOT NULL,
    PRIMARY KEY (feed, revision)
  ) STRICT, WITHOUT ROWID;

  -- How often browsers opened an article's page: a number, and nothing of the clients.
  CREATE TABLE IF NOT EXISTS opens (
    day INTEGER NOT NULL, slug TEXT NOT NULL, opens INTEGER NOT NULL, PRIMARY KEY (day, slug)
  ) STRICT, WITHOUT ROWID;

  -- Clients that asked for bytes of an article's recordings on a day that is not closed yet: a mark under the day's key, and the
  -- ranges so far; none once the client has been counted.
  CREATE TABLE IF NOT EXISTS download_marks (
    day INTEGER NOT NULL, article TEXT NOT NULL, mark INTEGER NOT NULL, ranges TEXT NOT NULL,
    UNIQUE (day, article, mark)
  ) STRICT;

  -- How often the recordings of an article were downloaded, and how often by bots: numbers, and nothing of the clients.
  CREATE TABLE IF NOT EXISTS downloads (
    day INTEGER NOT NULL, article TEXT NOT NULL, downloads INTEGER NOT NULL, bots INTEGER NOT NULL,
    PRIMARY KEY (day, article)
  ) STRICT, WITHOUT ROWID;

  -- The account of days that are over: numbers, and names of readers.
  CREATE TABLE IF NOT EXISTS closed_days (
    feed TEXT NOT NULL, day INTEGER NOT NULL, part TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    people INTEGER NOT NULL, unverified INTEGER NOT NULL, polls INTEGER NOT NULL, not_modified INTEGER NOT NULL,
    deltas INTEGER NOT NULL, unconditional INTEGER NOT NULL, rendered INTEGER NOT NULL, saved_bytes INTEGER NOT NULL,
    PRIMARY KEY (feed, day, part, name)
  ) STRICT, WITHOUT ROWID;
`;
