-- Neighbours, months and the news sitemap are found by date among the articles of the main feed. The index holds those alone: before,
-- a look-up read every article outside the feeds (`feeds: none`) between two that are in them.
DROP INDEX articles_published;
CREATE INDEX articles_listed ON articles (published_at) WHERE state = 'published' AND facets ->> '$.feeds' IS NOT 'none';
