import type { FeedLabel } from "../feed/publishing/memberships.ts";
import type { ArticleSnapshot, Neighbour, Surroundings } from "../feed/publishing/publication-store.ts";
import {
  ARTICLE_COLUMNS,
  type ArticleRow,
  IS_LISTED_FEED,
  rowsOf,
  SITE_QUERY,
  type SiteRow,
  toRecord,
  toSite,
  writePageOf,
} from "./rows.ts";

const ARTICLE_QUERY = `SELECT ${ARTICLE_COLUMNS} FROM articles a WHERE a.slug = ?1`;

const FEEDS_QUERY = `SELECT f.feed AS name, f.title FROM articles a JOIN memberships m ON m.article_id = a.id
  JOIN feeds f ON f.feed = m.feed WHERE a.slug = ?1 AND ${IS_LISTED_FEED} ORDER BY f.feed`;

/** A slug tells the topic of an article, so that of a draft is not revealed. */
export const ALIAS_QUERY = `SELECT a.slug, CASE a.state WHEN 'scheduled' THEN a.due_at END AS due_at
  FROM aliases l JOIN articles a ON a.id = l.article_id WHERE l.alias = ?1 AND a.state <> 'draft'`;

export interface AliasRow {
  slug: string;
  due_at: number | null;
}

const HERE = `WITH here AS (SELECT m.position, a.published_at FROM articles a
  JOIN memberships m ON m.feed = 'main' AND m.article_id = a.id WHERE a.slug = ?1)`;

/**
 * The distance in positions within which a neighbour is searched: past retracted articles, and articles published out of the
 * order of their dates.
 */
const REACH = 10;

const NEIGHBOURS_QUERY = `${HERE} SELECT a.slug, a.title, a.language,
    (a.published_at, m.position) > (here.published_at, here.position) AS is_newer
  FROM here JOIN memberships m ON m.feed = 'main' AND m.position BETWEEN here.position - ${REACH} AND here.position + ${REACH}
  JOIN articles a ON a.id = m.article_id
  WHERE a.state = 'published' AND m.position <> here.position
  ORDER BY abs(a.published_at - here.published_at), abs(m.position - here.position)`;

/** Any change of an article updates the head of its archive page, even before the page closes, and no head ever goes back. */
const SURROUNDINGS_QUERY = `${HERE} SELECT max(p.revision) AS revision, max(p.changed_at) AS changed_at
  FROM here JOIN archive_pages p ON p.feed = 'main' AND p.page BETWEEN
    ${writePageOf(`here.position - ${REACH}`)} AND ${writePageOf(`here.position + ${REACH}`)}`;

/** Reads an article and its neighbours consistently, at the same cost for any size of archive. */
export async function findArticle(db: D1Database, slug: string): Promise<ArticleSnapshot> {
  const queries = [ARTICLE_QUERY, FEEDS_QUERY, ALIAS_QUERY, NEIGHBOURS_QUERY, SURROUNDINGS_QUERY];
  const [site, article, feeds, alias, neighbours, pages] = await db.batch([
    db.prepare(SITE_QUERY),
    ...queries.map((query) => db.prepare(query).bind(slug)),
  ]);
  const [row] = rowsOf<ArticleRow>(article);
  if (row === undefined) {
    const [old] = rowsOf<AliasRow>(alias);
    return old === undefined
      ? { found: "nothing" }
      : { found: "alias", slug: old.slug, dueAt: old.due_at ?? undefined };
  }
  return {
    found: "article",
    site: toSite(rowsOf<SiteRow>(site)[0]),
    record: toRecord(row),
    feeds: rowsOf<FeedLabel>(feeds),
    surroundings: toSurroundings(rowsOf<NeighbourRow>(neighbours), rowsOf<PagesRow>(pages)[0]),
  };
}

type NeighbourRow = Neighbour & { readonly is_newer: number };

interface PagesRow {
  readonly revision: number | null;
  readonly changed_at: number | null;
}

function toSurroundings(rows: readonly NeighbourRow[], pages: PagesRow | undefined): Surroundings {
  return {
    older: rows.find(({ is_newer }) => is_newer === 0),
    newer: rows.find(({ is_newer }) => is_newer === 1),
    revision: pages?.revision ?? 0,
    changedAt: pages?.changed_at ?? 0,
  };
}
