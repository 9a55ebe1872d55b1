import { createSingleFlight } from "../../lib/single-flight.ts";
import { dateByClock, type Head, isSettled, type LiveHead } from "../head.ts";
import { writeHeadAddress } from "../origin-address.ts";
import { type Resource, writeResource } from "../resource.ts";
import type { AskOrigin } from "./ask-origin.ts";
import type { KnownNames } from "./known-names.ts";
import type { NewestRevision } from "./newest-revision.ts";

/** The heads that one isolate keeps in memory. */
export interface Heads {
  /** The head in memory, by the resource's path, if it may be used: then a poll need not wait for anything. */
  peek(path: string, now: number): Head | undefined;
  /** The head, at most {@link HEAD_MEMORY_MS} old, and at least `claimedRevision` if the store has that. */
  find(resource: Resource, claimedRevision: number, ask: AskOrigin): Promise<Head | undefined>;
  /** Re-reads the head, bypassing every cache that holds this one: Origin has contradicted it, or it is too old. */
  findAnew(resource: Resource, formerTag: string, ask: AskOrigin): Promise<Head | undefined>;
  /** After a publish in this isolate: nothing known from before may be used, nor an edge cache's copy of it. */
  expire(revision: number): void;
  /** Origin told us a newer head than we knew. */
  learn(resource: Resource, head: Head): void;
}

const HEAD_MEMORY_MS = 2000;
const MAX_HEADS = 5000;
/**
 * The length of a 200-letter slug, percent-encoded. Longer keys are not kept: requests for unknown names could fill an
 * isolate's memory.
 */
const MAX_KEY_LENGTH = 2500;
const NEVER = Number.NEGATIVE_INFINITY;

interface KnownHead {
  readonly head: Head;
  /** When it was asked for: what happened since may be missing from it. */
  readonly readAt: number;
  /** The log's revisions that it takes account of for certain: a higher claim up to here is not about this resource. */
  readonly settledRevision: number;
}

export interface HeadPorts {
  readonly now: () => number;
  readonly newest: NewestRevision;
  readonly names: KnownNames;
}

export function createHeads({ now, newest, names }: HeadPorts): Heads {
  const known = new Map<string, KnownHead>();
  const flights = createSingleFlight<Head | undefined>(2500);
  let publishedRevision = 0;
  let publishes = 0;

  function remember(key: string, head: Head, readAt: number, settledRevision = 0): void {
    if (key.length > MAX_KEY_LENGTH) return;
    const last = known.get(key);
    // Of two answers that crossed, the one that was asked for later counts; by a clock that was set back, none is later than now.
    if (last !== undefined && last.readAt > readAt && last.readAt <= now()) return;
    known.delete(key);
    known.set(key, { head, readAt, settledRevision });
    const [oldest] = known.keys();
    if (known.size > MAX_HEADS && oldest !== undefined) known.delete(oldest);
  }

  /** The store did not answer: serve the last known head, marked stale, and retry after the usual time. */
  function fallBack(key: string, told?: LiveHead): Head | undefined {
    const held = known.get(key)?.head;
    const last = told === undefined || (held !== undefined && isNewer(held, told)) ? held : told;
    if (last === undefined) return undefined;
    const stale: Head = last.status === "live" ? { ...last, isStale: true } : last;
    remember(key, stale, now());
    return stale;
  }

  async function refresh(key: string, address: string, ask: AskOrigin, settledRevision = 0): Promise<Head | undefined> {
    const [askedAt, publishesBefore] = [now(), publishes];
    try {
      const response = await ask(address);
      if (!response.ok) return fallBack(key);
      const read = await response.json<Head>();
      const head = read.status === "live" ? dateByClock(read, now()) : read;
      if (head.status === "live" && head.isStale) return fallBack(key, head);
      remember(key, head, publishes === publishesBefore ? askedAt : NEVER, settledRevision);
      return head;
    } catch {
      return fallBack(key);
    }
  }

  /** The query names what the answer must not be older than: a cached head cannot have that address. */
  function findFresh(key: string, atLeast: number, ask: AskOrigin): Promise<Head | undefined> {
    // A revision that is certain to be in the log settles all claims up to it.
    const settled = newest.known();
    const head = known.get(key)?.head;
    const due = head !== undefined && isPastDue(head, now()) ? dueTimeOf(head) : undefined;
    const after = Math.max(publishedRevision, settled, atLeast);
    const address = writeHeadAddress(key, { after, dueAt: due });
    return flights.join(address, () => refresh(key, address, ask, settled));
  }

  async function findFirst(resource: Resource, ask: AskOrigin): Promise<Head | undefined> {
    if (!(await names.admit(resource, ask))) return { status: "missing" };
    return findFresh(writeResource(resource), 0, ask);
  }

  /** A claim is believed as far as the log goes: strangers may claim any revision, and the store must not be asked about each. */
  async function findClaimed(key: string, claimedRevision: number, ask: AskOrigin): Promise<Head | undefined> {
    const isInLog = await newest.holds(claimedRevision, ask);
    const last = known.get(key);
    const refused = last !== undefined && isUsable(last, isInLog === false ? 0 : claimedRevision, now());
    if (refused) return last.head;
    return findFresh(key, isInLog === undefined ? claimedRevision : 0, ask);
  }

  return {
    peek(path, at) {
      const last = known.get(path);
      return last !== undefined && isUsable(last, 0, at) ? last.head : undefined;
    },
    find(resource, claimedRevision, ask) {
      const key = writeResource(resource);
      const held = known.get(key);
      if (held === undefined) return flights.join(`cold ${key}`, () => findFirst(resource, ask));
      if (isUsable(held, claimedRevision, now())) return Promise.resolve(held.head);
      return isBehind(held, claimedRevision) ? findClaimed(key, claimedRevision, ask) : findFresh(key, 0, ask);
    },
    findAnew(resource, formerTag, ask) {
      const key = writeResource(resource);
      const address = writeHeadAddress(key, { not: formerTag });
      return flights.join(address, () => refresh(key, address, ask));
    },
    expire(revision) {
      // Good for nothing but the day the store fails.
      for (const [key, { head }] of known) known.set(key, { head, readAt: NEVER, settledRevision: 0 });
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
  // Read later than now: the clock was set back.
  if (now < last.readAt || now - last.readAt >= HEAD_MEMORY_MS || isAheadOf(last.head, now)) return false;
  // Do not retry a failed read at every poll.
  if (last.head.status === "live" && last.head.isStale) return true;
  return !isBehind(last, claimedRevision) && !isPastDue(last.head, now) && !isUnsettled(last, now);
}

/** Origin told it after it was read, by a clock that has been set back since: its Last-Modified is not yet in the past. */
function isAheadOf(head: Head, now: number): boolean {
  return head.status === "live" && head.lastModified >= Math.floor(now / 1000);
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

function isBehind({ head, settledRevision }: KnownHead, claimedRevision: number): boolean {
  return head.status === "live" && head.revision < claimedRevision && settledRevision < claimedRevision;
}

function isPastDue(head: Head, now: number): boolean {
  const due = dueTimeOf(head);
  return due !== undefined && due <= now;
}

function dueTimeOf(head: Head): number | undefined {
  return "nextDueAt" in head ? head.nextDueAt : undefined;
}
