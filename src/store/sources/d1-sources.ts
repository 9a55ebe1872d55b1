import type { SourceRule } from "../../article/profile/source-rules.ts";
import type {
  FollowedSource,
  HubSubscription,
  Reading,
  SourceReport,
  SourceState,
  SourceStore,
} from "../../sources/source-store.ts";
import { createEntryStore, prepareStaging } from "./d1-source-entries.ts";

/** The sources that are followed, and what is known of their entries. */
export function createSourceStore(db: D1Database): SourceStore {
  return {
    ...createEntryStore(db),
    reconcile: (rules, now, drawSecret) => reconcile(db, rules, now, drawSecret),
    takeDue: (now, until, limit) => takeDue(db, now, until, limit),
    findSource: (name) => findSource(db, name),
    saveReading: (source, reading) => saveReading(db, source, reading),
    saveSubscription: (name, subscription, renewAt) => saveSubscription(db, name, subscription, renewAt),
    takeRenewals: (now, again, limit) => takeRenewals(db, now, again, limit),
    hurry: (name, now, until, notWithinMs) => hurry(db, name, now, until, notWithinMs),
    listReports: () => listReports(db),
  };
}

const COLUMNS = "name, rule, state, next_at, secret, subscription";

interface SourceRow {
  name: string;
  rule: string;
  state: string;
  next_at: number;
  secret: string;
  subscription: string | null;
}

/** The casts are those of values that this file has written. */
function toSource(row: SourceRow): FollowedSource {
  return {
    name: row.name,
    rule: JSON.parse(row.rule) as SourceRule,
    ruleText: row.rule,
    state: JSON.parse(row.state) as SourceState,
    nextAt: row.next_at,
    secret: row.secret,
    subscription: row.subscription === null ? undefined : (JSON.parse(row.subscription) as HubSubscription),
  };
}

const RULES = `SELECT value ->> 'name' AS name, value ->> 'rule' AS rule, value ->> 'secret' AS secret
  FROM json_each(?1)`;

/** Another address begins a source again, though not its entries; any other change of its rule only makes it due. */
async function reconcile(
  db: D1Database,
  rules: readonly SourceRule[],
  now: number,
  drawSecret: () => string,
): Promise<void> {
  const stored = await db.prepare("SELECT name, rule FROM sources ORDER BY name").all<{ name: string; rule: string }>();
  const wanted = rules.map((rule) => ({ name: rule.name, rule: JSON.stringify(rule) }));
  const known = new Map(stored.results.map(({ name, rule }) => [name, rule]));
  const isSame = known.size === wanted.length && wanted.every(({ name, rule }) => known.get(name) === rule);
  if (isSame) return;
  const json = JSON.stringify(wanted.map((one) => ({ ...one, secret: drawSecret() })));
  await db.batch([
    db.prepare("DELETE FROM sources WHERE name NOT IN (SELECT value ->> 'name' FROM json_each(?1))").bind(json),
    db
      .prepare(
        `UPDATE sources SET state = '{}', subscription = NULL, renew_at = NULL FROM (${RULES}) AS wanted
         WHERE sources.name = wanted.name AND sources.rule ->> 'from' <> wanted.rule ->> 'from'`,
      )
      .bind(json),
    db
      .prepare(
        `UPDATE sources SET rule = wanted.rule, next_at = ?2 FROM (${RULES}) AS wanted
         WHERE sources.name = wanted.name AND sources.rule <> wanted.rule`,
      )
      .bind(json, now),
    db
      .prepare(
        `INSERT INTO sources (name, rule, secret, next_at) SELECT name, rule, secret, ?2 FROM (${RULES})
         WHERE true ON CONFLICT (name) DO NOTHING`,
      )
      .bind(json, now),
  ]);
}

/** The index gives the most overdue first, so that none waits for ever. */
async function takeDue(db: D1Database, now: number, until: number, limit: number): Promise<FollowedSource[]> {
  const query = `UPDATE sources SET leased_until = ?2 WHERE name IN (
      SELECT name FROM sources WHERE next_at <= ?1 AND leased_until <= ?1 ORDER BY next_at, name LIMIT ?3)
    RETURNING ${COLUMNS}`;
  const { results } = await db.prepare(query).bind(now, until, limit).all<SourceRow>();
  return results.map(toSource);
}

async function findSource(db: D1Database, name: string): Promise<FollowedSource | undefined> {
  const row = await db.prepare(`SELECT ${COLUMNS} FROM sources WHERE name = ?1`).bind(name).first<SourceRow>();
  return row === null ? undefined : toSource(row);
}

/** A poll that was asked for while this one ran is not forgotten. */
async function saveReading(
  db: D1Database,
  { name, nextAt, ruleText }: FollowedSource,
  reading: Reading,
): Promise<void> {
  const { state, staged, presence, listed } = reading;
  await db.batch([
    prepareStaging(db, staged),
    ...(presence === undefined
      ? []
      : [
          db
            .prepare(
              `UPDATE source_entries SET missing_since = NULL, gone_at = NULL, checked_at = NULL
               WHERE missing_since IS NOT NULL AND key IN (SELECT value FROM json_each(?1))`,
            )
            .bind(JSON.stringify(presence.present)),
          db
            .prepare(
              `UPDATE source_entries SET missing_since = ?2, checked_at = 0
               WHERE missing_since IS NULL AND page IS NOT NULL AND key IN (SELECT value FROM json_each(?1))`,
            )
            .bind(JSON.stringify(presence.missing), state.readAt ?? 0),
        ]),
    ...(listed === undefined
      ? []
      : [
          db
            .prepare(
              `UPDATE source_entries SET withdrawn_at = NULL WHERE source = ?1 AND withdrawn_at < ?2
               AND key NOT IN (SELECT value FROM json_each(?3))`,
            )
            .bind(name, listed.askedAt, JSON.stringify(listed.keys)),
        ]),
    db
      .prepare(
        `UPDATE sources SET state = ?2, leased_until = 0, next_at = CASE WHEN next_at > ?4 THEN next_at ELSE ?3 END
         WHERE name = ?1 AND rule = ?5`,
      )
      .bind(name, JSON.stringify(state), reading.nextAt, nextAt, ruleText),
  ]);
}

async function saveSubscription(
  db: D1Database,
  name: string,
  subscription: HubSubscription | undefined,
  renewAt: number | undefined,
): Promise<void> {
  await db
    .prepare("UPDATE sources SET subscription = ?2, renew_at = ?3 WHERE name = ?1")
    .bind(name, subscription === undefined ? null : JSON.stringify(subscription), renewAt ?? null)
    .run();
}

async function takeRenewals(db: D1Database, now: number, again: number, limit: number): Promise<FollowedSource[]> {
  const query = `UPDATE sources SET renew_at = ?2 WHERE name IN (
      SELECT name FROM sources WHERE renew_at <= ?1 ORDER BY renew_at LIMIT ?3)
    RETURNING ${COLUMNS}`;
  const { results } = await db.prepare(query).bind(now, again, limit).all<SourceRow>();
  return results.map(toSource);
}

/** While a poll runs, it may have read the source before the change that is announced: the source is read once more after it. */
async function hurry(
  db: D1Database,
  name: string,
  now: number,
  until: number,
  notWithinMs: number,
): Promise<FollowedSource | undefined> {
  const earliest = "coalesce(state ->> 'readAt', 0) + ?4";
  const query = `UPDATE sources SET
      next_at = CASE WHEN leased_until > ?2 THEN ?2 + ?4 ELSE min(next_at, max(?2, ${earliest})) END,
      leased_until = CASE WHEN leased_until <= ?2 AND ${earliest} <= ?2 THEN ?3 ELSE leased_until END
    WHERE name = ?1 AND state ->> 'failures' IS NULL RETURNING ${COLUMNS}, leased_until = ?3 AS is_taken`;
  const row = await db.prepare(query).bind(name, now, until, notWithinMs).first<SourceRow & { is_taken: number }>();
  return row?.is_taken === 1 ? toSource(row) : undefined;
}

interface ReportRow extends SourceRow {
  published: number;
  pending: number;
}

interface RemarkRow {
  key: string;
  source: string;
  problem: string | null;
}

function toRemarks(name: string, rows: readonly RemarkRow[]) {
  return rows
    .filter(({ source }) => source === name)
    .map(({ key, problem }) => ({ key, problem: problem ?? undefined }));
}

async function listReports(db: D1Database): Promise<SourceReport[]> {
  const counts = `SELECT ${COLUMNS},
      (SELECT count(*) FROM source_entries e WHERE e.source = s.name AND e.outcome = 'published') AS published,
      (SELECT count(*) FROM source_entries e WHERE e.source = s.name AND e.pending IS NOT NULL) AS pending
    FROM sources s ORDER BY name`;
  const remarks = (condition: string) =>
    db
      .prepare(
        `SELECT key, source, problem FROM source_entries WHERE ${condition} ORDER BY published_at DESC, key LIMIT 100`,
      )
      .all<RemarkRow>();
  const [sources, refused, withoutPage] = await Promise.all([
    db.prepare(counts).all<ReportRow>(),
    remarks("outcome = 'refused'"),
    remarks("outcome = 'published' AND problem IS NOT NULL"),
  ]);
  return sources.results.map((row) => ({
    ...toSource(row),
    published: row.published,
    pending: row.pending,
    refused: toRemarks(row.name, refused.results),
    withoutPage: toRemarks(row.name, withoutPage.results),
  }));
}
