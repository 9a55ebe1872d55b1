import type { ArticleRecord } from "../../article/article-record.ts";
import type { Site } from "../../feed/publishing/publication-store.ts";
import type { FollowedArticle, SearchHit, SearchSource } from "../../search/search-index.ts";
import { IS_IN_MAIN } from "../lists/d1-periods.ts";
import { ARTICLE_COLUMNS, type ArticleRow, rowsOf, SITE_QUERY, type SiteRow, toRecord, toSite } from "../rows.ts";

/** As many articles as one step of the index reads: their texts are in memory together. */
const STEP = 40;

/** Texts that readers do not see are not even read. An embargo that is over is noted when it is announced. */
const FOLLOWED_COLUMNS = `a.rowid AS place, a.revision, a.published_at, a.expires_at, ${IS_IN_MAIN} AS is_public,
  CASE WHEN ${IS_IN_MAIN} THEN a.title END AS title, CASE WHEN ${IS_IN_MAIN} THEN a.summary END AS summary,
  CASE WHEN ${IS_IN_MAIN} THEN a.text END AS text`;

const NEXT_REVISIONS = `SELECT revision, article_id FROM revisions WHERE revision > ?1 ORDER BY revision LIMIT ${STEP}`;

const CHANGED = `SELECT ${FOLLOWED_COLUMNS} FROM (SELECT DISTINCT article_id FROM (${NEXT_REVISIONS})) r
  JOIN articles a ON a.id = r.article_id`;

const OLDER = `SELECT ${FOLLOWED_COLUMNS} FROM articles a
  WHERE a.published_at <= ?1 AND (a.published_at < ?1 OR a.rowid < ?2) AND ${IS_IN_MAIN}
  ORDER BY a.published_at DESC, a.rowid DESC LIMIT ${STEP}`;

interface FollowedRow {
  readonly place: number;
  readonly revision: number;
  readonly published_at: number;
  readonly expires_at: number | null;
  readonly is_public: number;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
}

function toFollowed(row: FollowedRow): FollowedArticle {
  const texts = { title: row.title ?? "", summary: row.summary ?? "", text: row.text ?? "" };
  return {
    place: row.place,
    revision: row.revision,
    publishedAt: row.published_at,
    expiresAt: row.expires_at ?? undefined,
    texts: row.is_public === 1 ? texts : undefined,
  };
}

export function createSearchSource(db: D1Database): SearchSource {
  return {
    async readLog() {
      const row = await db
        .prepare("SELECT database_id, (SELECT coalesce(max(revision), 0) FROM revisions) AS revision FROM site")
        .first<{ database_id: string; revision: number }>();
      return { databaseId: row?.database_id ?? "", revision: row?.revision ?? 0 };
    },
    async listChanged(after) {
      const [revisions, changed] = await db.batch([
        db.prepare(NEXT_REVISIONS).bind(after),
        db.prepare(CHANGED).bind(after),
      ]);
      const last = rowsOf<{ revision: number }>(revisions).at(-1);
      return { articles: rowsOf<FollowedRow>(changed).map(toFollowed), revision: last?.revision ?? after };
    },
    async listOlder({ publishedAt, place }) {
      const { results } = await db.prepare(OLDER).bind(publishedAt, place).all<FollowedRow>();
      return results.map(toFollowed);
    },
  };
}

/** The store has the last word: what has left it, or is not the revision that was found, is no result. */
const FOUND = `SELECT ${ARTICLE_COLUMNS} FROM json_each(?1) j CROSS JOIN articles a ON a.rowid = j.value ->> 'place'
  WHERE a.revision = j.value ->> 'revision' AND ${IS_IN_MAIN} AND (a.expires_at IS NULL OR a.expires_at > ?2)
  ORDER BY j.key`;

export interface FoundArticles {
  readonly site: Site;
  readonly records: readonly ArticleRecord[];
}

/** The articles of these hits that readers may see, in the same order. */
export async function readHits(db: D1Database, hits: readonly SearchHit[], now: number): Promise<FoundArticles> {
  const [site, found] = await db.batch([db.prepare(SITE_QUERY), db.prepare(FOUND).bind(JSON.stringify(hits), now)]);
  return { site: toSite(rowsOf<SiteRow>(site)[0]), records: rowsOf<ArticleRow>(found).map(toRecord) };
}
