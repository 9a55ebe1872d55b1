import { MAX_PERIOD_ARTICLES, type TimeRange } from "../../feed/periods.ts";
import type { DatedArticle, PeriodSnapshot } from "../../feed/publishing/publication-store.ts";
import { NEXT_DUE_QUERY, rowsOf, SITE_QUERY, type SiteRow, toNextDue, toSite } from "../rows.ts";

/** Public and in the main feed: articles in no feed are in no list by date. In the words of migration 0021, whose index this finds. */
export const IS_IN_MAIN = "a.state = 'published' AND a.facets ->> '$.feeds' IS NOT 'none'";

const ARTICLES_QUERY = `SELECT a.slug, a.title, a.language, a.published_at AS publishedAt FROM articles a
  WHERE a.published_at >= ?1 AND a.published_at < ?2 AND ${IS_IN_MAIN}
  ORDER BY a.published_at DESC, a.rowid DESC LIMIT ${MAX_PERIOD_ARTICLES}`;

const FILLED_QUERY = `SELECT j.key AS place FROM json_each(?1) j WHERE EXISTS (SELECT 1 FROM articles a
  WHERE a.published_at >= j.value ->> 'from' AND a.published_at < j.value ->> 'until' AND ${IS_IN_MAIN}) ORDER BY j.key`;

const EARLIER_QUERY = `SELECT a.published_at AS at FROM articles a WHERE a.published_at < ?1 AND ${IS_IN_MAIN}
  ORDER BY a.published_at DESC LIMIT 1`;
const LATER_QUERY = `SELECT a.published_at AS at FROM articles a WHERE a.published_at >= ?1 AND ${IS_IN_MAIN}
  ORDER BY a.published_at LIMIT 1`;

/** One consistent look at successive months; for the page of a single month with its articles. All of it by the index of dates. */
export async function findPeriod(
  db: D1Database,
  ranges: readonly TimeRange[],
  parts: "head" | "page",
): Promise<PeriodSnapshot> {
  const from = ranges[0]?.from ?? 0;
  const until = ranges.at(-1)?.until ?? from;
  const [site, due, filled, earlier, later, articles] = await db.batch([
    db.prepare(SITE_QUERY),
    db.prepare(NEXT_DUE_QUERY),
    db.prepare(FILLED_QUERY).bind(JSON.stringify(ranges)),
    db.prepare(EARLIER_QUERY).bind(from),
    db.prepare(LATER_QUERY).bind(until),
    ...(parts === "page" && ranges.length === 1 ? [db.prepare(ARTICLES_QUERY).bind(from, until)] : []),
  ]);
  const places = rowsOf<{ place: number }>(filled).map(({ place }) => place);
  return {
    site: toSite(rowsOf<SiteRow>(site)[0]),
    nextDueAt: toNextDue(due),
    filled: ranges.map((_, place) => places.includes(place)),
    earlierAt: rowsOf<{ at: number }>(earlier)[0]?.at,
    laterAt: rowsOf<{ at: number }>(later)[0]?.at,
    articles: rowsOf<DatedArticle>(articles),
  };
}
