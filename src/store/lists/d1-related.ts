import type { ArticleImage } from "../../article/article.ts";
import type { DatedArticle } from "../../feed/publishing/publication-store.ts";

/** A page shows three; two more are found, since neighbours are left out. */
const RELATED = 5;
/** An article has up to 30 tags: so many of its labels are looked at, and of each so many of the newest articles. */
const LABELS = 6;
const NEWEST_OF_A_LABEL = 6;

/**
 * The articles that share the most labels with an article, the newest first among equals; a tag counts twice a category, which has
 * many articles. Of each label only the head of its window is read, by index: 36 memberships at most, for any size of archive.
 */
export const RELATED_QUERY = `WITH here AS MATERIALIZED (SELECT a.id FROM articles a WHERE a.slug = ?1 AND a.state = 'published'
  ), labels AS MATERIALIZED (
    SELECT m.feed, CASE WHEN m.feed >= 'tags/' THEN 2 ELSE 1 END AS weight FROM memberships m
    WHERE m.article_id = (SELECT id FROM here)
      AND (m.feed BETWEEN 'tags/' AND 'tags0' OR m.feed BETWEEN 'categories/' AND 'categories0')
    ORDER BY weight DESC, m.feed LIMIT ${LABELS}
  ), candidates AS MATERIALIZED (
    SELECT c.value AS id, sum(l.weight) AS score FROM labels l CROSS JOIN json_each((SELECT json_group_array(article_id) FROM (
      SELECT m.article_id FROM memberships m WHERE m.feed = l.feed AND m.visible_order IS NOT NULL
      ORDER BY m.visible_order DESC, m.position DESC LIMIT ${NEWEST_OF_A_LABEL}))) c
    GROUP BY c.value)
  SELECT a.slug, a.title, a.language, a.published_at AS publishedAt, a.facets -> '$.image' AS image FROM candidates c CROSS JOIN articles a ON a.id = c.id
  WHERE a.state = 'published' AND a.slug <> ?1 ORDER BY c.score DESC, a.published_at DESC, a.rowid DESC LIMIT ${RELATED}`;

const SHOWN = 3;

export type RelatedRow = Omit<DatedArticle, "image"> & { readonly image: string | null };

/** Without those that the page names as its neighbours. */
export function chooseRelated(
  rows: readonly RelatedRow[],
  neighbours: readonly (Pick<DatedArticle, "slug"> | undefined)[],
): readonly DatedArticle[] {
  return rows
    .filter(({ slug }) => !neighbours.some((neighbour) => neighbour?.slug === slug))
    .slice(0, SHOWN)
    .map(({ image, ...row }) => ({ ...row, ...(image !== null && { image: JSON.parse(image) as ArticleImage }) }));
}
