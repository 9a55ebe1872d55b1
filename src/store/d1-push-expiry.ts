import { DAY_MS } from "../lib/dates.ts";

const DEAD_LETTER_MS = 30 * DAY_MS;
/** As long as counts of readers are kept. */
const DELIVERY_DAYS = 800;
/** Longer than a slot counts (d1-slots.ts). */
const SLOT_MS = 120_000;

/** Ends subscriptions whose lease is over (WebSub §5.1: no lease is for ever), and forgets what no statement reads any more. */
export async function removeExpired(db: D1Database, now: number): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM subscriptions WHERE expires_at <= ?1").bind(now),
    db.prepare("DELETE FROM dead_letters WHERE at <= ?1").bind(now - DEAD_LETTER_MS),
    db.prepare("DELETE FROM delivery_days WHERE day < ?1").bind(Math.floor(now / DAY_MS) - DELIVERY_DAYS),
    db.prepare("DELETE FROM verification_slots WHERE due_at <= ?1").bind(now - SLOT_MS),
    // An intent that could not be verified within a day is dropped.
    db.prepare("DELETE FROM intents WHERE due_at <= ?1").bind(now - DAY_MS),
    db
      .prepare(
        `DELETE FROM callback_hosts WHERE leased_until <= ?1 AND queued_until <= ?1
           AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.host = callback_hosts.host)
           AND NOT EXISTS (SELECT 1 FROM intents i WHERE i.host = callback_hosts.host)`,
      )
      .bind(now),
  ]);
}
