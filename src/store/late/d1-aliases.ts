/** A slug tells the topic of an article, so that of a draft is not revealed. */
export const ALIAS_QUERY = `SELECT a.slug, CASE a.state WHEN 'scheduled' THEN a.due_at END AS due_at
  FROM aliases l JOIN articles a ON a.id = l.article_id WHERE l.alias = ?1 AND a.state <> 'draft'`;

export interface AliasRow {
  slug: string;
  due_at: number | null;
}

/** The slug that a former address leads to. */
export async function findAlias(db: D1Database, path: string, now: number): Promise<string | undefined> {
  const row = await db.prepare(ALIAS_QUERY).bind(path).first<AliasRow>();
  return row === null || (row.due_at ?? 0) > now ? undefined : row.slug;
}

const FORMER_FEED_QUERY = `SELECT f.value AS path FROM json_each(?1) AS asked CROSS JOIN site
  JOIN json_each(site.profile, '$.formerFeeds') AS f ON f.key = asked.value ORDER BY asked.key LIMIT 1`;

export async function findFormerFeed(db: D1Database, addresses: readonly string[]): Promise<string | undefined> {
  return (await db.prepare(FORMER_FEED_QUERY).bind(JSON.stringify(addresses)).first<{ path: string }>())?.path;
}
