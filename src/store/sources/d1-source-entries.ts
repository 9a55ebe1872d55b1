import type {
  EntryNames,
  EntryOutcome,
  KnownEntry,
  MissingEntry,
  PendingEntry,
  SourceStore,
  StagedEntry,
  StagedWork,
} from "../../sources/source-store.ts";

type EntryStore = Pick<
  SourceStore,
  | "stageEntries"
  | "findEntries"
  | "findEntriesSince"
  | "takePending"
  | "settleEntry"
  | "noteOutcome"
  | "takeMissing"
  | "noteGone"
  | "stageWithdrawal"
>;

/** The entries of all sources. */
export function createEntryStore(db: D1Database): EntryStore {
  return {
    stageEntries: async (staged) => {
      await prepareStaging(db, staged).run();
    },
    findEntries: (names) => findEntries(db, names),
    findEntriesSince: (source, from, limit) => findEntriesSince(db, source, from, limit),
    takePending: (now, limit, only) => takePending(db, now, limit, only),
    settleEntry: (key, hash, outcome, problem) => settleEntry(db, key, hash, outcome, problem),
    takeMissing: (now, notSince, limit) => takeMissing(db, now, notSince, limit),
    noteGone: async (key, goneAt) => {
      await db
        .prepare("UPDATE source_entries SET gone_at = ?2 WHERE key = ?1")
        .bind(key, goneAt ?? null)
        .run();
    },
    noteOutcome: async (key, hash, outcome) => {
      await db
        .prepare("UPDATE source_entries SET outcome = ?3 WHERE key = ?1 AND hash = ?2 AND pending IS NOT NULL")
        .bind(key, hash, outcome)
        .run();
    },
    stageWithdrawal: (source, names, at) => stageWithdrawal(db, source, names, at),
  };
}

const COLUMNS = "key, source, id_digest, link, title_day, hash, slug, published_at, outcome, withdrawn_at";

interface EntryRow {
  key: string;
  source: string;
  id_digest: string;
  link: string | null;
  title_day: string | null;
  hash: string;
  slug: string | null;
  published_at: number;
  outcome: EntryOutcome;
  withdrawn_at: number | null;
}

function toKnown(row: EntryRow): KnownEntry {
  return {
    key: row.key,
    source: row.source,
    idDigest: row.id_digest,
    link: row.link ?? undefined,
    titleDay: row.title_day ?? undefined,
    hash: row.hash,
    slug: row.slug ?? undefined,
    publishedAt: row.published_at,
    outcome: row.outcome,
    withdrawnAt: row.withdrawn_at ?? undefined,
  };
}

/** The first key, date and slug of an entry stay. What was withdrawn since the entry was looked up stays so. */
const STAGE_ENTRIES = `INSERT INTO source_entries
    (key, source, id_digest, link, page, title_day, hash, slug, published_at, outcome, problem, pending, is_quiet,
    withdrawn_at)
  SELECT value ->> 'key', value ->> 'source', value ->> 'idDigest', value ->> 'link', value ->> 'page', value ->> 'titleDay',
    value ->> 'hash', value ->> 'slug', value ->> 'publishedAt', value ->> 'outcome', value ->> 'problem',
    value ->> 'work', value ->> 'isQuiet', value ->> 'withdrawnAt' FROM json_each(?1) WHERE true
  ON CONFLICT (key) DO UPDATE SET link = coalesce(excluded.link, link), page = coalesce(excluded.page, page),
    title_day = coalesce(excluded.title_day, title_day),
    slug = iif(published_at = 0, excluded.slug, slug), published_at = iif(published_at = 0, excluded.published_at, published_at),
    hash = excluded.hash, outcome = excluded.outcome, problem = excluded.problem, pending = excluded.pending,
    is_quiet = CASE WHEN pending IS NULL THEN excluded.is_quiet ELSE is_quiet END,
    missing_since = NULL, gone_at = NULL, checked_at = NULL,
    withdrawn_at = CASE WHEN excluded.hash = 'withdrawn' THEN excluded.withdrawn_at END
  WHERE excluded.hash = 'withdrawn' OR source_entries.withdrawn_at IS excluded.withdrawn_at`;

/** Stages entries, as one statement of a batch. */
export function prepareStaging(db: D1Database, staged: readonly StagedEntry[]): D1PreparedStatement {
  const rows = staged.map((one) => ({
    ...one,
    work: one.work && JSON.stringify(one.work),
    isQuiet: Number(one.isQuiet),
  }));
  return db.prepare(STAGE_ENTRIES).bind(JSON.stringify(rows));
}

/** Three look-ups by index. */
async function findEntries(db: D1Database, { digests, links, titleDays }: EntryNames): Promise<KnownEntry[]> {
  const query = `SELECT ${COLUMNS} FROM source_entries WHERE id_digest IN (SELECT value FROM json_each(?1))
    UNION SELECT ${COLUMNS} FROM source_entries WHERE link IN (SELECT value FROM json_each(?2))
    UNION SELECT ${COLUMNS} FROM source_entries WHERE title_day IN (SELECT value FROM json_each(?3))
    ORDER BY published_at, key`;
  const names = [digests, links, titleDays].map((list) => JSON.stringify(list));
  const { results } = await db
    .prepare(query)
    .bind(...names)
    .all<EntryRow>();
  return results.map(toKnown);
}

async function findEntriesSince(db: D1Database, source: string, from: number, limit: number): Promise<KnownEntry[]> {
  const query = `SELECT ${COLUMNS} FROM source_entries WHERE source = ?1 AND published_at >= ?2
    ORDER BY published_at DESC LIMIT ?3`;
  const { results } = await db.prepare(query).bind(source, from, limit).all<EntryRow>();
  return results.map(toKnown);
}

const MAX_SOURCES_IN_TURN = 10;

interface PendingRow extends EntryRow {
  pending: string;
  is_quiet: number;
}

/** The sources whose turn is longest ago, with the oldest entries of each. */
async function takePending(db: D1Database, now: number, limit: number, only?: string): Promise<PendingEntry[]> {
  const turns = `UPDATE sources SET worked_at = ?1 WHERE name IN (
      SELECT name FROM sources s WHERE name = coalesce(?3, name) AND EXISTS (
        SELECT 1 FROM source_entries e WHERE e.source = s.name AND e.pending IS NOT NULL)
      ORDER BY worked_at, name LIMIT ?2) RETURNING name`;
  const { results: sources } = await db
    .prepare(turns)
    .bind(now, MAX_SOURCES_IN_TURN, only ?? null)
    .all<{ name: string }>();
  if (sources.length === 0) return [];
  const query = `SELECT ${COLUMNS.replace(/\w+/g, "e.$&")}, e.pending, e.is_quiet FROM json_each(?1) turn
    JOIN source_entries e ON e.key IN (SELECT key FROM source_entries
      WHERE source = turn.value AND pending IS NOT NULL ORDER BY published_at, key LIMIT ?2)`;
  const names = JSON.stringify(sources.map(({ name }) => name));
  const { results } = await db
    .prepare(query)
    .bind(names, Math.ceil(limit / sources.length))
    .all<PendingRow>();
  // Written by this file.
  return results.map((row) => ({
    ...toKnown(row),
    work: JSON.parse(row.pending) as StagedWork,
    isQuiet: row.is_quiet === 1,
  }));
}

async function settleEntry(
  db: D1Database,
  key: string,
  hash: string,
  outcome: EntryOutcome,
  problem: string | undefined,
): Promise<void> {
  const query = `UPDATE source_entries SET pending = NULL, outcome = ?3, problem = ?4 WHERE key = ?1 AND hash = ?2`;
  await db
    .prepare(query)
    .bind(key, hash, outcome, problem ?? null)
    .run();
}

async function takeMissing(db: D1Database, now: number, notSince: number, limit: number): Promise<MissingEntry[]> {
  const query = `UPDATE source_entries SET checked_at = ?1 WHERE key IN (
      SELECT key FROM source_entries WHERE missing_since IS NOT NULL AND checked_at <= ?2 ORDER BY checked_at LIMIT ?3)
    RETURNING key, page, gone_at`;
  const { results } = await db
    .prepare(query)
    .bind(now, notSince, limit)
    .all<{ key: string; page: string; gone_at: number | null }>();
  return results.map(({ key, page, gone_at: goneAt }) => ({ key, page, goneAt: goneAt ?? undefined }));
}

/** A webhook may come before any poll has found its entry, and a poll after it may read an older copy that still shows it. */
const REMEMBER_WITHDRAWAL = `INSERT INTO source_entries
    (key, source, id_digest, link, hash, published_at, outcome, withdrawn_at)
  SELECT 'sources/' || ?1 || '/' || value, ?1, value, ?3 ->> '$[0]', 'withdrawn', 0, 'withdrawn', ?4 FROM json_each(?2)
  WHERE ?4 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM source_entries WHERE source = ?1
    AND (id_digest IN (SELECT value FROM json_each(?2)) OR link IN (SELECT value FROM json_each(?3))))
  ON CONFLICT (key) DO NOTHING`;

async function stageWithdrawal(
  db: D1Database,
  source: string,
  { digests, links }: EntryNames,
  at: number | undefined,
): Promise<void> {
  const query = `UPDATE source_entries SET withdrawn_at = coalesce(?4, withdrawn_at), pending = iif(hash = 'withdrawn', pending, '{"kind":"withdraw"}'),
      hash = 'withdrawn', outcome = iif(hash = 'withdrawn' OR outcome = 'withdrawn', outcome, 'pending'), is_quiet = 0,
      missing_since = NULL, gone_at = NULL, checked_at = NULL
    WHERE source = ?1 AND outcome <> 'repeat'
      AND (id_digest IN (SELECT value FROM json_each(?2)) OR link IN (SELECT value FROM json_each(?3)))`;
  const names = [source, JSON.stringify(digests), JSON.stringify(links), at ?? null];
  await db.batch([db.prepare(REMEMBER_WITHDRAWAL).bind(...names), db.prepare(query).bind(...names)]);
}
