import { PAGE_KEYS } from "../../article/standing-page.ts";
import type { NavigationChange, StandingPage } from "../../feed/publishing/publication-store.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { type ArticleRow, LISTED_COLUMNS, toRecord, writeChangeTime } from "../rows.ts";
import { writeMoveCatalogue } from "./memberships.ts";
import { findRefusal, writeRefusal } from "./refusals.ts";

/** One range of the index of keys: "0" follows "/". */
const PAGES_QUERY = `SELECT ${LISTED_COLUMNS}, '' AS html, '' AS text FROM articles a
  WHERE a.key >= '${PAGE_KEYS}' AND a.key < '${PAGE_KEYS.slice(0, -1)}0' AND a.state = 'published' ORDER BY a.key`;

export async function listStandingPages(db: D1Database): Promise<readonly StandingPage[]> {
  const { results } = await db.prepare(PAGES_QUERY).all<ArticleRow>();
  return results.map(toRecord);
}

const LATEST = "(SELECT max(revision) FROM revisions)";

/** Each reads the same JSON value, `?1`. Every document's epoch changes, so that each feed's revision must move with it (decision 4). */
const STATEMENTS = [
  writeRefusal(["conflict", "?1 ->> 'formerHash' <> (SELECT profile_hash FROM site)"]),
  "INSERT INTO revisions (article_id, kind, at) VALUES (NULL, 'profile', ?1 ->> 'now')",
  `UPDATE site SET profile = ?1 ->> 'profile', profile_hash = ?1 ->> 'profileHash',
     changed_at = ${writeChangeTime("changed_at", "?1 ->> 'now'")} WHERE only_row = 1`,
  `UPDATE feeds SET revision = ${LATEST}, changed_at = ${writeChangeTime("changed_at", "?1 ->> 'now'")}`,
  writeMoveCatalogue(LATEST, "(?1 ->> 'now')", "0"),
  `SELECT ${LATEST} AS revision WHERE ?1 IS NOT NULL`,
];

export async function saveNavigation(
  db: D1Database,
  change: NavigationChange,
): Promise<Result<{ readonly revision: number }, { readonly reason: "conflict" }>> {
  const value = JSON.stringify({ ...change, profile: JSON.stringify(change.profile) });
  try {
    const results = await db.batch<{ revision: number }>(STATEMENTS.map((sql) => db.prepare(sql).bind(value)));
    return succeed({ revision: results.at(-1)?.results[0]?.revision ?? 0 });
  } catch (error) {
    if (findRefusal(error) === "conflict") return fail({ reason: "conflict" });
    throw error;
  }
}
