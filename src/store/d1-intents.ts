import type { FeedName } from "../feed/feed-names.ts";
import type { FormatId } from "../feed/formats.ts";
import type { Dialect, Intent, IntentVerdict, KnownSubscription, NewIntent, Topic } from "../push/push-store.ts";
import { rowsOf } from "./rows.ts";

export async function findSubscription(
  db: D1Database,
  { feed, format }: Topic,
  callback: string,
  now: number,
): Promise<KnownSubscription | undefined> {
  const query = `SELECT id, verified_at, secret, secret_asked_at FROM subscriptions
    WHERE feed = ?1 AND format = ?2 AND callback = ?3 AND expires_at > ?4`;
  const row = await db.prepare(query).bind(feed, format, callback, now).first<KnownRow>();
  if (row === null) return undefined;
  const secretAskedAt = row.secret_asked_at ?? undefined;
  return { id: row.id, verifiedAt: row.verified_at, secret: row.secret ?? undefined, secretAskedAt };
}

interface KnownRow {
  id: number;
  verified_at: number;
  secret: string | null;
  secret_asked_at: number | null;
}

const CLAIM_SECRET_CHANGE = `UPDATE subscriptions SET secret_asked_at = ?3
  WHERE id = ?1 AND (secret_asked_at IS NULL OR secret_asked_at <= ?2) RETURNING id`;

export async function claimSecretChange(db: D1Database, id: number, notSince: number, now: number): Promise<boolean> {
  return (await db.prepare(CLAIM_SECRET_CHANGE).bind(id, notSince, now).all()).results.length > 0;
}

const KEEP_HOST = "INSERT INTO callback_hosts (host) VALUES (?1) ON CONFLICT (host) DO NOTHING";

const INTENT_COLUMNS = `dialect, mode, feed, format, topic, callback, host, lease_seconds, secret, verify_token, client,
  cursor`;

const INSERT_INTENT = `INSERT INTO intents (${INTENT_COLUMNS}, due_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`;

export async function saveIntent(db: D1Database, intent: NewIntent, dueAt: number): Promise<void> {
  await db.batch([db.prepare(KEEP_HOST).bind(intent.host), db.prepare(INSERT_INTENT).bind(...valuesOf(intent), dueAt)]);
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
  const { dialect, mode, topic, topicAddress, callback, host, leaseSeconds, secret, verifyToken, client, cursor } =
    intent;
  const asked = [dialect, mode, topic.feed, topic.format, topicAddress, callback, host];
  return [...asked, leaseSeconds, secret ?? null, verifyToken ?? null, client, cursor];
}

export interface IntentRow {
  id: number;
  dialect: Dialect;
  mode: Intent["mode"];
  feed: FeedName;
  format: FormatId;
  topic: string;
  callback: string;
  host: string;
  lease_seconds: number;
  secret: string | null;
  verify_token: string | null;
  client: string | null;
  cursor: number;
}

export const MAX_INTENTS = 20;

/** Denials are of a former version, which may go on for a moment while this one is deployed; they are dropped after a day. */
export const INTENTS_QUERY = `SELECT id, ${INTENT_COLUMNS} FROM intents
  WHERE host = ?1 AND mode <> 'denied' AND due_at <= ?3 AND EXISTS (SELECT 1 FROM callback_hosts WHERE host = ?1 AND lease = ?2)
  ORDER BY due_at, id LIMIT ${MAX_INTENTS}`;

export function toIntent(row: IntentRow): Intent {
  const { feed, format } = row;
  return {
    id: row.id,
    dialect: row.dialect,
    mode: row.mode,
    topic: { feed, format },
    topicAddress: row.topic,
    callback: row.callback,
    host: row.host,
    leaseSeconds: row.lease_seconds,
    secret: row.secret ?? undefined,
    verifyToken: row.verify_token ?? undefined,
    client: row.client ?? "",
    cursor: row.cursor,
  };
}

/**
 * WebSub §5.1: a renewal replaces the secret and restarts delivery: the next one is whole, and a dead letter is retried. The
 * lease ends at the later of both ends, so that a stranger cannot shorten it. An expired row is a new subscription.
 */
const SUBSCRIBE = `INSERT INTO subscriptions
    (dialect, feed, format, callback, host, client, secret, verified_at, expires_at, cursor, target)
  SELECT dialect, feed, format, callback, host, client, secret, ?2, ?2 + lease_seconds * 1000, cursor, cursor
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
    expires_at = max(expires_at, excluded.expires_at)`;

const UNSUBSCRIBE = `DELETE FROM subscriptions WHERE (feed, format, callback) IN (
  SELECT feed, format, callback FROM intents WHERE id = ?1)`;

export async function settleIntent(db: D1Database, intent: Intent, verdict: IntentVerdict, now: number): Promise<void> {
  const forget = db.prepare("DELETE FROM intents WHERE id = ?1").bind(intent.id);
  if (verdict === "refused") await forget.run();
  else if (intent.mode === "unsubscribe") await db.batch([db.prepare(UNSUBSCRIBE).bind(intent.id), forget]);
  else await db.batch([db.prepare(SUBSCRIBE).bind(intent.id, now), forget]);
}
