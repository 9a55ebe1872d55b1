-- Where an article's links to other files of the publication lead, as its publisher resolved them: a changed profile reads the
-- article again without its folder.
CREATE TABLE article_links (
  article_id TEXT NOT NULL REFERENCES articles (id),
  -- As the article has it, decoded, without query and fragment: `other.md`, `[[Other]]`.
  link TEXT NOT NULL,
  slug TEXT NOT NULL,
  PRIMARY KEY (article_id, link)
) STRICT, WITHOUT ROWID;
