import type { FeedName } from "../feed/feed-names.ts";
import type { FormatId } from "../feed/formats.ts";
import type { Dialect, Intent, NewIntent, SlotLimits, Topic } from "../push/push-store.ts";
import { rowsOf } from "./rows.ts";

/** A little over a minute, since asking may come late. */
const WINDOW_MS = 70_000;
const MAX_WINDOWS_WAITING = 10;

export async function findVerifiedAt(
  db: D1Database,
  { feed, format }: Topic,
  callback: string,
  now: number,
): Promise<number | undefined> {
  const query = `SELECT verified_at FROM subscriptions
    WHERE feed = ?1 AND format = ?2 AND callback = ?3 AND expires_at > ?4`;
  const row = await db.prepare(query).bind(feed, format, callback, now).first<{ verified_at: number }>();
  return row?.verified_at;
}

const KEEP_HOST = "INSERT INTO callback_hosts (host) VALUES (?1) ON CONFLICT (host) DO NOTHING";

const INTENT_COLUMNS = `dialect, mode, feed, format, topic, callback, host, lease_seconds, secret, verify_token, reason,
  cursor`;

/** When the next slot is free for every party: a window after as many slots before it as a window has. Taken, if that is soon enough. */
const TAKE_SLOTS = `INSERT INTO verification_slots (party, due_at)
  SELECT party.value, slot.due_at FROM json_each(?1) AS party, (
    SELECT max(?2, coalesce(max((
      SELECT due_at + ${WINDOW_MS} FROM verification_slots WHERE party = asked.value ORDER BY due_at DESC
      LIMIT 1 OFFSET ?3)), 0)) AS due_at FROM json_each(?1) AS asked) AS slot
  WHERE slot.due_at <= ?2 + ${(MAX_WINDOWS_WAITING - 1) * WINDOW_MS} RETURNING due_at`;

const INSERT_INTENT = `INSERT INTO intents (${INTENT_COLUMNS}, due_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`;

export async function saveIntent(
  db: D1Database,
  intent: NewIntent,
  { parties, perMinute }: SlotLimits,
  now: number,
): Promise<number | undefined> {
  const slots = await db
    .prepare(TAKE_SLOTS)
    .bind(JSON.stringify(parties), now, perMinute - 1)
    .all<{ due_at: number }>();
  const dueAt = slots.results[0]?.due_at;
  if (dueAt === undefined) return undefined;
  await db.batch([db.prepare(KEEP_HOST).bind(intent.host), db.prepare(INSERT_INTENT).bind(...valuesOf(intent), dueAt)]);
  return dueAt;
}

const INSERT_RENEWAL = `INSERT INTO intents (${INTENT_COLUMNS}, due_at)
  SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
  WHERE NOT EXISTS (SELECT 1 FROM intents WHERE host = ?7 AND callback = ?6 AND feed = ?3 AND format = ?4)
  RETURNING due_at`;

export async function saveRenewal(db: D1Database, intent: NewIntent, now: number): Promise<boolean> {
  const [, inserted] = await db.batch([
    db.prepare(KEEP_HOST).bind(intent.host),
    db.prepare(INSERT_RENEWAL).bind(...valuesOf(intent), now),
  ]);
  return rowsOf(inserted).length > 0;
}

function valuesOf(intent: NewIntent): (string | number | null)[] {
  const { dialect, mode, topic, topicAddress, callback, host, leaseSeconds, secret, verifyToken, reason, cursor } =
    intent;
  const asked = [dialect, mode, topic?.feed ?? null, topic?.format ?? null, topicAddress, callback, host];
  return [...asked, leaseSeconds, secret ?? null, verifyToken ?? null, reason ?? null, cursor];
}

export interface IntentRow {
  id: number;
  dialect: Dialect;
  mode: Intent["mode"];
  feed: FeedName | null;
  format: FormatId | null;
  topic: string;
  callback: string;
  host: string;
  lease_seconds: number;
  secret: string | null;
  verify_token: string | null;
  reason: string | null;
  cursor: number;
}

export const INTENTS_QUERY = `SELECT id, ${INTENT_COLUMNS} FROM intents
  WHERE host = ?1 AND due_at <= ?3 AND EXISTS (SELECT 1 FROM callback_hosts WHERE host = ?1 AND lease = ?2)
  ORDER BY due_at, id LIMIT 20`;

export function toIntent(row: IntentRow): Intent {
  const { feed, format } = row;
  return {
    id: row.id,
    dialect: row.dialect,
    mode: row.mode,
    topic: feed === null || format === null ? undefined : { feed, format },
    topicAddress: row.topic,
    callback: row.callback,
    host: row.host,
    leaseSeconds: row.lease_seconds,
    secret: row.secret ?? undefined,
    verifyToken: row.verify_token ?? undefined,
    reason: row.reason ?? undefined,
    cursor: row.cursor,
  };
}

/**
 * A renewal overrides secret and lease and begins anew: the next delivery is whole, and what had been given up is tried again.
 * What had expired is a new subscription.
 */
const SUBSCRIBE = `INSERT INTO subscriptions (dialect, feed, format, callback, host, secret, verified_at, expires_at, cursor, target)
  SELECT dialect, feed, format, callback, host, secret, ?2, ?2 + lease_seconds * 1000, cursor, cursor
  FROM intents WHERE id = ?1
  ON CONFLICT (feed, format, callback) DO UPDATE SET
    dialect = excluded.dialect,
    secret = excluded.secret,
    verified_at = excluded.verified_at,
    generation = generation + 1,
    is_whole = 1,
    cursor = CASE WHEN expires_at <= ?2 THEN excluded.cursor ELSE cursor END,
    target = CASE WHEN expires_at <= ?2 THEN excluded.cursor ELSE target END,
    next_try_at = CASE WHEN expires_at > ?2 AND cursor < target THEN ?2 END,
    attempts = 0,
    expires_at = excluded.expires_at`;

const UNSUBSCRIBE = `DELETE FROM subscriptions WHERE (feed, format, callback) IN (
  SELECT feed, format, callback FROM intents WHERE id = ?1)`;

export async function settleIntent(db: D1Database, intent: Intent, isConfirmed: boolean, now: number): Promise<void> {
  const forget = db.prepare("DELETE FROM intents WHERE id = ?1").bind(intent.id);
  if (!isConfirmed) await forget.run();
  else if (intent.mode === "unsubscribe") await db.batch([db.prepare(UNSUBSCRIBE).bind(intent.id), forget]);
  else if (intent.mode === "subscribe") await db.batch([db.prepare(SUBSCRIBE).bind(intent.id, now), forget]);
}
