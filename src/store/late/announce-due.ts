import {
  LARGEST_WINDOW,
  writeMoveCatalogue,
  writeMoveHeads,
  writeRank,
  writeRefreshNextDue,
  writeTouchPages,
  writeWindowSize,
} from "../statements/memberships.ts";

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
    MOVE_CATALOGUE,
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

/** Due articles first, then their feeds: a CROSS JOIN keeps this order. Left to itself, SQLite walks every membership there is. */
const DUE = `SELECT m.feed, m.article_id, m.visible_order, m.position, a.due_at, a.state = 'scheduled' AS joins,
    ${LAST_REVISION} AS revision, count(*) OVER (PARTITION BY m.feed) AS companions
  FROM articles a CROSS JOIN memberships m ON m.article_id = a.id WHERE a.due_at <= ?1`;

/** Among both those that come and those that go: each of them may be what keeps another out of the window. */
const RANK = writeRank(
  { feed: "d.feed", articleId: "d.article_id", visibleOrder: "d.visible_order", position: "d.position" },
  `${LARGEST_WINDOW} + (SELECT count(*) FROM due)`,
);

/** A change that is announced late must not hide behind a date that readers have been given since: then it has the second after that. */
const MOVE_HEADS =
  writeMoveHeads(`SELECT moved.feed, moved.revision, size, joined, gone, shown, 1 AS told, shown AS reworked, departed, withdrawn,
    max(moved.changed_at, CASE WHEN moved.changed_at / 1000 > f.changed_at / 1000 THEN 0 ELSE (f.changed_at / 1000 + 1) * 1000 END)
      AS changed_at
  FROM (
    WITH due AS MATERIALIZED (${DUE})
    SELECT feed, size, max(due_at) AS changed_at, sum(joins) AS joined, sum(NOT joins) AS gone, max(revision) AS revision,
      max(shown) AS shown, max(shown AND NOT joins) AS departed, max(NOT joins) AS withdrawn
    FROM (SELECT ranked.*, size + companions > rank AS shown FROM (
      SELECT d.*, ${writeWindowSize("d.feed")} AS size, ${RANK} AS rank FROM due d) AS ranked) AS placed
    GROUP BY feed) AS moved
  JOIN feeds f ON f.feed = moved.feed`);

/** Nothing is due: then the batch of another has been first. */
const MOVE_CATALOGUE = `${writeMoveCatalogue(
  "(SELECT max(revision) FROM revisions)",
  "(SELECT max(due_at, CASE WHEN due_at / 1000 > catalogue_changed_at / 1000 THEN 0 ELSE (catalogue_changed_at / 1000 + 1) * 1000 END) FROM (SELECT max(due_at) AS due_at FROM articles WHERE due_at <= ?1))",
  "EXISTS (SELECT 1 FROM articles WHERE due_at <= ?1 AND state = 'published')",
)} AND EXISTS (SELECT 1 FROM articles WHERE due_at <= ?1)`;

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
