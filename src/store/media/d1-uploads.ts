import type { StoredFile } from "../../article/article.ts";
import type { Upload, UploadStore } from "../../feed/publishing/upload-store.ts";
import { rowsOf } from "../rows.ts";
import { KEEP_MEDIA } from "./d1-media.ts";

interface UploadRow {
  name: string;
  upload_id: string;
  media_type: string;
  size_bytes: number;
  part_bytes: number;
  measures: string | null;
}

interface PartRow {
  number: number;
  etag: string;
}

/** Uploads in parts: R2 joins them, and the rows are all that is known of them meanwhile. */
export function createUploadStore(db: D1Database, bucket: R2Bucket): UploadStore {
  return {
    findUpload: async (name) => toUpload(await find(db, name)),
    hasFile: (file) => hasFile(db, bucket, file),
    begin: (file, partBytes, now) => begin(db, bucket, file, partBytes, now),
    savePart: (name, number, body, lengthBytes, now) => savePart(db, bucket, { name, number, body, lengthBytes, now }),
    join: (name) => join(db, bucket, name),
    readRange: async (name, { offset, length }) => {
      const object = await bucket.get(name, { range: { offset, length } });
      return object === null ? new Uint8Array() : new Uint8Array(await object.arrayBuffer());
    },
    finish: async (file, now) => {
      const keep = db.prepare(KEEP_MEDIA).bind(JSON.stringify([file]), now);
      await db.batch([keep, ...forgetStatements(db, file.name)]);
    },
    forget: async (name) => {
      await db.batch(forgetStatements(db, name));
    },
    drop: (name) => drop(db, bucket, name),
    listIdle: async (cutoff, limit) => {
      const query = "SELECT name FROM uploads WHERE touched_at <= ?1 ORDER BY touched_at LIMIT ?2";
      const { results } = await db.prepare(query).bind(cutoff, limit).all<{ name: string }>();
      return results.map(({ name }) => name);
    },
  };
}

interface Found {
  readonly row: UploadRow;
  readonly parts: readonly PartRow[];
}

async function find(db: D1Database, name: string): Promise<Found | undefined> {
  const [uploads, parts] = await db.batch([
    db.prepare("SELECT * FROM uploads WHERE name = ?1").bind(name),
    db.prepare("SELECT number, etag FROM upload_parts WHERE name = ?1 ORDER BY number").bind(name),
  ]);
  const [row] = rowsOf<UploadRow>(uploads);
  return row && { row, parts: rowsOf<PartRow>(parts) };
}

function toUpload(found: Found | undefined): Upload | undefined {
  if (found === undefined) return undefined;
  const { name, media_type: mediaType, size_bytes: sizeBytes, part_bytes: partBytes, measures } = found.row;
  const file: StoredFile = { name, mediaType, sizeBytes, ...(measures !== null && { measures: JSON.parse(measures) }) };
  return { file, partBytes, received: found.parts.map(({ number }) => number) };
}

/** A medium that was found to be lost is brought again. */
async function hasFile(db: D1Database, bucket: R2Bucket, { name, measures }: StoredFile): Promise<boolean> {
  const query = `UPDATE media SET measures = coalesce(?2, measures) WHERE name = ?1 AND successor IS NULL AND lost_at IS NULL
    RETURNING name`;
  const row = await db
    .prepare(query)
    .bind(name, measures === undefined ? null : JSON.stringify(measures))
    .first();
  return row !== null && (await bucket.head(name)) !== null;
}

/** The first of two publishers wins: its row stays, and the other goes on with it. */
async function begin(
  db: D1Database,
  bucket: R2Bucket,
  file: StoredFile,
  partBytes: number,
  now: number,
): Promise<Upload> {
  const { name, mediaType, sizeBytes, measures } = file;
  const upload = await bucket.createMultipartUpload(name, { httpMetadata: { contentType: mediaType } });
  const value = { name, uploadId: upload.uploadId, mediaType, sizeBytes, partBytes, measures, now };
  const inserted = await db
    .prepare(
      `INSERT INTO uploads (name, upload_id, media_type, size_bytes, part_bytes, measures, touched_at)
       SELECT ?1 ->> 'name', ?1 ->> 'uploadId', ?1 ->> 'mediaType', ?1 ->> 'sizeBytes', ?1 ->> 'partBytes', ?1 -> 'measures', ?1 ->> 'now'
       ON CONFLICT (name) DO NOTHING RETURNING name`,
    )
    .bind(JSON.stringify(value))
    .first();
  if (inserted !== null) return { file, partBytes, received: [] };
  await upload.abort();
  return toUpload(await find(db, name)) ?? { file, partBytes, received: [] };
}

interface Part {
  readonly name: string;
  readonly number: number;
  readonly body: ReadableStream;
  readonly lengthBytes: number;
  readonly now: number;
}

/** R2 takes a part of known length alone, and a stream that was passed on has lost its length. */
async function savePart(db: D1Database, bucket: R2Bucket, part: Part): Promise<boolean> {
  const { name, number, body, lengthBytes, now } = part;
  const found = await find(db, name);
  if (found === undefined) return false;
  const { readable, writable } = new FixedLengthStream(lengthBytes);
  const piped = body.pipeTo(writable);
  // Where the bucket refuses, the pipe fails too, and says less.
  piped.catch(() => undefined);
  const upload = bucket.resumeMultipartUpload(name, found.row.upload_id);
  const saved = await upload.uploadPart(number, readable).catch(refuseUnknown);
  if (saved === undefined) {
    await db.batch(forgetStatements(db, name));
    return false;
  }
  await piped;
  await db.batch([
    db
      .prepare("INSERT OR REPLACE INTO upload_parts (name, number, etag) VALUES (?1, ?2, ?3)")
      .bind(name, number, saved.etag),
    db.prepare("UPDATE uploads SET touched_at = ?2 WHERE name = ?1").bind(name, now),
  ]);
  return true;
}

async function join(db: D1Database, bucket: R2Bucket, name: string): Promise<boolean> {
  const found = await find(db, name);
  if (found === undefined) return false;
  const parts = found.parts.map(({ number, etag }) => ({ partNumber: number, etag }));
  const upload = bucket.resumeMultipartUpload(name, found.row.upload_id);
  const joined = await upload.complete(parts).catch(refuseUnknown);
  // A former try may have joined them, and its answer was lost.
  if (joined !== undefined || (await bucket.head(name))?.size === found.row.size_bytes) return true;
  await db.batch(forgetStatements(db, name));
  return false;
}

async function drop(db: D1Database, bucket: R2Bucket, name: string): Promise<void> {
  const found = await find(db, name);
  if (found === undefined) return;
  await bucket.resumeMultipartUpload(name, found.row.upload_id).abort().catch(refuseUnknown);
  const [medium] = await db.batch([
    db.prepare("SELECT 1 FROM media WHERE name = ?1").bind(name),
    ...forgetStatements(db, name),
  ]);
  if (rowsOf(medium).length === 0) await bucket.delete(name);
}

function forgetStatements(db: D1Database, name: string): D1PreparedStatement[] {
  return [
    db.prepare("DELETE FROM upload_parts WHERE name = ?1").bind(name),
    db.prepare("DELETE FROM uploads WHERE name = ?1").bind(name),
  ];
}

/** R2 ends uploads after a week, and answers for one that it does not know with error 10024 (NoSuchUpload). */
function refuseUnknown(error: unknown): undefined {
  if (/10024|does not exist/i.test(String(error))) return undefined;
  throw error;
}
