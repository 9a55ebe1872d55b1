import type { StoredFile } from "../../article/article.ts";
import {
  MAX_USERS,
  type MediaLine,
  type MediaStore,
  type MediumUsers,
} from "../../feed/publishing/media/media-store.ts";
import { rowsOf } from "../rows.ts";
import { type MediumRow, toMedium } from "./media-rows.ts";
import { IS_USED, NOTE_USES, writeUserNames } from "./media-uses.ts";

/** The lives of media: rows in D1, objects in R2. */
export function createMediaStore(db: D1Database, bucket: R2Bucket): MediaStore {
  return {
    listMedia: (after, which, limit) => listMedia(db, after, which, limit),
    keepMedium: (name) => runOne(db, "UPDATE media SET kept = 1 WHERE name = ?1", name),
    findUsers: (name) => findUsers(db, name),
    removeMedium: (name) => removeMedium(db, bucket, name),
    forgetUnused: (cutoff, now, limit) => forgetUnused(db, cutoff, now, limit),
    deleteObjects: (names, now) => deleteObjects(db, bucket, names, now),
    markLost: (names, now) => markLost(db, names, now),
    listUnclean: (limit) => listUnclean(db, limit),
    readObject: async (name) => {
      const object = await bucket.get(name);
      return object === null ? undefined : new Uint8Array(await object.arrayBuffer());
    },
    markClean: (name) => runOne(db, "UPDATE media SET is_clean = 1 WHERE name = ?1", name),
    withholdMedium: (name) => runOne(db, "UPDATE media SET is_clean = 1, successor = '' WHERE name = ?1", name),
    retireMedium: (name, successor) => retireMedium(db, name, successor),
    readWalk: async () => {
      const row = await db.prepare("SELECT after_name, finished_at FROM media_walk").first<WalkRow>();
      return { after: row?.after_name ?? "", finishedAt: row?.finished_at ?? 0 };
    },
    saveWalk: ({ after, finishedAt }) =>
      runOne(db, "UPDATE media_walk SET after_name = ?1, finished_at = ?2 WHERE only_row = 1", after, finishedAt),
    listRows: (after, limit) => listRows(db, after, limit),
    listObjects: async (after, limit) => {
      const { objects, truncated } = await bucket.list({ limit, ...(after !== "" && { startAfter: after }) });
      const found = objects.map(({ key, uploaded }) => ({ name: key, uploadedAt: uploaded.getTime() }));
      return { objects: found, isLast: !truncated };
    },
  };
}

interface WalkRow {
  after_name: string;
  finished_at: number;
}

async function runOne(db: D1Database, query: string, ...values: readonly (string | number)[]): Promise<void> {
  await db
    .prepare(query)
    .bind(...values)
    .run();
}

/** Its bytes are stored before; they are not served without this row. One that is put again begins its week anew. */
export const KEEP_MEDIA = `INSERT INTO media (name, media_type, size_bytes, width, height, measures, is_clean, unused_since)
  SELECT value ->> 'name', value ->> 'mediaType', value ->> 'sizeBytes', coalesce(value ->> 'width', 0), coalesce(value ->> 'height', 0), value -> 'measures', 1, ?2
  FROM json_each(?1) WHERE true
  ON CONFLICT (name) DO UPDATE SET lost_at = NULL, is_clean = 1, measures = coalesce(excluded.measures, media.measures),
    unused_since = CASE WHEN media.unused_since IS NULL THEN NULL ELSE excluded.unused_since END`;

/** A retired medium is found under its old name as what took its place. */
export const FIND_MEDIA = `SELECT old.name AS asked, m.name, m.media_type, m.size_bytes, m.width, m.height, m.measures
  FROM media old JOIN media m ON m.name = coalesce(old.successor, old.name)
  WHERE old.name IN (SELECT value FROM json_each(?1))`;

interface LineRow extends MediumRow {
  kept: number;
  unused_since: number | null;
  lost_at: number | null;
  successor: string | null;
}

async function listMedia(
  db: D1Database,
  after: string,
  which: "all" | "unused",
  limit: number,
): Promise<readonly MediaLine[]> {
  const query = `SELECT name, media_type, size_bytes, width, height, kept, unused_since, lost_at, successor FROM media
    WHERE name > ?1 AND coalesce(successor, '') = ''
    ${which === "unused" ? "AND unused_since IS NOT NULL AND kept = 0" : ""} ORDER BY name LIMIT ?2`;
  const { results } = await db.prepare(query).bind(after, limit).all<LineRow>();
  return results.map((row) => ({
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    kept: row.kept === 1,
    unusedSince: row.unused_since ?? undefined,
    lostAt: row.lost_at ?? undefined,
    isWithheld: row.successor !== null,
  }));
}

async function findUsers(db: D1Database, name: string): Promise<MediumUsers> {
  const [articles, profile] = await db.batch([
    db
      .prepare(
        `SELECT DISTINCT a.key FROM article_media u JOIN articles a ON a.id = u.article_id
         WHERE u.name IN ${writeUserNames("?1")} ORDER BY a.key LIMIT ?2`,
      )
      .bind(name, MAX_USERS),
    db.prepare(`SELECT 1 FROM site, ${writeUserNames("?1")} n WHERE instr(site.profile, n.name) > 0`).bind(name),
  ]);
  return {
    articles: rowsOf<{ key: string }>(articles).map(({ key }) => key),
    isInProfile: rowsOf(profile).length > 0,
  };
}

async function removeMedium(db: D1Database, bucket: R2Bucket, name: string): Promise<boolean> {
  const [, removed] = await db.batch([
    db
      .prepare(
        "DELETE FROM replaced_media WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM article_media u WHERE u.name = ?1)",
      )
      .bind(name),
    db
      .prepare(`DELETE FROM media WHERE name IN (SELECT ?1 UNION ALL SELECT s.name FROM picture_sizes s WHERE s.main = ?1)
         AND coalesce(successor, '') = '' AND NOT ${IS_USED} RETURNING name`)
      .bind(name),
  ]);
  const names = rowsOf<{ name: string }>(removed).map((row) => row.name);
  if (names.length > 0) await bucket.delete(names);
  return names.includes(name);
}

async function forgetUnused(db: D1Database, cutoff: number, now: number, limit: number): Promise<readonly string[]> {
  // A picture's sizes go with the main one.
  const query = `SELECT name FROM media WHERE unused_since <= ?1 AND kept = 0
    AND NOT EXISTS (SELECT 1 FROM picture_sizes s WHERE s.name = media.name AND s.main <> s.name) ORDER BY unused_since LIMIT ?2`;
  const { results } = await db.prepare(query).bind(cutoff, limit).all<{ name: string }>();
  if (results.length === 0) return [];
  const names = JSON.stringify(results.map(({ name }) => name));
  const [, forgotten] = await db.batch([
    db.prepare("DELETE FROM replaced_media WHERE served_until <= ?1").bind(now),
    db
      .prepare(
        `DELETE FROM media WHERE kept = 0 AND unused_since <= ?2 AND NOT ${IS_USED}
         AND name IN (SELECT value FROM json_each(?1) UNION ALL
           SELECT s.name FROM json_each(?1) j JOIN picture_sizes s ON s.main = j.value)
         AND NOT EXISTS (SELECT 1 FROM replaced_media r WHERE r.name IN ${writeUserNames("media.name")}) RETURNING name`,
      )
      .bind(names, cutoff),
    // Media that are in use again are no longer candidates.
    db.prepare(NOTE_USES).bind(names, "[]", now),
  ]);
  return rowsOf<{ name: string }>(forgotten).map(({ name }) => name);
}

async function deleteObjects(db: D1Database, bucket: R2Bucket, names: readonly string[], now: number): Promise<void> {
  if (names.length === 0) return;
  await bucket.delete([...names]);
  await markLost(db, names, now);
}

async function markLost(db: D1Database, names: readonly string[], now: number): Promise<void> {
  if (names.length === 0) return;
  const query = `UPDATE media SET lost_at = coalesce(lost_at, ?2)
    WHERE name IN (SELECT value FROM json_each(?1)) AND successor IS NULL`;
  await runOne(db, query, JSON.stringify(names), now);
}

async function listUnclean(db: D1Database, limit: number): Promise<readonly StoredFile[]> {
  const query =
    "SELECT name, media_type, size_bytes, width, height FROM media WHERE is_clean = 0 ORDER BY name LIMIT ?1";
  return (await db.prepare(query).bind(limit).all<MediumRow>()).results.map(toMedium);
}

async function retireMedium(db: D1Database, name: string, successor: string): Promise<boolean> {
  const [retired] = await db.batch([
    db
      .prepare(
        `UPDATE media SET successor = ?2, is_clean = 1, unused_since = NULL WHERE name = ?1 AND NOT ${IS_USED} RETURNING name`,
      )
      .bind(name, successor),
    db
      .prepare(
        `UPDATE media SET kept = max(kept, (SELECT kept FROM media WHERE name = ?1)) WHERE name = ?2
         AND EXISTS (SELECT 1 FROM media WHERE name = ?1 AND successor = ?2)`,
      )
      .bind(name, successor),
  ]);
  return rowsOf(retired).length > 0;
}

async function listRows(db: D1Database, after: string, limit: number) {
  const query =
    "SELECT name, coalesce(successor, '') <> '' AS retired FROM media WHERE name > ?1 ORDER BY name LIMIT ?2";
  const { results } = await db.prepare(query).bind(after, limit).all<{ name: string; retired: number }>();
  return results.map(({ name, retired }) => ({ name, isRetired: retired === 1 }));
}
