import { NO_AUTHORITY } from "../../article/authority.ts";
import { writeChangeTime } from "../rows.ts";

const PREFIX = `tag:${NO_AUTHORITY},`;

/** Every column that holds an article's id, the article itself last. */
const ID_COLUMNS = [
  "revisions.article_id",
  "memberships.article_id",
  "aliases.article_id",
  "article_media.article_id",
  "article_links.article_id",
  "replaced_media.article_id",
  "tool_editions.article_id",
  "articles.id",
] as const;

const LATEST = "(SELECT max(revision) FROM revisions)";

/** Reads `?1`: domain, authority and now. Every head moves, since bytes change under it. */
const MOVE_HEADS = [
  "INSERT INTO revisions (article_id, kind, at) VALUES (NULL, 'profile', ?1 ->> 'now')",
  "UPDATE site SET authority = ?1 ->> 'authority' WHERE only_row = 1 AND authority IS NULL",
  ...["feeds", "articles", "archive_pages"].map(
    (table) => `UPDATE ${table} SET revision = ${LATEST}, changed_at = ${writeChangeTime("changed_at", "?1 ->> 'now'")}
      WHERE revision > 0`,
  ),
];

/** An id that is an article's already stays that article's. */
function writeRename(place: string): string {
  const [table, column] = place.split(".");
  const renamed = `'tag:' || (?1 ->> 'domain') || ',' || substr(${column}, ${PREFIX.length + 1})`;
  return `UPDATE ${table} SET ${column} = ${renamed}
    WHERE ${column} LIKE '${PREFIX}%' AND NOT EXISTS (SELECT 1 FROM articles AS held WHERE held.id = ${renamed})`;
}

export async function settleAuthority(db: D1Database, domain: string, authority: string, now: number): Promise<void> {
  const value = JSON.stringify({ domain, authority, now });
  await db.batch([
    // The rows that refer to an article are renamed before it.
    db.prepare("PRAGMA defer_foreign_keys = ON"),
    ...[...ID_COLUMNS.map(writeRename), ...MOVE_HEADS].map((sql) => db.prepare(sql).bind(value)),
  ]);
}
