import { DAY_MS } from "../lib/dates.ts";
import type { DeliveryOutcome } from "../push/delivery-outcome.ts";
import type { HostLease, LeaseUpdate } from "../push/push-store.ts";
import { rowsOf } from "./rows.ts";

const OUTCOMES = `(SELECT value ->> 'id' AS id, value ->> 'generation' AS generation, value ->> 'revision' AS revision,
    value ->> 'at' AS at, value ->> 'status' AS status, value ->> 'attempts' AS attempts, value ->> 'nextTryAt' AS next_try_at
  FROM json_each(?1))`;

/**
 * Holds whichever consumer has the host's lease by now: the delivery was made. After a renewal the next delivery is still the
 * first.
 */
const SAVE_DELIVERED = `UPDATE subscriptions SET
    cursor = max(cursor, o.revision),
    target = max(target, o.revision),
    attempts = 0,
    is_whole = CASE WHEN subscriptions.generation = o.generation AND o.status <> 'nothing to send' THEN 0 ELSE is_whole END,
    last_try_at = o.at,
    last_status = o.status,
    next_try_at = NULL
  FROM ${OUTCOMES} AS o WHERE subscriptions.id = o.id`;

/** A delivery includes everything before it, so earlier dead letters are settled. */
const FORGET_DEAD_LETTERS = `DELETE FROM dead_letters WHERE subscription_id IN (SELECT o.id FROM ${OUTCOMES} AS o)`;

const IS_LEASED = "EXISTS (SELECT 1 FROM callback_hosts WHERE host = ?2 AND lease = ?3)";

/** Not if another consumer has taken the lease: its delivery may have succeeded. */
const SAVE_FAILED = `UPDATE subscriptions SET
    target = max(target, o.revision),
    attempts = o.attempts,
    last_try_at = o.at,
    last_status = o.status,
    next_try_at = o.next_try_at
  FROM ${OUTCOMES} AS o WHERE subscriptions.id = o.id AND ${IS_LEASED}`;

const SAVE_DEAD_LETTERS = `INSERT INTO dead_letters (subscription_id, revision, status, at)
  SELECT o.id, o.revision, o.status, o.at FROM ${OUTCOMES} AS o JOIN subscriptions s ON s.id = o.id WHERE ${IS_LEASED}
  ON CONFLICT (subscription_id, revision) DO UPDATE SET status = excluded.status, at = excluded.at`;

const REMOVE_ENDED = `DELETE FROM subscriptions WHERE (id, generation) IN (SELECT o.id, o.generation FROM ${OUTCOMES} AS o)`;

const COUNT = `INSERT INTO delivery_days (day, delivered, failed)
  SELECT value ->> 'at' / ${DAY_MS}, sum(value ->> 'kind' = 'delivered'), sum(value ->> 'kind' IN ('failed', 'given-up'))
  FROM json_each(?1) WHERE true GROUP BY 1
  ON CONFLICT (day) DO UPDATE SET delivered = delivered + excluded.delivered, failed = failed + excluded.failed`;

/** The new time weighs a quarter: a host that hangs once is slow at once, and quick again after two good answers. */
const PROLONG = `UPDATE callback_hosts SET leased_until = ?3,
    answer_ms = CASE WHEN ?4 IS NULL THEN answer_ms ELSE CAST((3 * coalesce(answer_ms, ?4) + ?4) / 4 AS INTEGER) END
  WHERE host = ?1 AND lease = ?2 RETURNING host`;

/** One batch: what became of deliveries, and the lease for those to come. */
export async function saveOutcomes(
  db: D1Database,
  { host, lease }: HostLease,
  outcomes: readonly DeliveryOutcome[],
  { until, answerMs }: LeaseUpdate,
): Promise<boolean> {
  const of = (...kinds: readonly DeliveryOutcome["result"]["kind"][]) => {
    const chosen = outcomes.filter(({ result }) => kinds.includes(result.kind));
    return chosen.length === 0
      ? undefined
      : JSON.stringify(chosen.map(({ result, ...rest }) => ({ ...rest, ...result })));
  };
  const sent = of("delivered", "failed", "given-up");
  const [delivered, failed] = [of("delivered", "nothing-to-send"), of("failed", "given-up")];
  const [givenUp, ended] = [of("given-up"), of("ended")];
  const results = await db.batch([
    ...(delivered === undefined
      ? []
      : [SAVE_DELIVERED, FORGET_DEAD_LETTERS].map((sql) => db.prepare(sql).bind(delivered))),
    ...(failed === undefined ? [] : [db.prepare(SAVE_FAILED).bind(failed, host, lease)]),
    ...(givenUp === undefined ? [] : [db.prepare(SAVE_DEAD_LETTERS).bind(givenUp, host, lease)]),
    ...(ended === undefined ? [] : [db.prepare(REMOVE_ENDED).bind(ended)]),
    ...(sent === undefined ? [] : [db.prepare(COUNT).bind(sent)]),
    db.prepare(PROLONG).bind(host, lease, until, answerMs ?? null),
  ]);
  return rowsOf(results.at(-1)).length > 0;
}
