-- What the hub sent, for the dashboard: days are counted since 1970, in UTC.
CREATE TABLE delivery_days (
  day INTEGER PRIMARY KEY,
  -- Taken by a subscriber.
  delivered INTEGER NOT NULL,
  -- Tries that nobody took, whether or not a later one was.
  failed INTEGER NOT NULL
) STRICT;
