import type { FeedName } from "../../feed/feed-names.ts";
import type { TimeRange } from "../../feed/periods.ts";
import type { PublicNames } from "../../feed/publishing/publication-store.ts";
import { IS_IN_MAIN } from "../lists/d1-periods.ts";
import { rowsOf } from "../rows.ts";

export async function findLogRevision(db: D1Database): Promise<number> {
  return (await db.prepare(LOG_REVISION).first<{ revision: number }>())?.revision ?? 0;
}

const LOG_REVISION = "SELECT coalesce(max(revision), 0) AS revision FROM revisions";

/** More names than this are not held in an isolate's memory. */
const MAX_NAMES = 250_000;

/** A draft has no public name, nor has a scheduled article before it is due: how fast a 404 comes must not tell of them. */
const IS_PUBLIC = "(a.state IN ('published', 'expired', 'retracted') OR (a.state = 'scheduled' AND a.due_at <= ?1))";
const IS_PUBLIC_FEED =
  "(f.last_position > 0 OR f.declared = 1 OR f.next_due_at <= ?1 OR f.successor IS NOT NULL OR f.retired = 1)";

const ALL_SLUGS = `SELECT a.slug AS name FROM articles a WHERE ${IS_PUBLIC} LIMIT ${MAX_NAMES + 1}`;
const ALL_ALIASES = `SELECT l.alias AS name FROM aliases l JOIN articles a ON a.id = l.article_id WHERE ${IS_PUBLIC}
  LIMIT ${MAX_NAMES + 1}`;
const ALL_FEEDS = `SELECT f.feed AS name, f.last_position FROM feeds f WHERE ${IS_PUBLIC_FEED} LIMIT ${MAX_NAMES + 1}`;

/** Left to itself, SQLite walks an index of all articles, or of all revisions, in the order of ids. An article may come twice. */
const CHANGED = `(SELECT article_id FROM revisions NOT INDEXED WHERE revision > ?2 AND article_id IS NOT NULL
  UNION ALL SELECT id FROM articles INDEXED BY articles_due WHERE due_at <= ?1)`;

const NEW_SLUGS = `SELECT a.slug AS name FROM ${CHANGED} AS c CROSS JOIN articles a ON a.id = c.article_id WHERE ${IS_PUBLIC}`;
const NEW_ALIASES = `SELECT l.alias AS name FROM ${CHANGED} AS c CROSS JOIN articles a ON a.id = c.article_id
  CROSS JOIN aliases l ON l.article_id = a.id WHERE ${IS_PUBLIC}`;
/** A changed profile may declare any feed, and a feed outlives its last article. */
const NEW_FEEDS = `SELECT f.feed AS name, f.last_position FROM (
    SELECT m.feed FROM ${CHANGED} AS c CROSS JOIN memberships m ON m.article_id = c.article_id
    UNION SELECT feed FROM feeds WHERE revision > ?2
    UNION SELECT feed FROM feeds WHERE EXISTS (SELECT 1 FROM revisions WHERE revision > ?2 AND kind = 'profile')) AS n
  CROSS JOIN feeds f ON f.feed = n.feed WHERE ${IS_PUBLIC_FEED}`;

const FORMER_FEEDS = "SELECT f.key AS name FROM site, json_each(site.profile, '$.formerFeeds') AS f";

/** Two look-ups in the index of dates. */
const PUBLISHED_QUERY = `SELECT (SELECT min(published_at) FROM articles a WHERE ${IS_IN_MAIN}) AS "from",
  (SELECT max(published_at) FROM articles a WHERE ${IS_IN_MAIN}) AS until`;

const KEY_QUERY = "SELECT profile ->> '$.indexNow.key' AS name FROM site WHERE only_row = 1";

interface FeedRow {
  name: FeedName;
  last_position: number;
}

interface PublishedRow {
  from: number | null;
  until: number | null;
}

function toRange(row: PublishedRow | undefined): TimeRange | undefined {
  return row?.from == null || row.until === null ? undefined : { from: row.from, until: row.until };
}

/** The names that the public may know, as of one moment: all of them, or those of articles and feeds changed since a revision. */
export async function findNames(db: D1Database, since: number | undefined, now: number): Promise<PublicNames> {
  const queries = since === undefined ? [ALL_SLUGS, ALL_ALIASES, ALL_FEEDS] : [NEW_SLUGS, NEW_ALIASES, NEW_FEEDS];
  const values = since === undefined ? [now] : [now, since];
  const [log, key, published, formerFeeds, slugs, aliases, feeds] = await db.batch([
    db.prepare(LOG_REVISION),
    db.prepare(KEY_QUERY),
    db.prepare(PUBLISHED_QUERY),
    db.prepare(FORMER_FEEDS),
    ...queries.map((query) => db.prepare(query).bind(...values)),
  ]);
  const namesOf = (result: D1Result | undefined) => rowsOf<{ name: string }>(result).map(({ name }) => name);
  const [ownSlugs, ownAliases, ownFeeds] = [namesOf(slugs), namesOf(aliases), rowsOf<FeedRow>(feeds)];
  return {
    revision: rowsOf<{ revision: number }>(log)[0]?.revision ?? 0,
    isComplete: [ownSlugs, ownAliases, ownFeeds].every(({ length }) => length <= MAX_NAMES),
    slugs: ownSlugs,
    aliases: [...ownAliases, ...namesOf(formerFeeds)],
    feeds: ownFeeds.map(({ name, last_position }) => ({ name, lastPosition: last_position })),
    published: toRange(rowsOf<PublishedRow>(published)[0]),
    key: rowsOf<{ name: string | null }>(key)[0]?.name ?? undefined,
  };
}
