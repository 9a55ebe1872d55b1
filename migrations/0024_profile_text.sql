-- site.yaml as it came, comments and all: a backup gives it back. NULL until it is published again.
ALTER TABLE site ADD COLUMN source TEXT;
