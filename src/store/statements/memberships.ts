import { ARCHIVE_PAGE_SIZE } from "../../feed/archive.ts";
import { DEFAULT_WINDOW_SIZE } from "../../feed/build-feed.ts";
import { writeChangeTime, writePageOf } from "../rows.ts";

// Statements that apply a change to feeds and archive pages, for a publisher's change (save-article.ts) and for one that falls
// due (announce-due.ts).

/**
 * Moves the archive pages of changed articles: an article changes its own page, and one that fills a page gives the page before a
 * `next-archive`, and begins the page after it. To be run while feeds still have their former `last_position`.
 *
 * `changes` selects article_id, revision, changed_at. A CROSS JOIN keeps its order: left to itself, SQLite walks every membership.
 */
export function writeTouchPages(changes: string): string {
  const changeTime = writeChangeTime("archive_pages.changed_at", "excluded.changed_at");
  return `INSERT INTO archive_pages (feed, page, revision, changed_at, contents_at)
    WITH changes AS MATERIALIZED (${changes})
    SELECT feed, page, max(revision), max(changed_at), max(contents_at) FROM (
      SELECT m.feed, ${writePageOf("m.position")} AS page, c.revision, c.changed_at, c.changed_at AS contents_at
      FROM changes c CROSS JOIN memberships m ON m.article_id = c.article_id WHERE m.position IS NOT NULL
      UNION ALL
      SELECT m.feed, m.position / ${ARCHIVE_PAGE_SIZE} - 1, c.revision, c.changed_at, NULL
      FROM changes c CROSS JOIN memberships m ON m.article_id = c.article_id JOIN feeds f ON f.feed = m.feed
      WHERE m.position > f.last_position AND m.position % ${ARCHIVE_PAGE_SIZE} = 0
      UNION ALL
      SELECT m.feed, m.position / ${ARCHIVE_PAGE_SIZE} + 1, c.revision, c.changed_at, NULL
      FROM changes c CROSS JOIN memberships m ON m.article_id = c.article_id JOIN feeds f ON f.feed = m.feed
      WHERE m.position > f.last_position AND m.position % ${ARCHIVE_PAGE_SIZE} = 0)
    WHERE page > 0 GROUP BY feed, page
    ON CONFLICT (feed, page) DO UPDATE SET revision = excluded.revision,
      changed_at = ${changeTime},
      contents_at = CASE WHEN excluded.contents_at IS NULL THEN archive_pages.contents_at ELSE ${changeTime} END`;
}

/**
 * Moves the heads of feeds. `changes` selects feed, revision, changed_at, joined and gone (how many entries came and went), size (of
 * the feed's window), and as 0 or 1:
 * - shown: an entry of the window changed, came or went,
 * - told: subscribers are told of it,
 * - reworked: the set of entries changed, or the substance of one,
 * - departed: an entry left the window other than by age, or was taken back,
 * - withdrawn: an article left the feed or was taken back, in the window or not: an older rendering may still show it.
 *
 * Where the window's entries stay, the documents may still get another link into the archive.
 */
export function writeMoveHeads(changes: string): string {
  const joined = writeArchiveLinks("f.count + c.joined - c.gone", "f.last_position + c.joined");
  const isMoved = `(c.shown OR ${writeArchiveLinks("f.count", "f.last_position")} <> ${joined})`;
  // Materialised: left to itself, SQLite writes the subqueries of `changes` out again for each column that is set from them.
  return `WITH changes AS MATERIALIZED (${changes}), moved AS MATERIALIZED (
      SELECT c.*, ${isMoved} AS is_moved, ${writeChangeTime("f.changed_at", "c.changed_at")} AS moved_at
      FROM changes c CROSS JOIN feeds f ON f.feed = c.feed)
    UPDATE feeds SET
      revision = CASE WHEN moved.is_moved THEN moved.revision ELSE feeds.revision END,
      entries_revision = CASE WHEN moved.shown AND moved.told THEN moved.revision ELSE entries_revision END,
      changed_at = CASE WHEN moved.is_moved THEN moved.moved_at ELSE feeds.changed_at END,
      contents_at = CASE WHEN moved.reworked THEN moved.moved_at ELSE contents_at END,
      count = feeds.count + moved.joined - moved.gone,
      last_position = feeds.last_position + moved.joined,
      departed_revision = CASE WHEN moved.departed THEN moved.revision
        WHEN moved.withdrawn THEN max(departed_revision, feeds.revision) ELSE departed_revision END,
      -- A new entry begins an ended feed anew, and one that had moved away.
      retired = CASE WHEN moved.joined THEN 0 ELSE retired END,
      successor = CASE WHEN moved.joined THEN NULL ELSE successor END
    FROM moved WHERE feeds.feed = moved.feed`;
}

/** `pageWindow` (feed/archive.ts) as one number, of expressions that give how many entries a feed has and its last position. */
function writeArchiveLinks(count: string, lastPosition: string): string {
  return `CASE WHEN ${count} <= c.size THEN 0 ELSE (${lastPosition}) / ${ARCHIVE_PAGE_SIZE} + 1 END`;
}

/** The size of a feed's window. */
export function writeWindowSize(feed: string): string {
  return `coalesce((SELECT rule.value ->> 'windowSize' FROM site, json_each(site.profile, '$.feeds') AS rule
    WHERE 'feeds/' || (rule.value ->> 'name') = ${feed}), ${DEFAULT_WINDOW_SIZE})`;
}

/** The size of the largest window. SQLite lets a LIMIT name no column. */
export const LARGEST_WINDOW = `(SELECT max(${DEFAULT_WINDOW_SIZE}, coalesce(max(rule.value ->> 'windowSize'), 0))
  FROM site, json_each(site.profile, '$.feeds') AS rule)`;

/**
 * How many other articles come before a place in a feed, counted no further than `limit`. The unary plus takes a column's affinity away:
 * SQLite would use the index for the first of both values alone, and walk all articles of one date.
 */
export function writeRank(
  {
    feed,
    articleId,
    visibleOrder,
    position,
  }: Readonly<Record<"feed" | "articleId" | "visibleOrder" | "position", string>>,
  limit: string,
): string {
  return `(SELECT count(*) FROM (SELECT 1 FROM memberships o WHERE o.feed = ${feed} AND o.visible_order IS NOT NULL
    AND (o.visible_order, o.position) > (coalesce(${visibleOrder}, 0), +${position}) AND o.article_id <> ${articleId}
    LIMIT ${limit}))`;
}

/** Learns again when the next entry of each feed falls due. `names` selects the feeds. */
export function writeRefreshNextDue(names: string): string {
  return `UPDATE feeds SET
      next_due_at = (SELECT min(m.due_at) FROM memberships m WHERE m.feed = feeds.feed AND m.due_at IS NOT NULL)
    WHERE feed IN (${names})`;
}

/** Moves the catalogue, by SQL of the revision and time of a change, and whether an article left a feed or was taken back by it. */
export function writeMoveCatalogue(revision: string, at: string, isDeparture: string): string {
  return `UPDATE site SET catalogue_revision = ${revision},
      catalogue_changed_at = ${writeChangeTime("catalogue_changed_at", at)},
      catalogue_departed_revision = CASE WHEN ${isDeparture} THEN ${revision} ELSE catalogue_departed_revision END
    WHERE only_row = 1`;
}
