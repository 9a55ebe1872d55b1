import type { Following } from "../import/source-feed.ts";
import { DAY_MS } from "../lib/dates.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The shortest interval, even where a source allows a shorter one. */
export const SHORTEST_MS = 5 * MINUTE_MS;
/** For a source that has news and names no interval. */
const USUAL_MS = 15 * MINUTE_MS;
const LONGEST_MS = DAY_MS;
/** The interval of a source without news for a long time, unless it names a longer one. */
const QUIET_MS = 2 * HOUR_MS;
/** Beside a subscription at a hub that has pushed within the last week. */
const SUBSCRIBED_MS = HOUR_MS;
const GONE_MS = 7 * DAY_MS;
/** A longer `Retry-After` is a mistake. */
const LONGEST_WAIT_MS = 2 * DAY_MS;
const GROWTH = 1.5;

export interface PaceHints {
  /** RFC 9111 §5.2.2.1, less the age; undefined: not said. */
  readonly maxAgeMs: number | undefined;
  readonly following: Following | undefined;
  readonly isPushed: boolean;
}

export type PollOutcome =
  | { readonly kind: "news" | "no news"; readonly hints: PaceHints }
  | { readonly kind: "failure"; readonly failures: number; readonly retryAfterMs: number | undefined }
  | { readonly kind: "gone" };

export interface Pace {
  readonly nextAt: number;
  readonly intervalMs: number;
}

/** When a source is polled again: at its own pace, more rarely while it is quiet, and ever more rarely while it fails. */
export function decideNextPoll(outcome: PollOutcome, intervalMs: number | undefined, now: number): Pace {
  switch (outcome.kind) {
    case "news":
    case "no news": {
      const interval = chooseInterval(outcome, intervalMs);
      return { nextAt: skipQuietTimes(now + interval, outcome.hints.following), intervalMs: interval };
    }
    case "failure": {
      const backoff = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(outcome.failures - 1, 12));
      const asked = Math.min(outcome.retryAfterMs ?? 0, LONGEST_WAIT_MS);
      return { nextAt: now + Math.max(backoff, asked), intervalMs: intervalMs ?? USUAL_MS };
    }
    case "gone":
      return { nextAt: now + GONE_MS, intervalMs: intervalMs ?? USUAL_MS };
  }
}

function chooseInterval(
  { kind, hints }: Extract<PollOutcome, { hints: PaceHints }>,
  former: number | undefined,
): number {
  const { maxAgeMs, following, isPushed } = hints;
  const ttl = following?.ttlMinutes === undefined ? undefined : following.ttlMinutes * MINUTE_MS;
  const said = [maxAgeMs, ttl].filter((pace) => pace !== undefined && pace > 0) as number[];
  const own = clamp(said.length === 0 ? USUAL_MS : Math.max(...said), SHORTEST_MS, LONGEST_MS);
  const least = isPushed ? Math.max(own, SUBSCRIBED_MS) : own;
  if (kind === "news" || former === undefined) return least;
  return clamp(Math.round(former * GROWTH), least, Math.max(least, QUIET_MS));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** RSS 2.0, skipHours and skipDays: the first hour in which the source wants to be asked. All hours skipped are none. */
function skipQuietTimes(at: number, following: Following | undefined): number {
  const hours = new Set((following?.skipHours ?? []).map((hour) => hour % 24));
  const days = new Set(following?.skipDays ?? []);
  if (hours.size === 0 && days.size === 0) return at;
  for (let next = at, step = 0; step < 7 * 24; step += 1) {
    const date = new Date(next);
    if (!hours.has(date.getUTCHours()) && !days.has(DAYS[date.getUTCDay()] ?? "")) return next;
    next = (Math.floor(next / HOUR_MS) + 1) * HOUR_MS;
  }
  return at;
}
