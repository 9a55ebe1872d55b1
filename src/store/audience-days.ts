import type { AgentKind } from "../audience/agents.ts";
import type { AccountQuery, AudienceAccount, DatedLine, FirstFetch } from "../audience/audience-store.ts";
import type { ArticleOpens } from "../audience/counts.ts";
import {
  ALL_FEEDS,
  type DailyLine,
  type DayMaterial,
  type ReaderDay,
  summariseDay,
} from "../audience/daily-summary.ts";
import { type DocumentSize, dayOf } from "../audience/flush.ts";
import { DAY_MS } from "../lib/dates.ts";
import { forgetOldClaims, listBeliefs } from "./audience-claims.ts";
import type { AudienceSql } from "./audience-schema.ts";
import { closeDownloads, listDownloads } from "./downloads/object-downloads.ts";

/** Isolates still bring what they counted before midnight for so long. */
const CLOSE_AFTER_MS = 5 * 60_000;
const KEPT_DAYS = 800;
/** Some may be withdrawn or have another address now. */
const MOST_OPENED = 30;

/** Tolerates a clock that runs a day ahead; a closed day never changes. */
export function isOpen(day: number, now: number): boolean {
  return (day + 1) * DAY_MS + CLOSE_AFTER_MS > now && day <= dayOf(now) + 1;
}

/**
 * At midnight (UTC) the key is destroyed. Five minutes later the day is closed: its summary is written and its sketches are
 * deleted, as are the marks of downloads. The next alarm is set when there is something to close or to destroy.
 */
export function turnDay(sql: AudienceSql, now: number): number | undefined {
  const today = dayOf(now);
  sql.run("DELETE FROM daily_key WHERE day < ?1", today);
  const past = sql.all<{ day: number }>(
    "SELECT day FROM open_days WHERE day < ?1 UNION SELECT day FROM download_marks WHERE day < ?1 ORDER BY day",
    today,
  );
  const over = past.filter(({ day }) => !isOpen(day, now));
  for (const { day } of over) closeDay(sql, day);
  if (over.length > 0) forgetOld(sql, now);
  sql.run("DELETE FROM opens WHERE day < ?1", today - KEPT_DAYS);
  sql.run("DELETE FROM downloads WHERE day < ?1", today - KEPT_DAYS);
  const [oldest] = sql.all<{ day: number | null }>(
    "SELECT min(day) AS day FROM (SELECT min(day) AS day FROM open_days UNION SELECT min(day) AS day FROM download_marks)",
  );
  if (oldest?.day != null && oldest.day < today) return (oldest.day + 1) * DAY_MS + CLOSE_AFTER_MS;
  const [key] = sql.all<{ day: number }>("SELECT day FROM daily_key");
  return key === undefined && oldest?.day == null ? undefined : (today + 1) * DAY_MS;
}

function forgetOld(sql: AudienceSql, now: number): void {
  const today = dayOf(now);
  sql.run("DELETE FROM isolates WHERE day < ?1", today - 1);
  sql.run("DELETE FROM closed_days WHERE day < ?1", today - KEPT_DAYS);
  sql.run("DELETE FROM first_fetches WHERE at < ?1", now - KEPT_DAYS * DAY_MS);
  forgetOldClaims(sql, now);
}

function closeDay(sql: AudienceSql, day: number): void {
  const material = readMaterial(sql, day, ALL_FEEDS);
  const feeds = [...new Set(material.readers.map(({ feed }) => feed))];
  for (const line of summariseDay(material, [ALL_FEEDS, ...feeds])) saveLine(sql, line, day);
  sql.run("DELETE FROM open_days WHERE day = ?1", day);
  closeDownloads(sql, day);
}

function saveLine(sql: AudienceSql, line: DailyLine, day: number): void {
  const { feed, part, name, kind, people, unverified, polls, notModified, deltas, unconditional, rendered } = line;
  sql.run(
    `INSERT OR REPLACE INTO closed_days (feed, day, part, name, kind, people, unverified, polls, not_modified, deltas,
       unconditional, rendered, saved_bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`,
    ...[feed, day, part, name, kind, people, unverified, polls, notModified, deltas, unconditional, rendered],
    line.savedBytes,
  );
}

interface OpenDayRow {
  feed: string;
  format: string;
  reader: string;
  kind: AgentKind;
  polls: number;
  not_modified: number;
  deltas: number;
  unconditional: number;
  rendered: number;
  sketch: ArrayBuffer | Uint8Array;
}

function readMaterial(sql: AudienceSql, day: number, feed: string): DayMaterial {
  const rows = sql.all<OpenDayRow>(
    `SELECT feed, format, reader, kind, polls, not_modified, deltas, unconditional, rendered, sketch FROM open_days
     WHERE day = ?1 AND (feed = ?2 OR ?2 = '${ALL_FEEDS}')`,
    ...[day, feed],
  );
  const readers = rows.map(({ not_modified, sketch, ...row }): ReaderDay => {
    return { ...row, notModified: not_modified, sketch: new Uint8Array(sketch) };
  });
  const claimed = sql.all<{ feed: string }>(
    `SELECT DISTINCT feed FROM claims WHERE feed = ?1 OR ?1 = '${ALL_FEEDS}'
     UNION SELECT feed FROM refused_claims WHERE feed = ?1 OR ?1 = '${ALL_FEEDS}'`,
    feed,
  );
  const beliefs = new Map(claimed.map((row) => [row.feed, listBeliefs(sql, row.feed, day)]));
  return { readers, beliefs, sizes: sql.all<DocumentSize>("SELECT feed, format, bytes FROM documents") };
}

interface ClosedDayRow extends Omit<DatedLine, "notModified" | "savedBytes"> {
  not_modified: number;
  saved_bytes: number;
}

export function readAccount(
  sql: AudienceSql,
  { feed, fromDay, sinceRevision }: AccountQuery,
  now: number,
): AudienceAccount {
  const closed = sql.all<ClosedDayRow>(
    `SELECT feed, day, part, name, kind, people, unverified, polls, not_modified, deltas, unconditional, rendered,
       saved_bytes FROM closed_days WHERE feed = ?1 AND day >= ?2 ORDER BY day`,
    ...[feed, fromDay],
  );
  const past = closed.map(({ not_modified, saved_bytes, ...row }): DatedLine => {
    return { ...row, notModified: not_modified, savedBytes: saved_bytes };
  });
  // Today has figures even before its first poll: aggregators' claims last some days.
  const open = sql.all<{ day: number }>(
    `SELECT DISTINCT day FROM open_days WHERE day >= ?1
     UNION SELECT ?2 AS day FROM closed_days WHERE day < ?2 ORDER BY day`,
    ...[fromDay, dayOf(now)],
  );
  const present = open.flatMap(({ day }) =>
    summariseDay(readMaterial(sql, day, feed), [feed]).map((line) => ({ ...line, day })),
  );
  const known = sql.all<{ feed: string }>(
    "SELECT DISTINCT feed FROM closed_days WHERE day >= ?1 UNION SELECT DISTINCT feed FROM open_days ORDER BY feed",
    fromDay,
  );
  return {
    lines: [...past, ...present],
    feeds: known.map((row) => row.feed).filter((name) => name !== ALL_FEEDS),
    firstFetch: sinceRevision === undefined ? undefined : findFirstFetch(sql, sinceRevision),
    opens: sql.all<ArticleOpens>(
      `SELECT slug, sum(opens) AS opens FROM opens WHERE day >= ?1 GROUP BY slug ORDER BY sum(opens) DESC, slug LIMIT ${MOST_OPENED}`,
      fromDay,
    ),
    downloads: listDownloads(sql, fromDay),
  };
}

/** The main feed holds every article: who got it first, got the article first. */
function findFirstFetch(sql: AudienceSql, revision: number): FirstFetch | undefined {
  const query =
    "SELECT at, reader FROM first_fetches WHERE feed = 'main' AND revision >= ?1 ORDER BY at, revision LIMIT 1";
  return sql.all<FirstFetch>(query, revision)[0];
}
