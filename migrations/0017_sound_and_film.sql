-- What the command has measured of a recording, as JSON: duration, bitrate, size, title, chapters. NULL for other files.
ALTER TABLE media ADD COLUMN measures TEXT;

-- Recordings on their way into the bucket, in parts of one size but for the last. R2 cannot list the parts of an upload.
CREATE TABLE uploads (
  -- The name that the stored file will have.
  name TEXT PRIMARY KEY,
  -- R2's id of the multipart upload.
  upload_id TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  part_bytes INTEGER NOT NULL,
  measures TEXT,
  -- When it began or its last part came. The cron drops an upload that is not continued.
  touched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX uploads_touched ON uploads (touched_at);

CREATE TABLE upload_parts (
  name TEXT NOT NULL REFERENCES uploads (name) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  -- R2 wants it when the parts are joined.
  etag TEXT NOT NULL,
  PRIMARY KEY (name, number)
) STRICT, WITHOUT ROWID;
