import { createFlights } from "./flights.ts";
import type { Head } from "./head.ts";
import { type Resource, writeResource } from "./resource.ts";

/** How the gate reaches Origin: a path (and query) of Origin's own, answered as `fetch` would. */
export type AskOrigin = (path: string) => Promise<Response>;

/** What one isolate knows of heads. */
export interface Heads {
  /** The head, at most {@link HEAD_MEMORY_MS} old, and at least `claimedRevision` if the store has that. */
  find(resource: Resource, claimedRevision: number, ask: AskOrigin): Promise<Head | undefined>;
  /** After a publish in this isolate: nothing known from before may be used, nor an edge cache's copy of it. */
  expire(revision: number): void;
  /** Origin told us a newer head than we knew. */
  learn(resource: Resource, head: Head): void;
}

const HEAD_MEMORY_MS = 2000;
const MAX_HEADS = 5000;

interface KnownHead {
  readonly head: Head;
  readonly readAt: number;
}

export function createHeads(now: () => number): Heads {
  const known = new Map<string, KnownHead>();
  const flights = createFlights<Head | undefined>(2500);
  let publishedRevision = 0;

  function remember(key: string, head: Head): void {
    known.delete(key);
    known.set(key, { head, readAt: now() });
    const [oldest] = known.keys();
    if (known.size > MAX_HEADS && oldest !== undefined) known.delete(oldest);
  }

  /** The store did not answer: what is known goes on, marked, and is asked for again after the usual time. */
  function fallBack(key: string): Head | undefined {
    const last = known.get(key)?.head;
    if (last === undefined) return undefined;
    const stale: Head = last.status === "live" ? { ...last, isStale: true } : last;
    remember(key, stale);
    return stale;
  }

  async function refresh(key: string, freshness: string, ask: AskOrigin): Promise<Head | undefined> {
    try {
      const response = await ask(`/head/${key}${freshness}`);
      if (!response.ok) return fallBack(key);
      const head = await response.json<Head>();
      remember(key, head);
      return head;
    } catch {
      return fallBack(key);
    }
  }

  return {
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
    expire(revision) {
      known.clear();
      publishedRevision = Math.max(publishedRevision, revision);
    },
    learn(resource, head) {
      remember(writeResource(resource), head);
    },
  };
}

function isUsable(last: KnownHead, claimedRevision: number, now: number): boolean {
  if (now - last.readAt >= HEAD_MEMORY_MS) return false;
  // What failed a moment ago is not asked for again by every poll.
  if (last.head.status === "live" && last.head.isStale) return true;
  return !isBehind(last, claimedRevision) && !isPastDue(last.head, now);
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
