-- A draft that no reader has seen holds no address: it keeps a placeholder, and its former addresses go.
DELETE FROM aliases WHERE article_id IN (SELECT id FROM articles WHERE state = 'draft' AND revision = 0);
UPDATE articles SET slug = ';' || id WHERE state = 'draft' AND revision = 0;
