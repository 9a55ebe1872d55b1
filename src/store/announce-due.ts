import { ARCHIVE_PAGE_SIZE } from "../feed/archive.ts";
import { writePageOf } from "./rows.ts";

/**
 * Announces everything due at `now`: scheduled articles become visible, expired ones leave. Each change is dated its due
 * time, so that the bytes do not depend on who polled when. All statements ask for what is still due: of two racers the
 * second changes nothing.
 */
export async function announceDue(db: D1Database, now: number): Promise<void> {
  const round = [
    LOG_DUE,
    TAKE_POSITIONS,
    TOUCH_PAGES,
    MOVE_HEADS,
    FORGET_DUE,
    REFRESH_NEXT_DUE,
    LEAVE_FEEDS,
    CHANGE_STATES,
  ];
  // Twice: an article that nobody asked for since may be due to expire as soon as it has appeared.
  await db.batch([...round, ...round].map((sql) => db.prepare(sql).bind(now)));
}

const LOG_DUE = `INSERT INTO revisions (article_id, kind, at)
  SELECT id, CASE state WHEN 'scheduled' THEN 'publish' ELSE 'expire' END, due_at FROM articles
  WHERE due_at <= ?1 ORDER BY due_at, id`;

const TAKE_POSITIONS = `UPDATE memberships SET position = ranked.position FROM (
    SELECT m.feed, m.article_id,
      f.last_position + row_number() OVER (PARTITION BY m.feed ORDER BY a.due_at, a.id) AS position
    FROM articles a CROSS JOIN memberships m ON m.article_id = a.id JOIN feeds f ON f.feed = m.feed
    WHERE a.due_at <= ?1 AND a.state = 'scheduled') AS ranked
  WHERE memberships.feed = ranked.feed AND memberships.article_id = ranked.article_id`;

const TOUCH_PAGES = `INSERT INTO archive_pages (feed, page, revision, changed_at)
  SELECT feed, page, max(revision), max(changed_at) FROM (
    SELECT m.feed, ${writePageOf("m.position")} AS page, a.due_at AS changed_at,
      (SELECT max(r.revision) FROM revisions r WHERE r.article_id = a.id) AS revision
    FROM articles a CROSS JOIN memberships m ON m.article_id = a.id WHERE a.due_at <= ?1 AND m.position IS NOT NULL
    UNION ALL
    SELECT m.feed, m.position / ${ARCHIVE_PAGE_SIZE} - 1, a.due_at,
      (SELECT max(r.revision) FROM revisions r WHERE r.article_id = a.id)
    FROM articles a CROSS JOIN memberships m ON m.article_id = a.id
    WHERE a.due_at <= ?1 AND a.state = 'scheduled' AND m.position % ${ARCHIVE_PAGE_SIZE} = 0)
  WHERE page > 0 GROUP BY feed, page
  ON CONFLICT (feed, page) DO UPDATE SET revision = excluded.revision,
    changed_at = max(archive_pages.changed_at, excluded.changed_at)`;

/**
 * A CROSS JOIN keeps its order: what is due first, then where it stands. Left to itself, SQLite walks every membership there is.
 *
 * What is announced late must not hide behind what readers have seen since: then it has the second after that.
 */
const MOVE_HEADS = `UPDATE feeds SET
    revision = due.revision,
    changed_at = CASE WHEN due.changed_at / 1000 > feeds.changed_at / 1000 THEN due.changed_at
      ELSE (feeds.changed_at / 1000 + 1) * 1000 END,
    count = count + due.joined - due.left,
    last_position = last_position + due.joined,
    departed_revision = CASE WHEN due.left > 0 THEN due.revision ELSE departed_revision END
  FROM (
    SELECT m.feed, max(a.due_at) AS changed_at, sum(a.state = 'scheduled') AS joined, sum(a.state = 'published') AS left,
      max((SELECT max(r.revision) FROM revisions r WHERE r.article_id = a.id)) AS revision
    FROM articles a CROSS JOIN memberships m ON m.article_id = a.id
    WHERE a.due_at <= ?1 GROUP BY m.feed) AS due
  WHERE feeds.feed = due.feed`;

const FORGET_DUE = `UPDATE memberships SET due_at = (
    SELECT CASE a.state WHEN 'scheduled' THEN a.expires_at END FROM articles a WHERE a.id = memberships.article_id)
  WHERE article_id IN (SELECT id FROM articles WHERE due_at <= ?1)`;

const REFRESH_NEXT_DUE = `UPDATE feeds SET
    next_due_at = (SELECT min(m.due_at) FROM memberships m WHERE m.feed = feeds.feed AND m.due_at IS NOT NULL)
  WHERE feed IN (SELECT m.feed FROM articles a CROSS JOIN memberships m ON m.article_id = a.id WHERE a.due_at <= ?1)`;

const LEAVE_FEEDS = `DELETE FROM memberships WHERE article_id IN (
    SELECT id FROM articles WHERE due_at <= ?1 AND state = 'published')`;

const CHANGE_STATES = `UPDATE articles SET
    revision = (SELECT max(r.revision) FROM revisions r WHERE r.article_id = articles.id),
    changed_at = due_at,
    due_at = CASE state WHEN 'scheduled' THEN expires_at END,
    state = CASE state WHEN 'scheduled' THEN 'published' ELSE 'expired' END
  WHERE due_at <= ?1`;
