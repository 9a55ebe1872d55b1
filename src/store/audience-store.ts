import type { AudienceStore } from "../audience/audience-store.ts";
import type { CountedBatch, CountedFlush, ReaderCount } from "../audience/counts.ts";
import { type DailyKey, dayOf } from "../audience/flush.ts";
import type { HashKey } from "../audience/sip-hash.ts";
import { addMark, addSketch, createRegisters, EMPTY_SKETCH, packSketch, type Sketch } from "../audience/sketch.ts";
import { recordClaims } from "./audience-claims.ts";
import { isOpen, readAccount, turnDay } from "./audience-days.ts";
import { AUDIENCE_SCHEMA, type AudienceSql } from "./audience-schema.ts";
import { recordDownloads } from "./downloads/object-downloads.ts";

/** Counts in SQLite. `drawKey` gives 128 random bits. */
export function createAudienceStore(sql: AudienceSql, drawKey: () => HashKey): AudienceStore {
  sql.run(AUDIENCE_SCHEMA);
  return {
    record(flush, now) {
      sql.transact(() => recordFlush(sql, flush, now));
      return findKey(sql, drawKey, now);
    },
    recordDownloads({ day, parts }, now) {
      if (isOpen(day, now)) sql.transact(() => recordDownloads(sql, day, parts));
      return findKey(sql, drawKey, now);
    },
    readAccount: (query, now) => readAccount(sql, query, now),
    turnDay(now) {
      let nextAt: number | undefined;
      sql.transact(() => {
        nextAt = turnDay(sql, now);
      });
      return nextAt;
    },
  };
}

/** The day's key, drawn at its first use. The key of another day is destroyed here in case the alarm is late. */
function findKey(sql: AudienceSql, drawKey: () => HashKey, now: number): DailyKey {
  const day = dayOf(now);
  sql.run("DELETE FROM daily_key WHERE day <> ?1", day);
  const [known] = sql.all<{ words: string }>("SELECT words FROM daily_key WHERE day = ?1", day);
  if (known !== undefined) return { day, words: JSON.parse(known.words) as HashKey };
  const words = drawKey();
  sql.run("INSERT INTO daily_key (day, words) VALUES (?1, ?2)", day, JSON.stringify(words));
  return { day, words };
}

function recordFlush(sql: AudienceSql, { isolate, batches }: CountedFlush, now: number): void {
  const [known] = sql.all<{ sequence: number }>("SELECT sequence FROM isolates WHERE name = ?1", isolate);
  const fresh = batches.filter(({ sequence }) => sequence > (known?.sequence ?? 0));
  for (const batch of fresh) if (isOpen(batch.day, now)) recordBatch(sql, batch, now);
  const last = Math.max(0, ...fresh.map(({ sequence }) => sequence));
  if (last === 0) return;
  sql.run(
    "INSERT INTO isolates (name, sequence, day) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET sequence = ?2, day = ?3",
    ...[isolate, last, dayOf(now)],
  );
}

function recordBatch(
  sql: AudienceSql,
  { day, readers, claims, fetched, sizes, opens }: CountedBatch,
  now: number,
): void {
  for (const count of readers) recordReader(sql, count, day);
  recordClaims(sql, claims, day, now);
  for (const { feed, revision, at, reader } of fetched) {
    sql.run(
      `INSERT INTO first_fetches (feed, revision, at, reader) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (feed, revision) DO UPDATE SET at = ?3, reader = ?4 WHERE at > ?3`,
      ...[feed, revision, at, reader],
    );
  }
  recordOpens(sql, opens, day);
  for (const { feed, format, bytes } of sizes) {
    sql.run(
      "INSERT INTO documents (feed, format, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (feed, format) DO UPDATE SET bytes = ?3",
      ...[feed, format, bytes],
    );
  }
}

/** A crawler under a browser's name opens every article of a large archive each day: no more than so many have a row of a day. */
const MAX_OPENED_A_DAY = 2000;

function recordOpens(sql: AudienceSql, opens: CountedBatch["opens"], day: number): void {
  if (opens.length === 0) return;
  const [known] = sql.all<{ rows: number }>("SELECT count(*) AS rows FROM opens WHERE day = ?1", day);
  const hasRoom = (known?.rows ?? 0) + opens.length <= MAX_OPENED_A_DAY;
  const query = hasRoom
    ? "INSERT INTO opens (day, slug, opens) VALUES (?1, ?2, ?3) ON CONFLICT (day, slug) DO UPDATE SET opens = opens + ?3"
    : "UPDATE opens SET opens = opens + ?3 WHERE day = ?1 AND slug = ?2";
  for (const { slug, opens: more } of opens) sql.run(query, day, slug, more);
}

function recordReader(sql: AudienceSql, count: ReaderCount, day: number): void {
  const { feed, format, reader, kind, polls, notModified, deltas, unconditional, rendered, clients } = count;
  const [before] = sql.all<{ sketch: ArrayBuffer | Uint8Array }>(
    "SELECT sketch FROM open_days WHERE day = ?1 AND feed = ?2 AND format = ?3 AND reader = ?4",
    ...[day, feed, format, reader],
  );
  const sketch = mergeMarks(before === undefined ? EMPTY_SKETCH : new Uint8Array(before.sketch), clients);
  sql.run(
    `INSERT INTO open_days (day, feed, format, reader, kind, polls, not_modified, deltas, unconditional, rendered, sketch)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
     ON CONFLICT (day, feed, format, reader) DO UPDATE SET polls = polls + ?6, not_modified = not_modified + ?7,
       deltas = deltas + ?8, unconditional = unconditional + ?9, rendered = rendered + ?10, sketch = ?11`,
    ...[day, feed, format, reader, kind, polls, notModified, deltas, unconditional, rendered],
    new Uint8Array(sketch),
  );
}

function mergeMarks(sketch: Sketch, clients: readonly number[]): Sketch {
  if (clients.length === 0) return sketch;
  const registers = createRegisters();
  addSketch(registers, sketch);
  for (const mark of clients) addMark(registers, mark);
  return packSketch(registers);
}
