-- Push keeps states, not events: a topic's revision is its feed's head, a subscription has a cursor, and a delivery brings the
-- one to the other. Everything here can be found again by a sweep; the queue only says where to look sooner.

-- What a request tells the publishers' worker, for its cron and its queue, which have no request.
CREATE TABLE publication_settings (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  public_url TEXT NOT NULL,
  max_age_seconds INTEGER NOT NULL
) STRICT;

-- Since when a head is known to be committed: readers everywhere see it a few seconds later, and only then is it delivered.
CREATE TABLE push_heads (
  feed TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whoever speaks to a host holds its lease: so no host has two requests at once, and no subscription two deliveries.
CREATE TABLE callback_hosts (
  host TEXT PRIMARY KEY,
  lease TEXT,
  leased_until INTEGER NOT NULL DEFAULT 0,
  -- Until when a message for it is expected to be on its way; past that, the sweep sends another.
  queued_until INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
  -- Never used again, so that nothing late can touch another's row.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dialect TEXT NOT NULL CHECK (dialect IN ('websub', 'rsscloud')),
  feed TEXT NOT NULL,
  format TEXT NOT NULL,
  -- A capability: whoever knows it can speak to the subscriber. Never logged, never shown.
  callback TEXT NOT NULL,
  host TEXT NOT NULL,
  secret TEXT,
  verified_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- Counts verifications: a delivery that began before a renewal does not count as the first one after it.
  generation INTEGER NOT NULL DEFAULT 1,
  -- 1 until the first delivery after a verification: that one is whole.
  is_whole INTEGER NOT NULL DEFAULT 1,
  -- The revision that the subscriber has.
  cursor INTEGER NOT NULL,
  -- The revision that was tried last: at least the cursor. A head beyond it is due at once, whatever failed before.
  target INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_try_at INTEGER,
  -- An HTTP status, or what went wrong instead.
  last_status TEXT,
  next_try_at INTEGER,
  UNIQUE (feed, format, callback)
) STRICT;

CREATE INDEX subscriptions_behind ON subscriptions (feed, target);
CREATE INDEX subscriptions_retry ON subscriptions (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX subscriptions_host ON subscriptions (host);
CREATE INDEX subscriptions_expiry ON subscriptions (expires_at);

-- A version that a subscriber did not take after the last retry.
CREATE TABLE dead_letters (
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  status TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (subscription_id, revision)
) STRICT, WITHOUT ROWID;

-- What somebody asked for and the callback has not been asked about yet. One GET, then it is gone.
CREATE TABLE intents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dialect TEXT NOT NULL CHECK (dialect IN ('websub', 'rsscloud')),
  mode TEXT NOT NULL CHECK (mode IN ('subscribe', 'unsubscribe', 'denied')),
  -- NULL where the topic is none of ours, which is why it is denied.
  feed TEXT,
  format TEXT,
  topic TEXT NOT NULL,
  callback TEXT NOT NULL,
  host TEXT NOT NULL,
  lease_seconds INTEGER NOT NULL,
  secret TEXT,
  verify_token TEXT,
  reason TEXT,
  -- What the topic's head was when it was asked for: what changes while the callback is asked is not missed.
  cursor INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;

CREATE INDEX intents_host ON intents (host, due_at);
CREATE INDEX intents_due ON intents (due_at);

-- When strangers were, or will be, asked on somebody's behalf: by who asked, and by whom it bothers.
CREATE TABLE verification_slots (
  party TEXT NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;

CREATE INDEX verification_slots_party ON verification_slots (party, due_at);
