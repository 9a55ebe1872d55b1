import type { HeldBackEntry } from "../feed/publishing/publication-store.ts";

/** The store's part of an upgrade of the article readers. */

export async function beginReading(db: D1Database, readerVersion: string): Promise<void> {
  const query = "UPDATE site SET reader_version = ?1, recomputed_key = '' WHERE only_row = 1 AND reader_version <> ?1";
  await db.prepare(query).bind(readerVersion).run();
}

export async function listHeldBack(db: D1Database): Promise<readonly HeldBackEntry[]> {
  const query = `SELECT h.key, h.content_hash AS contentHash, h.at, h.message FROM held_back h
    JOIN articles a ON a.key = h.key AND a.content_hash = h.content_hash AND a.state IN ('draft', 'scheduled')
    ORDER BY h.key LIMIT 1000`;
  return (await db.prepare(query).all<HeldBackEntry>()).results;
}
