import type { SlotLimit, SubscriptionCap } from "../push/push-store.ts";

/** A little over a minute, since a request may be sent late. */
const WINDOW_MS = 70_000;
/** How many windows a verification may wait for. */
const MAX_WINDOWS_WAITING = 9;

/**
 * Takes a slot of every party ?2 at the first of the times ?1 at which all have one free. A party has one free at a time when fewer
 * than its limit are taken in the window that ends then, and in the cell of the grid that holds it: every time but the first is the
 * end of a cell, so that these two see every window that the slot would be in.
 */
const TAKE_SLOTS = `WITH free AS MATERIALIZED (
    SELECT slot.value AS due_at FROM json_each(?1) AS slot WHERE NOT EXISTS (
      SELECT 1 FROM json_each(?2) AS asked WHERE max(
        (SELECT coalesce(sum(taken), 0) FROM verification_slots WHERE party = asked.value ->> 'party'
          AND due_at > slot.value - ${WINDOW_MS} AND due_at <= slot.value),
        (SELECT coalesce(sum(taken), 0) FROM verification_slots WHERE party = asked.value ->> 'party'
          AND due_at > (slot.value - 1) / ${WINDOW_MS} * ${WINDOW_MS}
          AND due_at <= ((slot.value - 1) / ${WINDOW_MS} + 1) * ${WINDOW_MS})
      ) >= asked.value ->> 'perMinute') LIMIT 1)
  INSERT INTO verification_slots (party, due_at, taken)
  SELECT asked.value ->> 'party', free.due_at, 1 FROM json_each(?2) AS asked, free WHERE true
  ON CONFLICT (party, due_at) DO UPDATE SET taken = taken + 1 RETURNING due_at`;

export async function takeSlots(
  db: D1Database,
  limits: readonly SlotLimit[],
  now: number,
): Promise<number | undefined> {
  const { results } = await db
    .prepare(TAKE_SLOTS)
    .bind(JSON.stringify(listTimes(now)), JSON.stringify(limits))
    .all<{ due_at: number }>();
  return results[0]?.due_at;
}

/** At once, or at the end of a cell that is a window or more away. */
function listTimes(now: number): number[] {
  const cell = Math.floor(now / WINDOW_MS);
  const later = Array.from({ length: MAX_WINDOWS_WAITING }, (_, index) => (cell + 2 + index) * WINDOW_MS);
  return [now, ...later];
}

const FIND_FULL = `SELECT c.party FROM json_each(?1) AS cap JOIN subscription_counts c ON c.party = cap.value ->> 'party'
  WHERE c.taken >= cap.value ->> 'most' ORDER BY cap.key LIMIT 1`;

export async function findFullParty(db: D1Database, caps: readonly SubscriptionCap[]): Promise<string | undefined> {
  const row = await db.prepare(FIND_FULL).bind(JSON.stringify(caps)).first<{ party: string }>();
  return row?.party;
}
