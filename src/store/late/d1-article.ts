import type { FeedLabel } from "../../feed/publishing/memberships.ts";
import type { ArticleSnapshot, Neighbour, Surroundings } from "../../feed/publishing/publication-store.ts";
import { IS_IN_MAIN } from "../lists/d1-periods.ts";
import { chooseRelated, RELATED_QUERY, type RelatedRow } from "../lists/d1-related.ts";
import {
  ARTICLE_COLUMNS,
  type ArticleRow,
  IS_LISTED_FEED,
  NEXT_DUE_QUERY,
  rowsOf,
  SITE_QUERY,
  type SiteRow,
  toNextDue,
  toRecord,
  toSite,
} from "../rows.ts";
import { ALIAS_QUERY, type AliasRow } from "./d1-aliases.ts";

const ARTICLE_QUERY = `SELECT ${ARTICLE_COLUMNS} FROM articles a WHERE a.slug = ?1`;

const FEEDS_QUERY = `SELECT f.feed AS name, f.title FROM articles a JOIN memberships m ON m.article_id = a.id
  JOIN feeds f ON f.feed = m.feed WHERE a.slug = ?1 AND ${IS_LISTED_FEED} ORDER BY f.feed`;

/** Ties go by the order in which articles were stored. */
const HERE = `here AS MATERIALIZED (SELECT a.rowid AS place, a.published_at FROM articles a WHERE a.slug = ?1 AND ${IS_IN_MAIN})`;

const PUBLISHED_HERE = "(SELECT published_at FROM here)";
const PLACE_HERE = "(SELECT place FROM here)";

/** No join with `here`, which would sort all articles of that side: so the index of dates gives the nearest first. */
function writeNeighbour(side: "<" | ">", order: "ASC" | "DESC", isNewer: 0 | 1): string {
  return `SELECT * FROM (SELECT a.slug, a.title, a.language, ${isNewer} AS is_newer FROM articles a
    WHERE a.published_at ${side}= ${PUBLISHED_HERE} AND (a.published_at <> ${PUBLISHED_HERE} OR a.rowid ${side} ${PLACE_HERE})
      AND ${IS_IN_MAIN}
    ORDER BY a.published_at ${order}, a.rowid ${order} LIMIT 1)`;
}

/** Both by the index of dates: at the same cost for any size of archive. */
export const NEIGHBOURS_QUERY = `WITH ${HERE} ${writeNeighbour("<", "DESC", 0)} UNION ALL ${writeNeighbour(">", "ASC", 1)}`;

/** Reads an article, its neighbours and what is related to it consistently, at the same cost for any size of archive. */
export async function findArticle(db: D1Database, slug: string): Promise<ArticleSnapshot> {
  const queries = [ARTICLE_QUERY, FEEDS_QUERY, ALIAS_QUERY, NEIGHBOURS_QUERY, RELATED_QUERY];
  const [site, due, article, feeds, alias, neighbours, related] = await db.batch([
    db.prepare(SITE_QUERY),
    db.prepare(NEXT_DUE_QUERY),
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
    surroundings: {
      ...toSurroundings(rowsOf<NeighbourRow>(neighbours), rowsOf<RelatedRow>(related)),
      nextDueAt: toNextDue(due),
    },
  };
}

type NeighbourRow = Neighbour & { readonly is_newer: number };

function toSurroundings(rows: readonly NeighbourRow[], related: readonly RelatedRow[]): Surroundings {
  const older = rows.find(({ is_newer }) => is_newer === 0);
  const newer = rows.find(({ is_newer }) => is_newer === 1);
  return { older, newer, related: chooseRelated(related, [older, newer]) };
}
