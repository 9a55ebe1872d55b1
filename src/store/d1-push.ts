import type { LeavingRule } from "../article/profile/leaving.ts";
import type { DocumentSettings } from "../feed/build-feed.ts";
import type { FeedName } from "../feed/feed-names.ts";
import type { FormatId } from "../feed/formats.ts";
import { FRESH_AFTER_MS } from "../push/plan.ts";
import type { Dialect, DueHost, DueSubscription, HostLease, HostWork, PushStore } from "../push/push-store.ts";
import { listDeliveries, redeliver } from "./d1-deliveries.ts";
import {
  claimSecretChange,
  findSubscription,
  INTENTS_QUERY,
  type IntentRow,
  MAX_INTENTS,
  saveIntent,
  saveRenewal,
  settleIntent,
  toIntent,
} from "./d1-intents.ts";
import { saveOutcomes } from "./d1-outcomes.ts";
import { removeExpired } from "./d1-push-expiry.ts";
import { findFullParty, takeSlots } from "./d1-slots.ts";
import { rowsOf } from "./rows.ts";

/** The hub's side of the store. */
export function createPushStore(db: D1Database): PushStore {
  return {
    rememberSettings: (settings) => rememberSettings(db, settings),
    findSettings: () => findSettings(db),
    findSubscription: (topic, callback, now) => findSubscription(db, topic, callback, now),
    findFullParty: (caps) => findFullParty(db, caps),
    takeSlots: (limits, now) => takeSlots(db, limits, now),
    claimSecretChange: (id, notSince, now) => claimSecretChange(db, id, notSince, now),
    saveIntent: (intent, dueAt) => saveIntent(db, intent, dueAt),
    saveRenewal: (intent, now) => saveRenewal(db, intent, now),
    noteHeads: (now) => noteHeads(db, now),
    claimDueHosts: (now, limit) => claimDueHosts(db, now, limit),
    removeExpired: (now) => removeExpired(db, now),
    takeHost: (lease, now, until) => takeHost(db, lease, now, until),
    settleIntent: (intent, verdict, now) => settleIntent(db, intent, verdict, now),
    saveOutcomes: (lease, outcomes, update) => saveOutcomes(db, lease, outcomes, update),
    listDeliveries: (afterId, limit) => listDeliveries(db, afterId, limit),
    redeliver: (selection, now) => redeliver(db, selection, now),
  };
}

async function rememberSettings(db: D1Database, { publicUrl, maxAgeSeconds }: DocumentSettings): Promise<void> {
  const query = `INSERT INTO publication_settings (only_row, public_url, max_age_seconds) VALUES (1, ?1, ?2)
    ON CONFLICT (only_row) DO UPDATE SET public_url = excluded.public_url, max_age_seconds = excluded.max_age_seconds`;
  await db.prepare(query).bind(publicUrl, maxAgeSeconds).run();
}

async function findSettings(db: D1Database): Promise<DocumentSettings | undefined> {
  const query = "SELECT public_url, max_age_seconds FROM publication_settings WHERE only_row = 1";
  const row = await db.prepare(query).first<{ public_url: string; max_age_seconds: number }>();
  return row === null ? undefined : { publicUrl: row.public_url, maxAgeSeconds: row.max_age_seconds };
}

const NOTE_HEADS = `INSERT INTO push_heads (feed, revision, seen_at)
  SELECT f.feed, f.entries_revision, ?1 FROM feeds f LEFT JOIN push_heads p ON p.feed = f.feed
  WHERE (p.revision IS NULL OR p.revision < f.entries_revision) AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.feed = f.feed)
  ON CONFLICT (feed) DO UPDATE SET revision = excluded.revision, seen_at = excluded.seen_at RETURNING feed`;

async function noteHeads(db: D1Database, now: number): Promise<boolean> {
  return (await db.prepare(NOTE_HEADS).bind(now).all()).results.length > 0;
}

const FAILURE_REST_MS = 60_000;

/** The last delivery of a topic that has moved waits until its articles are in the other feed. */
const HAS_SETTLED = "(f.successor IS NULL OR (SELECT recomputed_key FROM site) IS NULL)";

/**
 * Due at ?1: behind a head that readers see by now, or to be retried. After a failure a new version waits a minute, so that a
 * burst of publishing does not hit a host that is down.
 */
const IS_DUE = `s.expires_at > ?1 AND ${HAS_SETTLED} AND p.revision = f.entries_revision AND p.seen_at <= ?1 - ${FRESH_AFTER_MS}
    AND ((s.target < f.entries_revision AND (s.attempts = 0 OR s.last_try_at <= ?1 - ${FAILURE_REST_MS})) OR s.next_try_at <= ?1)`;

const QUEUED_MS = 300_000;
/** A host without a record comes after the quick ones and before the slow ones. */
const UNTRIED_MS = 1500;

/** SQLite keeps the order of a CROSS JOIN: from the few heads to the subscriptions behind them, never a scan of all. */
const CLAIM_HOSTS = `UPDATE callback_hosts SET queued_until = ?1 + ${QUEUED_MS} WHERE host IN (
    SELECT h.host FROM callback_hosts h JOIN (
      SELECT s.host FROM push_heads p CROSS JOIN feeds f ON f.feed = p.feed
        CROSS JOIN subscriptions s ON s.feed = f.feed AND s.target < f.entries_revision WHERE ${IS_DUE}
      UNION
      SELECT s.host FROM subscriptions s CROSS JOIN feeds f ON f.feed = s.feed CROSS JOIN push_heads p ON p.feed = s.feed
      WHERE s.next_try_at <= ?1 AND ${IS_DUE}
      UNION
      SELECT host FROM intents WHERE due_at <= ?1) AS due ON due.host = h.host
    WHERE h.queued_until <= ?1 ORDER BY coalesce(h.answer_ms, ${UNTRIED_MS}) LIMIT ?2)
  RETURNING host, answer_ms`;

async function claimDueHosts(db: D1Database, now: number, limit: number): Promise<readonly DueHost[]> {
  const { results } = await db.prepare(CLAIM_HOSTS).bind(now, limit).all<{ host: string; answer_ms: number | null }>();
  const hosts = results.map(({ host, answer_ms }) => ({ host, answerMs: answer_ms ?? undefined }));
  // RETURNING has no order.
  return hosts.sort((a, b) => (a.answerMs ?? UNTRIED_MS) - (b.answerMs ?? UNTRIED_MS));
}

const TAKE_HOST = `INSERT INTO callback_hosts (host, lease, leased_until) VALUES (?1, ?2, ?4)
  ON CONFLICT (host) DO UPDATE SET lease = excluded.lease, leased_until = excluded.leased_until, queued_until = 0
  WHERE leased_until <= ?3 OR lease = excluded.lease RETURNING host`;

const MAX_DUE = 40;

/** In an order that lets subscriptions with the same cursor share a rendering. */
const DUE_QUERY = `SELECT s.id, s.dialect, s.feed, s.format, s.callback, s.secret, s.generation, s.is_whole, s.cursor,
    s.target, s.attempts, f.entries_revision AS head_revision, f.successor,
    CASE s.feed WHEN 'main' THEN (SELECT profile -> '$.leaving' FROM site) END AS leaving
  FROM subscriptions s JOIN feeds f ON f.feed = s.feed JOIN push_heads p ON p.feed = s.feed
  WHERE s.host = ?2 AND ${IS_DUE} AND EXISTS (SELECT 1 FROM callback_hosts WHERE host = ?2 AND lease = ?3)
  ORDER BY s.feed, s.format, s.is_whole, s.cursor, s.id LIMIT ${MAX_DUE}`;

interface DueRow {
  id: number;
  dialect: Dialect;
  feed: FeedName;
  format: FormatId;
  callback: string;
  secret: string | null;
  generation: number;
  is_whole: number;
  cursor: number;
  target: number;
  attempts: number;
  head_revision: number;
  successor: FeedName | null;
  /** JSON. */
  leaving: string | null;
}

async function takeHost(
  db: D1Database,
  { host, lease }: HostLease,
  now: number,
  until: number,
): Promise<HostWork | undefined> {
  const [taken, intents, due] = await db.batch([
    db.prepare(TAKE_HOST).bind(host, lease, now, until),
    db.prepare(INTENTS_QUERY).bind(host, lease, now),
    db.prepare(DUE_QUERY).bind(now, host, lease),
  ]);
  if (rowsOf(taken).length === 0) return undefined;
  const work = { intents: rowsOf<IntentRow>(intents).map(toIntent), due: rowsOf<DueRow>(due).map(toDue) };
  return { ...work, isComplete: work.intents.length < MAX_INTENTS && work.due.length < MAX_DUE };
}

function toDue(row: DueRow): DueSubscription {
  return {
    id: row.id,
    dialect: row.dialect,
    topic: { feed: row.feed, format: row.format },
    callback: row.callback,
    secret: row.secret ?? undefined,
    generation: row.generation,
    isWhole: row.is_whole === 1,
    cursor: row.cursor,
    target: row.target,
    attempts: row.attempts,
    headRevision: row.head_revision,
    successor: row.successor ?? undefined,
    leaving: row.leaving === null ? undefined : (JSON.parse(row.leaving) as LeavingRule),
  };
}
