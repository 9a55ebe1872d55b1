-- Which articles are news is asked at every look at the news sitemap's head.
CREATE INDEX articles_published ON articles (published_at) WHERE state = 'published';
