import { listTokens } from "../../search/fold.ts";
import {
  type FollowedArticle,
  MAX_HITS,
  type Progress,
  type SearchHit,
  type SearchIndex,
} from "../../search/search-index.ts";
import { canBePrefix, type SearchQuery, writeMatch } from "../../search/search-query.ts";
import type { AudienceSql } from "../audience-schema.ts";

/** SQLite of a Durable Object: synchronous, and not interleaved with other requests. */
export type SearchSql = AudienceSql;

/**
 * The number of an article is the minute of its publication, or the next free one: the newest matches are the last rows, and the steps
 * between rows are short numbers. The texts are not kept (contentless). They come folded and in words, so that the tokenizer only splits
 * at spaces; it takes every character beyond ASCII for a letter.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS progress (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS documents (
    number INTEGER PRIMARY KEY, place INTEGER NOT NULL UNIQUE, revision INTEGER NOT NULL, expires_at INTEGER
  ) STRICT;
  CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    title, summary, text, content = '', contentless_delete = 1, tokenize = 'ascii'
  );`;

const FREE_NUMBER = `SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM documents WHERE number = ?1) THEN ?1 ELSE
  (SELECT d.number + 1 FROM documents d WHERE d.number >= ?1
    AND NOT EXISTS (SELECT 1 FROM documents n WHERE n.number = d.number + 1) ORDER BY d.number LIMIT 1) END AS number`;

export function createSearchIndex(sql: SearchSql): SearchIndex {
  for (const statement of SCHEMA.split(";\n")) sql.run(statement);

  function saveProgress(progress: Progress): void {
    sql.run(
      "INSERT INTO progress (only_row, value) VALUES (1, ?1) ON CONFLICT DO UPDATE SET value = ?1",
      JSON.stringify(progress),
    );
  }

  function remove(place: number): void {
    const [row] = sql.all<{ number: number }>("SELECT number FROM documents WHERE place = ?1", place);
    if (row === undefined) return;
    sql.run("DELETE FROM words WHERE rowid = CAST(?1 AS INTEGER)", row.number);
    sql.run("DELETE FROM documents WHERE number = ?1", row.number);
  }

  function saveArticle({ place, revision, publishedAt, expiresAt, texts }: FollowedArticle): void {
    remove(place);
    if (texts === undefined) return;
    const [free] = sql.all<{ number: number }>(FREE_NUMBER, Math.floor(publishedAt / 60_000));
    const number = free?.number ?? 0;
    const columns = [texts.title, texts.summary, leaveOut(texts)].map((text) => listTokens(text).join(" "));
    sql.run(
      "INSERT INTO words (rowid, title, summary, text) VALUES (CAST(?1 AS INTEGER), ?2, ?3, ?4)",
      number,
      ...columns,
    );
    sql.run(
      "INSERT INTO documents (number, place, revision, expires_at) VALUES (?1, ?2, ?3, ?4)",
      ...[number, place, revision, expiresAt ?? NEVER],
    );
  }

  return {
    readProgress() {
      const [row] = sql.all<{ value: string }>("SELECT value FROM progress");
      return row && (JSON.parse(row.value) as Progress);
    },
    clear(progress) {
      sql.transact(() => {
        for (const table of ["words", "documents", "progress"]) sql.run(`DROP TABLE IF EXISTS ${table}`);
        for (const statement of SCHEMA.split(";\n")) sql.run(statement);
        saveProgress(progress);
      });
    },
    save(articles, progress) {
      sql.transact(() => {
        for (const article of articles) saveArticle(article);
        saveProgress(progress);
      });
    },
    find(query, order, now) {
      const exact = findMatches(sql, query, "exact", order, now);
      return exact.length > 0 || !canBePrefix(query) ? exact : findMatches(sql, query, "prefix", order, now);
    },
  };
}

/** A phrase may begin in the summary and end behind it. */
const OVERLAP_LENGTH = 24;

/** Most summaries are the beginning of their text: it is not indexed twice. */
function leaveOut({ summary, text }: { readonly summary: string; readonly text: string }): string {
  const beginning = summary.replace(/\s*…$/, "");
  return text.startsWith(beginning) ? text.slice(Math.max(0, beginning.length - OVERLAP_LENGTH)) : text;
}

const NEVER = Number.MAX_SAFE_INTEGER;

interface MatchRow extends SearchHit {
  readonly number: number;
}

const FLOOR = "SELECT number FROM documents ORDER BY number DESC LIMIT 1 OFFSET ?1";
const FREQUENT = "SELECT rowid AS number FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2";

const FROM_MATCHES = (matches: string) => `SELECT d.number, d.place, d.revision FROM (${matches}) AS found
  CROSS JOIN documents d ON d.number = found.number WHERE d.expires_at > ?2 ORDER BY d.number DESC LIMIT ${MAX_HITS}`;

const MATCHES = FROM_MATCHES(
  `SELECT rowid AS number FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT ${MAX_HITS}`,
);

/**
 * In ascending order: FTS5 skips to the first row of a range, and does not search for its last row. Numbers are bound as
 * REAL, by which FTS5 limits no range: hence the casts.
 */
const MATCHES_FROM = FROM_MATCHES(
  "SELECT rowid AS number FROM words WHERE words MATCH ?1 AND rowid >= CAST(?3 AS INTEGER) ORDER BY rowid",
);
const AMONG = "SELECT rowid AS number FROM words WHERE words MATCH ?1 AND rowid >= CAST(?2 AS INTEGER) ORDER BY rowid";

/** Better matches first: all words in the title, then in title and summary together; among equals the newest. */
function findMatches(
  sql: SearchSql,
  query: SearchQuery,
  form: "exact" | "prefix",
  order: "best" | "newest",
  now: number,
): SearchHit[] {
  const match = writeMatch(query, form);
  if (match === "") return [];
  const floor = findFloor(sql, query);
  const rows =
    floor === undefined ? sql.all<MatchRow>(MATCHES, match, now) : sql.all<MatchRow>(MATCHES_FROM, match, now, floor);
  const oldest = rows.at(-1);
  if (order === "newest" || oldest === undefined) return rows.map(toHit);
  const listAmong = (columns: string) => {
    const query = `{${columns}} : (${match})`;
    const found = sql.all<{ number: number }>(AMONG, query, oldest.number);
    return new Set(found.map(({ number }) => number));
  };
  const [titled, summarised] = [listAmong("title"), listAmong("title summary")];
  const rank = ({ number }: MatchRow) => (titled.has(number) ? 0 : summarised.has(number) ? 1 : 2);
  // Array.prototype.sort is stable: rows of one rank stay in their order.
  return rows.toSorted((a, b) => rank(a) - rank(b)).map(toHit);
}

function toHit({ place, revision }: MatchRow): SearchHit {
  return { place, revision };
}

const FREQUENT_FROM = 6000;
const MAX_FREQUENT_TOKENS = 36_000;

/**
 * A rare word makes any search short, as FTS5 skips to its rows. Where all words are frequent and are seldom together, it would walk
 * through every row: then the newest rows are looked at, the fewer the more words there are. Undefined: all rows are.
 */
function findFloor(sql: SearchSql, { phrases }: SearchQuery): number | undefined {
  const tokens = phrases.flat();
  const isFrequent = (token: string) => sql.all(FREQUENT, `"${token}"`, FREQUENT_FROM).length > 0;
  if (tokens.length < 2 || !tokens.every(isFrequent)) return undefined;
  const [row] = sql.all<{ number: number }>(FLOOR, Math.floor(MAX_FREQUENT_TOKENS / tokens.length));
  return row?.number;
}
