import { type ByteRange, joinRanges, sumRanges } from "../../audience/byte-ranges.ts";
import type { ArticleDownloads, CountedPart } from "../../audience/downloads.ts";
import type { AudienceSql } from "../audience-schema.ts";

/** Clients of the days that are not closed: 20 MB at most. Bots get half, so that they take no listener's place. */
const MAX_MARKS = 100_000;
/** A crawler under a listener's name downloads a whole archive each day: of a closed day the most downloaded are kept. */
const MAX_ARTICLES_A_DAY = 2000;
/** How many articles the account shows. */
const MOST_DOWNLOADED = 300;

/** The ranges of a client that has been counted. */
const COUNTED = "";

/** Joins the parts of a day with what is known of their clients; a client counts once, however its requests are spread. */
export function recordDownloads(sql: AudienceSql, day: number, parts: readonly CountedPart[]): void {
  let marks = countMarks(sql);
  for (const part of parts) {
    const known = findRanges(sql, day, part);
    if (known === COUNTED) continue;
    if (known === undefined && marks >= (part.isBot ? MAX_MARKS / 2 : MAX_MARKS)) continue;
    if (known === undefined) marks += 1;
    const asked = joinRanges([...readRanges(known), ...part.ranges]);
    const isEnough = sumRanges(asked) >= part.enoughBytes;
    saveRanges(sql, day, part, isEnough ? COUNTED : JSON.stringify(asked));
    if (isEnough) addDownload(sql, day, part);
  }
}

/** Rows are numbered in the order of their insertion, and those of a day leave together: no row needs to be read. */
function countMarks(sql: AudienceSql): number {
  const [found] = sql.all<{ marks: number | null }>("SELECT max(rowid) - min(rowid) + 1 AS marks FROM download_marks");
  return found?.marks ?? 0;
}

function findRanges(sql: AudienceSql, day: number, { article, mark }: CountedPart): string | undefined {
  const query = "SELECT ranges FROM download_marks WHERE day = ?1 AND article = ?2 AND mark = ?3";
  return sql.all<{ ranges: string }>(query, day, article, mark)[0]?.ranges;
}

function readRanges(known: string | undefined): ByteRange[] {
  return known === undefined ? [] : (JSON.parse(known) as ByteRange[]);
}

function saveRanges(sql: AudienceSql, day: number, { article, mark }: CountedPart, ranges: string): void {
  sql.run(
    `INSERT INTO download_marks (day, article, mark, ranges) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (day, article, mark) DO UPDATE SET ranges = ?4`,
    ...[day, article, mark, ranges],
  );
}

function addDownload(sql: AudienceSql, day: number, { article, isBot }: CountedPart): void {
  sql.run(
    `INSERT INTO downloads (day, article, downloads, bots) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (day, article) DO UPDATE SET downloads = downloads + ?3, bots = bots + ?4`,
    ...[day, article, isBot ? 0 : 1, isBot ? 1 : 0],
  );
}

/** Forgets the clients of a day; its numbers stay. */
export function closeDownloads(sql: AudienceSql, day: number): void {
  sql.run("DELETE FROM download_marks WHERE day = ?1", day);
  sql.run(
    `DELETE FROM downloads WHERE day = ?1 AND article NOT IN (
       SELECT article FROM downloads WHERE day = ?1 ORDER BY downloads DESC, bots DESC, article LIMIT ${MAX_ARTICLES_A_DAY})`,
    day,
  );
}

/** By article and day, of the articles that were downloaded most. */
export function listDownloads(sql: AudienceSql, fromDay: number): ArticleDownloads[] {
  return sql.all<ArticleDownloads>(
    `SELECT article, day, downloads, bots FROM downloads WHERE day >= ?1 AND article IN (
       SELECT article FROM downloads WHERE day >= ?1 GROUP BY article ORDER BY sum(downloads) DESC, article LIMIT ${MOST_DOWNLOADED})
     ORDER BY day, article`,
    fromDay,
  );
}
