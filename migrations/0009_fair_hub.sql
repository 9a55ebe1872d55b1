-- The hub shares what it does for strangers: slots by client and host, caps on subscriptions, and hosts by the speed they have shown.

-- The average time in which a host answers; NULL: it has not been asked yet.
ALTER TABLE callback_hosts ADD COLUMN answer_ms INTEGER;

-- Who asked for it: an IPv4 address, or the /48 of an IPv6 address. NULL: asked for before clients were counted.
ALTER TABLE subscriptions ADD COLUMN client TEXT;
-- When a re-subscription with another secret was last accepted for verification.
ALTER TABLE subscriptions ADD COLUMN secret_asked_at INTEGER;
ALTER TABLE intents ADD COLUMN client TEXT;

-- A topic that is not ours is refused in the answer: nothing is kept about it.
DELETE FROM intents WHERE mode = 'denied';

-- One row for all verifications of a party at one time. The slots of the former table are over in two minutes.
DROP TABLE verification_slots;
CREATE TABLE verification_slots (
  party TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  PRIMARY KEY (party, due_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX verification_slots_due ON verification_slots (due_at);

-- Subscriptions and intents to subscribe: in all, by host and by client. Kept by triggers, so that a cap costs one look-up.
CREATE TABLE subscription_counts (
  party TEXT PRIMARY KEY,
  taken INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO subscription_counts (party, taken)
  SELECT 'all', count(*) FROM subscriptions HAVING count(*) > 0
  UNION ALL SELECT 'host ' || host, count(*) FROM subscriptions GROUP BY host;

-- An intent that waited while this ran is counted here, as its removal will be.
INSERT INTO subscription_counts (party, taken)
  SELECT party, count(*) FROM (
    SELECT 'all' AS party FROM intents WHERE mode = 'subscribe'
    UNION ALL SELECT 'host ' || host FROM intents WHERE mode = 'subscribe') WHERE true GROUP BY party
  ON CONFLICT (party) DO UPDATE SET taken = taken + excluded.taken;

CREATE TRIGGER subscriptions_counted AFTER INSERT ON subscriptions BEGIN INSERT INTO subscription_counts (party, taken) VALUES ('all', 1), ('host ' || new.host, 1), ('client ' || coalesce(new.client, ''), 1) ON CONFLICT (party) DO UPDATE SET taken = taken + 1; END;

CREATE TRIGGER subscriptions_uncounted AFTER DELETE ON subscriptions BEGIN UPDATE subscription_counts SET taken = taken - 1 WHERE party IN ('all', 'host ' || old.host, 'client ' || coalesce(old.client, '')); END;

CREATE TRIGGER intents_counted AFTER INSERT ON intents WHEN new.mode = 'subscribe' BEGIN INSERT INTO subscription_counts (party, taken) VALUES ('all', 1), ('host ' || new.host, 1), ('client ' || coalesce(new.client, ''), 1) ON CONFLICT (party) DO UPDATE SET taken = taken + 1; END;

CREATE TRIGGER intents_uncounted AFTER DELETE ON intents WHEN old.mode = 'subscribe' BEGIN UPDATE subscription_counts SET taken = taken - 1 WHERE party IN ('all', 'host ' || old.host, 'client ' || coalesce(old.client, '')); END;

CREATE TRIGGER subscription_counts_forgotten AFTER UPDATE ON subscription_counts WHEN new.taken <= 0 BEGIN DELETE FROM subscription_counts WHERE party = new.party; END;

-- The names that articles have gained since a revision: asked while strangers ask for addresses that do not exist.
CREATE INDEX IF NOT EXISTS aliases_article ON aliases (article_id);
