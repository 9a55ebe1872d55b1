import type { FeedName } from "../feed/feed-names.ts";
import type { FormatId } from "../feed/formats.ts";
import type { DeliveryState, Dialect, RedeliverySelection } from "../push/push-store.ts";

interface DeliveryRow {
  id: number;
  dialect: Dialect;
  feed: FeedName;
  format: FormatId;
  host: string;
  cursor: number;
  head_revision: number;
  attempts: number;
  last_try_at: number | null;
  last_status: string | null;
  next_try_at: number | null;
  expires_at: number;
  dead_letters: string;
}

/** Neither callbacks nor secrets: this list shows who is behind, and must not allow sending in our name. */
const DELIVERIES_QUERY = `SELECT s.id, s.dialect, s.feed, s.format, s.host, s.cursor, coalesce(f.entries_revision, 0) AS head_revision,
    s.attempts, s.last_try_at, s.last_status, s.next_try_at, s.expires_at,
    (SELECT json_group_array(json_object('revision', d.revision, 'status', d.status, 'at', d.at))
     FROM dead_letters d WHERE d.subscription_id = s.id) AS dead_letters
  FROM subscriptions s LEFT JOIN feeds f ON f.feed = s.feed WHERE s.id > ?1 ORDER BY s.id LIMIT ?2`;

export async function listDeliveries(
  db: D1Database,
  afterId: number,
  limit: number,
): Promise<readonly DeliveryState[]> {
  const { results } = await db.prepare(DELIVERIES_QUERY).bind(afterId, limit).all<DeliveryRow>();
  return results.map((row) => ({
    id: row.id,
    dialect: row.dialect,
    topic: { feed: row.feed, format: row.format },
    host: row.host,
    cursor: row.cursor,
    headRevision: row.head_revision,
    attempts: row.attempts,
    lastTryAt: row.last_try_at ?? undefined,
    lastStatus: row.last_status ?? undefined,
    nextTryAt: row.next_try_at ?? undefined,
    expiresAt: row.expires_at,
    deadLetters: JSON.parse(row.dead_letters) as DeliveryState["deadLetters"],
  }));
}

const REDELIVER = "UPDATE subscriptions SET next_try_at = ?1, attempts = 0, is_whole = 1 WHERE expires_at > ?1 AND";

export async function redeliver(db: D1Database, selection: RedeliverySelection, now: number): Promise<number> {
  const { results } = await selectForRedelivery(db, selection, now).all<{ id: number }>();
  return results.length;
}

function selectForRedelivery(db: D1Database, selection: RedeliverySelection, now: number): D1PreparedStatement {
  switch (selection.kind) {
    case "id":
      return db.prepare(`${REDELIVER} id = ?2 RETURNING id`).bind(now, selection.id);
    case "host":
      return db.prepare(`${REDELIVER} host = ?2 RETURNING id`).bind(now, selection.host);
    case "dead":
      return db.prepare(`${REDELIVER} id IN (SELECT subscription_id FROM dead_letters) RETURNING id`).bind(now);
  }
}
