import { createSingleFlight } from "../../lib/single-flight.ts";
import { type Head, isSettled, type LiveHead } from "../head.ts";
import { type Resource, writeResource } from "../resource.ts";

/** How the gate reaches Origin: a path (and query) of Origin's own, answered as `fetch` would. */
export type AskOrigin = (path: string) => Promise<Response>;

/** What one isolate knows of heads. */
export interface Heads {
  /** The head in memory, by the resource's path, if it may be used: then a poll need not wait for anything. */
  peek(path: string, now: number): Head | undefined;
  /** The head, at most {@link HEAD_MEMORY_MS} old, and at least `claimedRevision` if the store has that. */
  find(resource: Resource, claimedRevision: number, ask: AskOrigin): Promise<Head | undefined>;
  /** The head asked for anew, past every cache that holds this one: Origin has contradicted it, or a moment is too old. */
  findAnew(resource: Resource, formerTag: string, ask: AskOrigin): Promise<Head | undefined>;
  /** After a publish in this isolate: nothing known from before may be used, nor an edge cache's copy of it. */
  expire(revision: number): void;
  /** Origin told us a newer head than we knew. */
  learn(resource: Resource, head: Head): void;
}

const HEAD_MEMORY_MS = 2000;
const MAX_HEADS = 5000;
/** A slug of 200 letters, encoded. What nobody published may be asked for under names that would fill an isolate's memory. */
const MAX_KEY_LENGTH = 2500;
const NEVER = Number.NEGATIVE_INFINITY;

interface KnownHead {
  readonly head: Head;
  /** When it was asked for: what happened since may be missing from it. */
  readonly readAt: number;
}

export function createHeads(now: () => number): Heads {
  const known = new Map<string, KnownHead>();
  const flights = createSingleFlight<Head | undefined>(2500);
  let publishedRevision = 0;
  let publishes = 0;

  function remember(key: string, head: Head, readAt: number): void {
    if (key.length > MAX_KEY_LENGTH) return;
    const last = known.get(key);
    // Of two answers that crossed, the one that was asked for later counts.
    if (last !== undefined && last.readAt > readAt) return;
    known.delete(key);
    known.set(key, { head, readAt });
    const [oldest] = known.keys();
    if (known.size > MAX_HEADS && oldest !== undefined) known.delete(oldest);
  }

  /** The store did not answer: the last that is known goes on, marked, and is asked for again after the usual time. */
  function fallBack(key: string, told?: LiveHead): Head | undefined {
    const held = known.get(key)?.head;
    const last = told === undefined || (held !== undefined && isNewer(held, told)) ? held : told;
    if (last === undefined) return undefined;
    const stale: Head = last.status === "live" ? { ...last, isStale: true } : last;
    remember(key, stale, now());
    return stale;
  }

  async function refresh(key: string, freshness: string, ask: AskOrigin): Promise<Head | undefined> {
    const [askedAt, publishesBefore] = [now(), publishes];
    try {
      const response = await ask(`/head/${key}${freshness}`);
      if (!response.ok) return fallBack(key);
      const head = await response.json<Head>();
      if (head.status === "live" && head.isStale) return fallBack(key, head);
      remember(key, head, publishes === publishesBefore ? askedAt : NEVER);
      return head;
    } catch {
      return fallBack(key);
    }
  }

  return {
    peek(path, at) {
      const last = known.get(path);
      return last !== undefined && isUsable(last, 0, at) ? last.head : undefined;
    },
    async find(resource, claimedRevision, ask) {
      const key = writeResource(resource);
      const last = known.get(key);
      if (last !== undefined && isUsable(last, claimedRevision, now())) return last.head;
      // The query names what the answer must not be older than: a cached head cannot have that address.
      const revision = Math.max(publishedRevision, isBehind(last, claimedRevision) ? claimedRevision : 0);
      const due = last !== undefined && isPastDue(last.head, now()) ? dueTimeOf(last.head) : undefined;
      const freshness = `?after=${revision}${due === undefined ? "" : `&due=${due}`}`;
      return flights.join(key + freshness, () => refresh(key, freshness, ask));
    },
    findAnew(resource, formerTag, ask) {
      const key = writeResource(resource);
      const freshness = `?not=${formerTag}`;
      return flights.join(key + freshness, () => refresh(key, freshness, ask));
    },
    expire(revision) {
      // Good for nothing but the day the store fails.
      for (const [key, { head }] of known) known.set(key, { head, readAt: NEVER });
      publishes += 1;
      publishedRevision = Math.max(publishedRevision, revision);
    },
    learn(resource, head) {
      const key = writeResource(resource);
      remember(key, head, known.get(key)?.readAt ?? now());
    },
  };
}

function isUsable(last: KnownHead, claimedRevision: number, now: number): boolean {
  if (now - last.readAt >= HEAD_MEMORY_MS) return false;
  // What failed a moment ago is not asked for again by every poll.
  if (last.head.status === "live" && last.head.isStale) return true;
  return !isBehind(last, claimedRevision) && !isPastDue(last.head, now) && !isUnsettled(last, now);
}

/** While its Last-Modified may stand for two changes, a head is good for the second it was read in. */
function isUnsettled({ head, readAt }: KnownHead, now: number): boolean {
  if (head.status !== "live" || isSettled(head)) return false;
  return Math.floor(now / 1000) > Math.floor(readAt / 1000);
}

function isNewer(head: Head, other: LiveHead): boolean {
  if (head.status !== "live") return false;
  return head.epoch === other.epoch ? head.revision > other.revision : head.lastModified > other.lastModified;
}

function isBehind(last: KnownHead | undefined, claimedRevision: number): boolean {
  return last?.head.status === "live" && last.head.revision < claimedRevision;
}

function isPastDue(head: Head, now: number): boolean {
  const due = dueTimeOf(head);
  return due !== undefined && due <= now;
}

function dueTimeOf(head: Head): number | undefined {
  return "nextDueAt" in head ? head.nextDueAt : undefined;
}
