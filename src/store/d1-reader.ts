import { DEFAULT_WINDOW_SIZE } from "../feed/build-feed.ts";
import type { FeedName } from "../feed/feed-names.ts";
import type {
  EpochRecord,
  FeedHeadRow,
  ListedSnapshot,
  Listing,
  PublicationReader,
  Site,
  Texts,
} from "../feed/publishing/publication-store.ts";
import {
  type EntryRow,
  FEED_COLUMNS,
  type FeedRow,
  HEAD_QUERY,
  IS_LISTED_FEED,
  LISTED_COLUMNS,
  NEXT_DUE_QUERY,
  rowsOf,
  SITE_QUERY,
  type SiteRow,
  toEntry,
  toHead,
  toNextDue,
  toSite,
  toSiteAndHead,
} from "./rows.ts";

/** Readers' side of the store. Every method is one round trip, and sees one state of the database. */
export function createReader(db: D1Database): PublicationReader {
  return {
    findHead: (name) => findHead(db, name),
    findCatalogue: () => findCatalogue(db),
    findSnapshot: (name, listing, texts) => findSnapshot(db, name, listing, texts),
    recordEpoch: (next, former) => recordEpoch(db, next, former),
    findArchive: async (name, page) => (await loadLateReads()).findArchive(db, name, page),
    findArchiveHead: async (name, page) => (await loadLateReads()).findArchiveHead(db, name, page),
    findArticle: async (slug) => (await loadLateReads()).findArticle(db, slug),
    findPeriod: async (months, parts) => (await loadLateReads()).findPeriod(db, months, parts),
    findMediaState: async (name, now) => (await loadLateReads()).findMediaState(db, name, now),
    noteLostMedium: async (name, now) => (await loadLateReads()).noteLostMedium(db, name, now),
    findAlias: async (path, now) => (await loadLateReads()).findAlias(db, path, now),
    findFormerFeed: async (addresses) => (await loadLateReads()).findFormerFeed(db, addresses),
    announceDue: async (now) => (await loadLateReads()).announceDue(db, now),
    findLogRevision: async () => (await loadLateReads()).findLogRevision(db),
    findNames: async (since, now) => (await loadLateReads()).findNames(db, since, now),
  };
}

type LateReads = typeof import("./late/late-reads.ts");

let lateReads: Promise<LateReads> | undefined;

/** The statements that polls of feeds seldom need: an isolate starts without them. */
function loadLateReads(): Promise<LateReads> {
  lateReads ??= import("./late/late-reads.ts");
  return lateReads;
}

export async function readSite(db: D1Database): Promise<Site> {
  return toSite((await db.prepare(SITE_QUERY).first<SiteRow>()) ?? undefined);
}

async function findHead(db: D1Database, name: FeedName): Promise<{ site: Site; head: FeedHeadRow | undefined }> {
  const [site, head] = await db.batch([db.prepare(SITE_QUERY), db.prepare(HEAD_QUERY).bind(name)]);
  return toSiteAndHead(site, head);
}

/**
 * The window is the newest so many entries by `visible_order`; migration 0011 says which have none. How many, the profile says: read in the
 * same transaction, since the epoch names that profile.
 */
const WINDOW_QUERY = `WITH rule AS MATERIALIZED (
    SELECT value ->> 'windowSize' AS size, value ->> 'content' AS content, value ->> 'hasMarkdown' AS has_markdown
    FROM site, json_each(site.profile, '$.feeds')
    WHERE 'feeds/' || (value ->> 'name') = ?1
  ), size AS MATERIALIZED (
    SELECT coalesce((SELECT size FROM rule), ?2) AS size
  ), newest AS MATERIALIZED (
    SELECT article_id, visible_order, position FROM memberships WHERE feed = ?1 AND visible_order IS NOT NULL
    ORDER BY visible_order DESC, position DESC LIMIT (SELECT size FROM size)
  ), older AS MATERIALIZED (
    SELECT article_id, 0 AS visible_order, position FROM memberships
    WHERE feed = ?1 AND position IS NOT NULL AND visible_order IS NULL
    ORDER BY position DESC LIMIT (SELECT size FROM size) - (SELECT count(*) FROM newest))
  SELECT m.position, a.quiet_revision IS a.revision AS is_quiet, ${LISTED_COLUMNS},
    CASE WHEN ?3 <> 'none' AND (SELECT content FROM rule) IS NOT 'summary' THEN a.html ELSE '' END AS html,
    CASE WHEN ?3 = 'all' AND (SELECT content FROM rule) IS NOT 'summary' THEN a.text ELSE '' END AS text,
    CASE WHEN (SELECT has_markdown FROM rule) THEN a.markdown END AS markdown
  FROM (SELECT * FROM newest UNION ALL SELECT * FROM older) AS m CROSS JOIN articles a ON a.id = m.article_id
  ORDER BY m.visible_order DESC, m.position DESC`;

const FEEDS_QUERY = `SELECT ${FEED_COLUMNS} FROM feeds f
  WHERE ${IS_LISTED_FEED} AND (count > 0 OR feed = 'main') AND successor IS NULL ORDER BY feed`;

async function findSnapshot(db: D1Database, name: FeedName, listing: Listing, texts: Texts): Promise<ListedSnapshot> {
  const [site, head, window, list, due] = await db.batch([
    db.prepare(SITE_QUERY),
    db.prepare(HEAD_QUERY).bind(name),
    db.prepare(WINDOW_QUERY).bind(name, DEFAULT_WINDOW_SIZE, texts),
    ...(listing === "feeds" ? [db.prepare(FEEDS_QUERY), db.prepare(NEXT_DUE_QUERY)] : []),
  ]);
  return {
    ...toSiteAndHead(site, head),
    window: rowsOf<EntryRow>(window).map(toEntry),
    feeds: listing === "feeds" ? rowsOf<FeedRow>(list).map(toHead) : [],
    nextDueAt: toNextDue(due),
  };
}

async function findCatalogue(db: D1Database): Promise<Pick<ListedSnapshot, "site" | "nextDueAt">> {
  const [site, due] = await db.batch([db.prepare(SITE_QUERY), db.prepare(NEXT_DUE_QUERY)]);
  return { site: toSite(rowsOf<SiteRow>(site)[0]), nextDueAt: toNextDue(due) };
}

/**
 * The first to replace the former record wins. A change dated ahead of the clock (the clock was set back) was made under the
 * former mark: the new one begins after it. JSON, since a number that is bound by itself is REAL.
 */
const RECORD_EPOCH = `UPDATE site SET epoch_mark = ?1 ->> 'mark',
    epoch_since = CASE epoch_mark WHEN '' THEN 0
      ELSE max(?1 ->> 'since', 1000 + coalesce((SELECT max(changed_at) FROM feeds), 0)) END
  WHERE only_row = 1 AND epoch_mark = ?2 ->> 'mark' AND epoch_since = ?2 ->> 'since'`;

async function recordEpoch(db: D1Database, next: EpochRecord, former: EpochRecord): Promise<void> {
  await db.prepare(RECORD_EPOCH).bind(JSON.stringify(next), JSON.stringify(former)).run();
}
