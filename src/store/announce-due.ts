import { writeMoveHeads, writeRefreshNextDue, writeTouchPages } from "./statements/memberships.ts";

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
  // Twice: an article that was not requested in the meantime may have to expire as soon as it has appeared.
  await db.batch([...round, ...round].map((sql) => db.prepare(sql).bind(now)));
}

const LOG_DUE = `INSERT INTO revisions (article_id, kind, at)
  SELECT id, CASE state WHEN 'scheduled' THEN 'publish' ELSE 'expire' END, due_at FROM articles
  WHERE due_at <= ?1 ORDER BY due_at, id`;

const LAST_REVISION = "(SELECT max(r.revision) FROM revisions r WHERE r.article_id = a.id)";

const TAKE_POSITIONS = `UPDATE memberships SET position = ranked.position, visible_order = ranked.due_at FROM (
    SELECT m.feed, m.article_id, a.due_at,
      f.last_position + row_number() OVER (PARTITION BY m.feed ORDER BY a.due_at, a.id) AS position
    FROM articles a CROSS JOIN memberships m ON m.article_id = a.id JOIN feeds f ON f.feed = m.feed
    WHERE a.due_at <= ?1 AND a.state = 'scheduled') AS ranked
  WHERE memberships.feed = ranked.feed AND memberships.article_id = ranked.article_id`;

const TOUCH_PAGES = writeTouchPages(
  `SELECT a.id AS article_id, ${LAST_REVISION} AS revision, a.due_at AS changed_at FROM articles a WHERE a.due_at <= ?1`,
);

/**
 * A change that is announced late must not hide behind a date that readers have been given since: then it has the second after that.
 * A CROSS JOIN keeps its order: what is due first, then its feeds. Left to itself, SQLite walks every membership there is.
 */
const MOVE_HEADS = writeMoveHeads(`SELECT due.feed, due.revision, due.joined, due.gone, due.gone > 0 AS departed,
    max(due.changed_at, CASE WHEN due.changed_at / 1000 > f.changed_at / 1000 THEN 0 ELSE (f.changed_at / 1000 + 1) * 1000 END)
      AS changed_at
  FROM (
    SELECT m.feed, max(a.due_at) AS changed_at, sum(a.state = 'scheduled') AS joined, sum(a.state = 'published') AS gone,
      max(${LAST_REVISION}) AS revision
    FROM articles a CROSS JOIN memberships m ON m.article_id = a.id
    WHERE a.due_at <= ?1 GROUP BY m.feed) AS due
  JOIN feeds f ON f.feed = due.feed`);

const FORGET_DUE = `UPDATE memberships SET due_at = (
    SELECT CASE a.state WHEN 'scheduled' THEN a.expires_at END FROM articles a WHERE a.id = memberships.article_id)
  WHERE article_id IN (SELECT id FROM articles WHERE due_at <= ?1)`;

const REFRESH_NEXT_DUE = writeRefreshNextDue(
  "SELECT m.feed FROM articles a CROSS JOIN memberships m ON m.article_id = a.id WHERE a.due_at <= ?1",
);

const LEAVE_FEEDS = `DELETE FROM memberships WHERE article_id IN (
    SELECT id FROM articles WHERE due_at <= ?1 AND state = 'published')`;

/** Where the clock was set back, what is due may be dated before the article's last change: dates never go back. */
const CHANGE_STATES = `UPDATE articles SET
    revision = (SELECT max(r.revision) FROM revisions r WHERE r.article_id = articles.id),
    changed_at = max(changed_at, due_at),
    due_at = CASE state WHEN 'scheduled' THEN expires_at END,
    state = CASE state WHEN 'scheduled' THEN 'published' ELSE 'expired' END
  WHERE due_at <= ?1`;
