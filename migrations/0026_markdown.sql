-- The article's text as Markdown, where it was written so and a feed shows it (`markdown: yes` in site.yaml). NULL otherwise, and for
-- what was stored before, until it is read again.
ALTER TABLE articles ADD COLUMN markdown TEXT;
