-- The dialect of an article's text where `kind` alone does not tell how it is read: 'mdx' for Markdown with JSX.
ALTER TABLE articles ADD COLUMN dialect TEXT;

-- 1: this former address gives way to any article that takes it as its slug, or as a former address of its own.
ALTER TABLE aliases ADD COLUMN yields INTEGER NOT NULL DEFAULT 0;
