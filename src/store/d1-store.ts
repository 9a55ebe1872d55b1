import type { StoredFile } from "../article/article.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import type { FeedName } from "../feed/feed-names.ts";
import { listProfileMedia } from "../feed/publishing/media/media-state.ts";
import type {
  FeedPlace,
  ManifestEntry,
  ProfileChange,
  PublicationStore,
  Site,
  StoredArticle,
} from "../feed/publishing/publication-store.ts";
import type { Succession } from "../feed/publishing/successors.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { findAddressHolders } from "./d1-addresses.ts";
import { readSite } from "./d1-reader.ts";
import { beginReading, listHeldBack } from "./d1-reading.ts";
import { FIND_MEDIA, KEEP_MEDIA } from "./media/d1-media.ts";
import { findPictures, findSizes, SIZE_COLUMNS, savePicture } from "./media/d1-pictures.ts";
import {
  groupSizes,
  type MediumRow,
  type SizeRow,
  toArticleMedia,
  toMedium,
  type UseRow,
  withSizes,
} from "./media/media-rows.ts";
import { NOTE_USES, writeUserNames } from "./media/media-uses.ts";
import {
  ARTICLE_COLUMNS,
  type ArticleRow,
  rowsOf,
  SITE_QUERY,
  type SiteRow,
  toRecord,
  toSite,
  writeChangeTime,
} from "./rows.ts";
import { saveArticle } from "./save-article.ts";
import { settleAuthority } from "./statements/authority.ts";
import {
  listFeedKeys,
  listFeeds,
  OWE_LAST_DELIVERIES,
  retireFeed,
  SUCCESSION_STATEMENTS,
} from "./statements/feed-lives.ts";
import { writeMoveCatalogue } from "./statements/memberships.ts";
import { listStandingPages, saveNavigation } from "./statements/navigation.ts";
import { settlePodcastGuids } from "./statements/podcast-guids.ts";
import { findRefusal, writeRefusal } from "./statements/refusals.ts";

/** Publishers' side of the store: D1 for the log, R2 for the media. */
export function createStore(db: D1Database, bucket: R2Bucket): PublicationStore {
  return {
    readSite: () => readSite(db),
    findAddressHolders: (addresses, key) => findAddressHolders(db, addresses, key),
    findStored: async (key) => (await findStoredWithSite(db, key)).stored,
    findStoredWithSite: (key) => findStoredWithSite(db, key),
    findMedia: (names) => findMedia(db, names),
    saveBytes: (medium, bytes) => saveBytes(bucket, medium, bytes),
    findPictures: (originals) => findPictures(db, originals),
    savePicture: (key, sizes, now) => savePicture(db, bucket, key, sizes, now),
    findLostMedia: (names) => findLostMedia(bucket, names),
    saveMedia: (medium, bytes, now) => saveMedia(db, bucket, medium, bytes, now),
    saveArticle: (change) => saveArticle(db, change),
    listManifest: (afterKey, limit) => listManifest(db, afterKey, limit),
    moveArticle: (from, to) => moveArticle(db, from, to),
    acceptToolEdition: (key, contentHash) => acceptToolEdition(db, key, contentHash),
    noteEdition: (key, editionAt) => noteEdition(db, key, editionAt),
    saveProfile: (change) => saveProfile(db, change),
    listStandingPages: () => listStandingPages(db),
    saveNavigation: (change) => saveNavigation(db, change),
    noteProfileEdition: (editionAt) => noteProfileEdition(db, editionAt),
    noteProfileSource: (source, profileHash) => noteProfileSource(db, source, profileHash),
    saveRecomputedKey: (profileHash, key, successions) => saveRecomputedKey(db, profileHash, key, successions),
    settleAuthority: (domain, authority, now) => settleAuthority(db, domain, authority, now),
    settlePodcastGuids: (requests) => settlePodcastGuids(db, requests),
    listFeeds: () => listFeeds(db),
    listFeedKeys: (name) => listFeedKeys(db, name),
    retireFeed: (name, now) => retireFeed(db, name, now),
    beginReading: (readerVersion) => beginReading(db, readerVersion),
    listHeldBack: () => listHeldBack(db),
  };
}

interface StoredRow extends ArticleRow {
  content_hash: string;
  written_date: string | null;
  edition_at: number | null;
  source: string;
  tool: string | null;
  base_hash: string | null;
}

/** A key is written in NFC, and was stored as it came by former versions: a file system's NFD is the same key. */
const STORED_KEY = `(SELECT key FROM articles WHERE key IN (?1, ?2, ?3) ORDER BY key = ?1 DESC, key = ?2 DESC LIMIT 1)`;

async function findStoredWithSite(
  db: D1Database,
  key: string,
): Promise<{ readonly stored: StoredArticle | undefined; readonly site: Site }> {
  const ask = (select: string, order = "") =>
    db.prepare(`${select} WHERE a.key = ${STORED_KEY} ${order}`).bind(key, key.normalize("NFC"), key.normalize("NFD"));
  const [site, ...parts] = await db.batch([
    db.prepare(SITE_QUERY),
    ask(`SELECT ${ARTICLE_COLUMNS}, a.markdown, a.content_hash, a.written_date, a.edition_at, a.source, t.tool, t.base_hash
      FROM articles a LEFT JOIN tool_editions t ON t.article_id = a.id`),
    ask(
      "SELECT m.feed, m.position, m.visible_order FROM articles a JOIN memberships m ON m.article_id = a.id",
      "ORDER BY m.feed",
    ),
    ask(`SELECT u.path, u.texts, m.name, m.media_type, m.size_bytes, m.width, m.height, m.measures
      FROM articles a JOIN article_media u ON u.article_id = a.id JOIN media m ON m.name = u.name`),
    ask(`SELECT DISTINCT ${SIZE_COLUMNS} FROM articles a JOIN article_media u ON u.article_id = a.id
      JOIN picture_sizes s ON s.main = u.name JOIN media m ON m.name = s.name`),
    ask("SELECT l.link, l.slug FROM articles a JOIN article_links l ON l.article_id = a.id"),
  ]);
  return { stored: toStored(parts), site: toSite(rowsOf<SiteRow>(site)[0]) };
}

function toStored([article, feeds, media, sizes, links]: readonly D1Result[]): StoredArticle | undefined {
  const [row] = rowsOf<StoredRow>(article);
  if (row === undefined) return undefined;
  return {
    record: toRecord(row),
    contentHash: row.content_hash,
    writtenDate: row.written_date ?? undefined,
    editionAt: row.edition_at ?? undefined,
    source: row.source,
    feeds: rowsOf<PlaceRow>(feeds).map(({ feed }) => feed),
    places: rowsOf<PlaceRow>(feeds).flatMap(toPlace),
    media: toArticleMedia(rowsOf<UseRow>(media), rowsOf<SizeRow>(sizes)),
    links: new Map(rowsOf<{ link: string; slug: string }>(links).map(({ link, slug }) => [link, slug])),
    ...(row.tool !== null && { toolEdition: { tool: row.tool, baseHash: row.base_hash ?? undefined } }),
  };
}

interface PlaceRow {
  feed: FeedName;
  position: number | null;
  visible_order: number | null;
}

function toPlace({ feed, position, visible_order }: PlaceRow): FeedPlace[] {
  return position === null ? [] : [{ feed, position, visibleOrder: visible_order ?? undefined }];
}

async function findMedia(db: D1Database, names: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> {
  if (names.length === 0) return new Map();
  const [media, sizes] = await db.batch([
    db.prepare(FIND_MEDIA).bind(JSON.stringify(names)),
    db.prepare(findSizes("s.main")).bind(JSON.stringify(names)),
  ]);
  const pictures = groupSizes(rowsOf<SizeRow>(sizes));
  const rows = rowsOf<MediumRow & { asked: string }>(media);
  return new Map(rows.map((row) => [row.asked, withSizes(toMedium(row), pictures)]));
}

async function findLostMedia(bucket: R2Bucket, names: readonly string[]): Promise<readonly string[]> {
  const heads = await Promise.all(names.map((name) => bucket.head(name)));
  return names.filter((_, index) => heads[index] === null);
}

/** The same bytes have the same name: stored ones are not uploaded again. */
async function saveBytes(bucket: R2Bucket, { name, mediaType }: StoredFile, bytes: Uint8Array): Promise<void> {
  if ((await bucket.head(name)) !== null) return;
  await bucket.put(name, bytes, { httpMetadata: { contentType: mediaType } });
}

/** Bytes first: a row without its object would make an enclosure that answers 404. */
async function saveMedia(
  db: D1Database,
  bucket: R2Bucket,
  medium: StoredFile,
  bytes: Uint8Array,
  now: number,
): Promise<void> {
  await saveBytes(bucket, medium, bytes);
  await db
    .prepare(KEEP_MEDIA)
    .bind(JSON.stringify([medium]), now)
    .run();
}

async function listManifest(db: D1Database, afterKey: string, limit: number): Promise<readonly ManifestEntry[]> {
  // The list of those that lack an image is made once, and nearly always empty.
  const query = `SELECT key, CASE WHEN slug NOT LIKE ';%' THEN slug END AS slug, id, state, revision,
    published_at AS publishedAt, content_hash AS contentHash, edition_at AS editionAt,
    t.tool, t.base_hash AS baseHash, id IN (
      SELECT u.article_id FROM media m CROSS JOIN article_media u ON u.name IN ${writeUserNames("m.name")} WHERE m.lost_at > 0) AS lost
    FROM articles LEFT JOIN tool_editions t ON t.article_id = id WHERE key > ?1 ORDER BY key LIMIT ?2`;
  const { results } = await db
    .prepare(query)
    .bind(afterKey, limit)
    .all<Omit<ManifestEntry, "lacksImages"> & { lost: number }>();
  return results.map(({ lost, ...entry }) => ({ ...entry, lacksImages: lost === 1 }));
}

async function moveArticle(db: D1Database, from: string, to: string): Promise<void> {
  await db.prepare("UPDATE OR IGNORE articles SET key = ?2 WHERE key = ?1").bind(from, to).run();
}

async function acceptToolEdition(db: D1Database, key: string, contentHash: string): Promise<boolean> {
  const isStored = "FROM articles WHERE key = ?1 AND content_hash = ?2";
  const [, found] = await db.batch([
    db.prepare(`DELETE FROM tool_editions WHERE article_id = (SELECT id ${isStored})`).bind(key, contentHash),
    db.prepare(`SELECT 1 ${isStored}`).bind(key, contentHash),
  ]);
  return rowsOf(found).length > 0;
}

async function noteEdition(db: D1Database, key: string, editionAt: number): Promise<void> {
  const query = "UPDATE articles SET edition_at = ?2 WHERE key = ?1 AND coalesce(edition_at, 0) < ?2";
  await db.prepare(query).bind(key, editionAt).run();
}

async function noteProfileEdition(db: D1Database, editionAt: number): Promise<void> {
  const query = "UPDATE site SET edition_at = ?1 WHERE only_row = 1 AND coalesce(edition_at, 0) < ?1";
  await db.prepare(query).bind(editionAt).run();
}

async function noteProfileSource(db: D1Database, source: string, profileHash: string): Promise<void> {
  const query = "UPDATE site SET source = ?1 WHERE only_row = 1 AND profile_hash = ?2 AND source IS NOT ?1";
  await db.prepare(query).bind(source, profileHash).run();
}

const LATEST = "(SELECT max(revision) FROM revisions)";

/** Each reads the same JSON value, `?1`. */
const PROFILE_STATEMENTS = [
  writeRefusal(["conflict", "?1 ->> 'formerHash' <> (SELECT profile_hash FROM site)"]),
  "INSERT INTO revisions (article_id, kind, at) VALUES (NULL, 'profile', ?1 ->> 'now')",
  `UPDATE site SET profile = ?1 ->> 'profile', profile_hash = ?1 ->> 'profileHash', edition_at = ?1 ->> 'editionAt',
     changed_at = ${writeChangeTime("changed_at", "?1 ->> 'now'")},
     authority = coalesce(authority, ?1 ->> 'authority'), recomputed_key = ''
   WHERE only_row = 1`,
  "UPDATE feeds SET declared = 0 WHERE declared = 1 AND ?1 IS NOT NULL",
  `INSERT INTO feeds (feed, title, changed_at, declared)
   SELECT value ->> 'name', value ->> 'title', ?1 ->> 'now', 1 FROM json_each(?1, '$.declared') WHERE true
   ON CONFLICT (feed) DO UPDATE SET title = excluded.title, declared = 1`,
  ...SUCCESSION_STATEMENTS,
  OWE_LAST_DELIVERIES,
  `UPDATE feeds SET revision = ${LATEST}, entries_revision = ${LATEST},
     departed_revision = CASE WHEN feed IN (SELECT value FROM json_each(?1, '$.resized')) THEN ${LATEST} ELSE departed_revision END,
     changed_at = ${writeChangeTime("changed_at", "?1 ->> 'now'")}`,
  writeMoveCatalogue(LATEST, "(?1 ->> 'now')", "0"),
  `SELECT ${LATEST} AS revision WHERE ?1 IS NOT NULL`,
];

/**
 * A new profile is an event of the log like any other: every feed's revision moves with it, so that a validator from before
 * can be told from one after by its number alone.
 */
async function saveProfile(
  db: D1Database,
  { profile, former, ...change }: ProfileChange,
): Promise<Result<{ readonly revision: number }, { readonly reason: "conflict" }>> {
  const media = JSON.stringify([...listProfileMedia(former), ...listProfileMedia(profile)]);
  const resized = listResizedFeeds(former, profile);
  const value = JSON.stringify({ ...change, resized, profile: JSON.stringify(profile) });
  try {
    const results = await db.batch<{ revision: number }>([
      ...PROFILE_STATEMENTS.map((sql) => db.prepare(sql).bind(value)),
      db.prepare(NOTE_USES).bind(media, media, change.now),
    ]);
    return succeed({ revision: results.at(-2)?.results[0]?.revision ?? 0 });
  } catch (error) {
    if (findRefusal(error) === "conflict") return fail({ reason: "conflict" });
    throw error;
  }
}

/** An entry that comes back into a window that has grown is no news: no delta could name it. */
function listResizedFeeds(former: SiteProfile | undefined, { feeds }: SiteProfile): FeedName[] {
  const sizes = new Map(former?.feeds.map(({ name, windowSize }) => [name, windowSize]));
  return feeds
    .filter(({ name, windowSize }) => sizes.has(name) && sizes.get(name) !== windowSize)
    .map(({ name }): FeedName => `feeds/${name}`);
}

async function saveRecomputedKey(
  db: D1Database,
  profileHash: string,
  key: string | undefined,
  successions: readonly Succession[],
): Promise<void> {
  // A newer profile may have begun its own walk meanwhile: then this one's place means nothing any more.
  const query = "UPDATE site SET recomputed_key = ?2 WHERE only_row = 1 AND profile_hash = ?1";
  const value = JSON.stringify({ profileHash, successions });
  await db.batch([
    db.prepare(query).bind(profileHash, key ?? null),
    ...(successions.length === 0 ? [] : SUCCESSION_STATEMENTS.map((sql) => db.prepare(sql).bind(value))),
  ]);
}
