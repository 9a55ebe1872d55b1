import { ARCHIVE_PAGE_SIZE } from "../../feed/archive.ts";
import { writeChangeTime, writePageOf } from "../rows.ts";

// Statements that apply a change to feeds and archive pages, for a publisher's change (save-article.ts) and for one that falls
// due (announce-due.ts).

/**
 * Moves the archive pages of changed articles: an article changes its own page, and one that fills a page gives the page before a
 * `next-archive`. To be run while feeds still have their former `last_position`.
 *
 * `changes` selects article_id, revision, changed_at. A CROSS JOIN keeps its order: left to itself, SQLite walks every membership.
 */
export function writeTouchPages(changes: string): string {
  return `INSERT INTO archive_pages (feed, page, revision, changed_at)
    SELECT feed, page, max(revision), max(changed_at) FROM (
      SELECT m.feed, ${writePageOf("m.position")} AS page, c.revision, c.changed_at
      FROM (${changes}) AS c CROSS JOIN memberships m ON m.article_id = c.article_id WHERE m.position IS NOT NULL
      UNION ALL
      SELECT m.feed, m.position / ${ARCHIVE_PAGE_SIZE} - 1, c.revision, c.changed_at
      FROM (${changes}) AS c CROSS JOIN memberships m ON m.article_id = c.article_id JOIN feeds f ON f.feed = m.feed
      WHERE m.position > f.last_position AND m.position % ${ARCHIVE_PAGE_SIZE} = 0)
    WHERE page > 0 GROUP BY feed, page
    ON CONFLICT (feed, page) DO UPDATE SET revision = excluded.revision,
      changed_at = ${writeChangeTime("archive_pages.changed_at", "excluded.changed_at")}`;
}

/**
 * Moves the heads of feeds. `moves` selects feed, revision, changed_at, joined and gone (how many entries came and went) and
 * departed: whether one went other than by age.
 */
export function writeMoveHeads(moves: string): string {
  return `UPDATE feeds SET
      revision = moved.revision,
      changed_at = ${writeChangeTime("feeds.changed_at", "moved.changed_at")},
      count = count + moved.joined - moved.gone,
      last_position = last_position + moved.joined,
      departed_revision = CASE WHEN moved.departed THEN moved.revision ELSE departed_revision END,
      -- A new entry begins an ended feed anew, and one that had moved away.
      retired = CASE WHEN moved.joined THEN 0 ELSE retired END,
      successor = CASE WHEN moved.joined THEN NULL ELSE successor END
    FROM (${moves}) AS moved
    WHERE feeds.feed = moved.feed`;
}

/** Learns again when the next entry of each feed falls due. `names` selects the feeds. */
export function writeRefreshNextDue(names: string): string {
  return `UPDATE feeds SET
      next_due_at = (SELECT min(m.due_at) FROM memberships m WHERE m.feed = feeds.feed AND m.due_at IS NOT NULL)
    WHERE feed IN (${names})`;
}
