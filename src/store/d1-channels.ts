import { type FeedName, OUTSIDE } from "../feed/feed-names.ts";
import { allFormats, type FormatId } from "../feed/formats.ts";
import type { Site } from "../feed/publishing/publication-store.ts";
import type {
  ChangedTopic,
  Changes,
  ChannelFailure,
  ChannelPlace,
  ChannelStore,
  TakenChannel,
} from "../push/channel-store.ts";
import { rowsOf, SITE_QUERY, type SiteRow, toSite } from "./rows.ts";

/** How far hubs elsewhere and search engines have been told. */
export function createChannelStore(db: D1Database): ChannelStore {
  return {
    readSite: () => readSite(db),
    saveChannels: (names, now, seenBefore) => saveChannels(db, names, now, seenBefore),
    takeChannel: (name, now, until) => takeChannel(db, name, now, until),
    findChangedTopics: (after, target, limit) => findChangedTopics(db, after, target, limit),
    findChangedArticles: (after, target, limit) => findChangedArticles(db, after, target, limit),
    savePlace: (name, told, until) => savePlace(db, name, told, until),
    releaseChannel: (name, failure) => releaseChannel(db, name, failure),
  };
}

async function readSite(db: D1Database): Promise<{ site: Site; hasChannels: boolean }> {
  const [site, channels] = await db.batch([db.prepare(SITE_QUERY), db.prepare("SELECT 1 FROM channels LIMIT 1")]);
  return { site: toSite(rowsOf<SiteRow>(site)[0]), hasChannels: rowsOf(channels).length > 0 };
}

const HEAD = "(SELECT coalesce(max(revision), 0) FROM revisions)";

const INSERT_CHANNELS = `INSERT INTO channels (channel, cursor, seen, seen_at, target)
  SELECT value, ${HEAD}, ${HEAD}, ?2, ${HEAD} FROM json_each(?1) WHERE true ON CONFLICT (channel) DO NOTHING`;

async function saveChannels(
  db: D1Database,
  names: readonly string[],
  now: number,
  seenBefore: number,
): Promise<boolean> {
  const json = JSON.stringify(names);
  const results = await db.batch([
    db.prepare("DELETE FROM channels WHERE channel NOT IN (SELECT value FROM json_each(?1))").bind(json),
    db.prepare(INSERT_CHANNELS).bind(json, now),
    db.prepare("UPDATE channels SET target = seen WHERE target < seen AND seen_at <= ?1").bind(seenBefore),
    db.prepare(`UPDATE channels SET seen = ${HEAD}, seen_at = ?1 WHERE target = seen AND seen < ${HEAD}`).bind(now),
    db.prepare("SELECT 1 FROM channels WHERE target < seen LIMIT 1"),
  ]);
  return rowsOf(results.at(-1)).length > 0;
}

async function takeChannel(
  db: D1Database,
  name: string,
  now: number,
  until: number,
): Promise<TakenChannel | undefined> {
  const query = `UPDATE channels SET leased_until = ?3
    WHERE channel = ?1 AND leased_until <= ?2 AND next_try_at <= ?2 AND (cursor < target OR place <> '')
    RETURNING cursor, place, target, failures`;
  return (await db.prepare(query).bind(name, now, until).first<TakenChannel>()) ?? undefined;
}

/** A feed that has moved past the target is told when the target has reached it. */
const TOPICS_QUERY = `SELECT f.feed, j.value AS format, f.entries_revision AS revision, f.feed || ' ' || j.value AS place
  FROM feeds f JOIN json_each(?3) j
  WHERE f.last_position > 0 AND f.feed <> '${OUTSIDE}' AND f.entries_revision <= ?4
    AND (f.entries_revision > ?1 OR (f.entries_revision = ?1 AND ?2 <> '' AND f.feed || ' ' || j.value > ?2))
  ORDER BY f.entries_revision, place LIMIT ?5`;

interface TopicRow {
  feed: FeedName;
  format: FormatId;
  revision: number;
  place: string;
}

const FORMATS = JSON.stringify(allFormats.map(({ id }) => id));

async function findChangedTopics(
  db: D1Database,
  { cursor, place }: ChannelPlace,
  target: number,
  limit: number,
): Promise<Changes<ChangedTopic>> {
  const query = db.prepare(TOPICS_QUERY).bind(cursor, place, FORMATS, target, limit);
  const changed = (await query.all<TopicRow>()).results.map(
    ({ feed, format, revision, place: reached }): ChangedTopic => ({
      feed,
      format,
      told: { cursor: revision, place: reached },
    }),
  );
  const last = changed.at(-1)?.told;
  return { changed, told: changed.length < limit || last === undefined ? { cursor: target, place: "" } : last };
}

/** Articles saved quietly are no news for search engines either, which find them in the sitemap. */
const ARTICLES_QUERY = `SELECT a.slug, max(r.revision) AS revision
  FROM revisions r JOIN articles a ON a.id = r.article_id
  WHERE r.revision > ?1 AND r.revision <= ?2 AND a.quiet_revision IS NOT a.revision GROUP BY a.id ORDER BY max(r.revision) LIMIT ?3`;

interface ArticleChangeRow {
  slug: string;
  revision: number;
}

async function findChangedArticles(
  db: D1Database,
  { cursor }: ChannelPlace,
  target: number,
  limit: number,
): Promise<Changes<string>> {
  const query = db.prepare(ARTICLES_QUERY).bind(cursor, target, limit);
  const { results } = await query.all<ArticleChangeRow>();
  const last = results.at(-1);
  const reached = results.length < limit || last === undefined ? target : last.revision;
  return { changed: results.map(({ slug }) => slug), told: { cursor: reached, place: "" } };
}

async function savePlace(db: D1Database, name: string, told: ChannelPlace, until: number): Promise<void> {
  const query = "UPDATE channels SET cursor = ?2, place = ?3, leased_until = ?4 WHERE channel = ?1";
  await db.prepare(query).bind(name, told.cursor, told.place, until).run();
}

async function releaseChannel(db: D1Database, name: string, failure?: ChannelFailure): Promise<void> {
  const query = `UPDATE channels SET leased_until = 0, failures = ?2, last_status = ?3, next_try_at = ?4
    WHERE channel = ?1`;
  const { failures, status, nextTryAt } = failure ?? { failures: 0, status: null, nextTryAt: 0 };
  await db.prepare(query).bind(name, failures, status, nextTryAt).run();
}
