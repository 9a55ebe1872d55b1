import { type FeedName, OUTSIDE } from "../../feed/feed-names.ts";
import type { FeedHeadRow } from "../../feed/publishing/publication-store.ts";
import { FEED_COLUMNS, type FeedRow, rowsOf, toHead, writeChangeTime } from "../rows.ts";

/**
 * Records which feeds have moved, from `$.successions` of the JSON value `?1`, while its `$.profileHash` is the store's. A move
 * that the profile states makes a row of a feed that never was here; any feed leads to its last successor in one step.
 */
export const SUCCESSION_STATEMENTS = [
  `INSERT INTO feeds (feed, title, changed_at, successor)
   SELECT value ->> 'from', '', s.changed_at, value ->> 'to' FROM site s, json_each(?1, '$.successions')
   WHERE s.profile_hash = ?1 ->> 'profileHash'
     AND (value ->> 'title' IS NULL OR EXISTS (
       SELECT 1 FROM feeds WHERE feed = value ->> 'from' AND last_position > 0 AND title = value ->> 'title' COLLATE NOCASE))
   ON CONFLICT (feed) DO UPDATE SET successor = excluded.successor`,
  `UPDATE feeds SET successor = NULL, retired = 0
   WHERE declared = 1 AND ?1 ->> 'profileHash' = (SELECT profile_hash FROM site)`,
  `UPDATE feeds SET successor = next.successor FROM feeds AS next
   WHERE next.feed = feeds.successor AND next.successor IS NOT NULL AND next.successor <> feeds.feed
     AND ?1 ->> 'profileHash' = (SELECT profile_hash FROM site)`,
];

/** Subscribers of a topic that has moved are due, whatever they have of it: once, since that delivery ends their subscription. */
export const OWE_LAST_DELIVERIES = `UPDATE subscriptions SET next_try_at = ?1 ->> 'now', attempts = 0, is_whole = 1
  WHERE feed IN (SELECT feed FROM feeds WHERE successor IS NOT NULL) AND ?1 IS NOT NULL`;

/** A feed with an embargoed article alone is not known to readers. */
const LIST_FEEDS = `SELECT ${FEED_COLUMNS} FROM feeds
  WHERE feed <> '${OUTSIDE}' AND (last_position > 0 OR declared = 1 OR retired = 1 OR successor IS NOT NULL) ORDER BY feed`;

export async function listFeeds(db: D1Database): Promise<readonly FeedHeadRow[]> {
  return rowsOf<FeedRow>(await db.prepare(LIST_FEEDS).all()).map(toHead);
}

const FEED_KEYS = `SELECT a.key FROM memberships m JOIN articles a ON a.id = m.article_id
  WHERE m.feed = ?1 AND m.position IS NOT NULL AND a.state = 'published'`;

export async function listFeedKeys(db: D1Database, name: FeedName): Promise<readonly string[]> {
  return (await db.prepare(FEED_KEYS).bind(name).all<{ key: string }>()).results.map(({ key }) => key);
}

const RETIRE_FEED = `UPDATE feeds SET retired = 1, title = '', changed_at = ${writeChangeTime("changed_at", "?2")}
  WHERE feed = ?1 AND count = 0 AND declared = 0 RETURNING feed`;

export async function retireFeed(db: D1Database, name: FeedName, now: number): Promise<boolean> {
  return (await db.prepare(RETIRE_FEED).bind(name, now).all()).results.length > 0;
}
