import { type Conditions, findClaimedRevision, isNotModified } from "../../http/validators.ts";
import { findDeltaBase } from "../delta.ts";
import {
  type GoneHead,
  type Head,
  isProvenByDate,
  type LiveHead,
  type MissingHead,
  type MovedHead,
  tagOf,
} from "../head.ts";

/** The answer that a poll gets, decided from its headers and the head alone. */
export type Decision =
  | { readonly kind: "not-modified"; readonly head: LiveHead }
  | { readonly kind: "whole"; readonly head: LiveHead; readonly isConditional: boolean }
  /** The entries after revision `base` (RFC 3229). */
  | { readonly kind: "delta"; readonly head: LiveHead; readonly base: number }
  | { readonly kind: "moved"; readonly head: MovedHead }
  | { readonly kind: "absent"; readonly head: GoneHead | MissingHead }
  /** RFC 6585 §4. */
  | { readonly kind: "refused"; readonly waitSeconds: number }
  | { readonly kind: "unavailable" };

/** The part of a poll that decides its answer. */
export interface PolledDocument {
  readonly headers: Headers;
  readonly hasDeltas: boolean;
  /** Milliseconds. */
  readonly now: number;
}

export const UNAVAILABLE: Decision = { kind: "unavailable" };

/** Decides a poll under a head; undefined: the store does not answer and no head is known. */
export function decide({ headers, hasDeltas, now }: PolledDocument, found: Head | undefined): Decision {
  if (found === undefined) return UNAVAILABLE;
  if (found.status === "moved") return { kind: "moved", head: found };
  if (found.status !== "live") return { kind: "absent", head: found };
  const conditions = readConditions(headers);
  const head = raiseToClient(found, conditions.ifNoneMatch);
  if (isCurrent(conditions, head, now)) return { kind: "not-modified", head };
  const { ifNoneMatch, ifModifiedSince } = conditions;
  const base = hasDeltas && ifNoneMatch !== null && !head.isStale ? findDeltaBase(headers, head) : undefined;
  if (base !== undefined) return { kind: "delta", head, base };
  return { kind: "whole", head, isConditional: ifNoneMatch !== null || ifModifiedSince !== null };
}

/** RFC 9110 §13.1.3: If-None-Match, when present, overrules If-Modified-Since. */
function readConditions(headers: Headers): Conditions {
  const ifNoneMatch = headers.get("if-none-match");
  return { ifNoneMatch, ifModifiedSince: ifNoneMatch === null ? headers.get("if-modified-since") : null };
}

/** RFC 9110 §8.8.2.2: within the second of a change, and while that lies ahead of the clock, no date proves that the client has it. */
function isCurrent(conditions: Conditions, head: LiveHead, now: number): boolean {
  const lastModified = isProvenByDate(head) ? head.lastModified : Number.POSITIVE_INFINITY;
  return isNotModified(conditions, { tag: tagOf(head), lastModified }, now);
}

/**
 * While the store does not answer, a client may hold a newer revision than our last head. It then gets a 304 under its own tag
 * rather than older bytes.
 */
function raiseToClient(head: LiveHead, ifNoneMatch: string | null): LiveHead {
  if (!head.isStale) return head;
  return { ...head, revision: Math.max(head.revision, findClaimedRevision(ifNoneMatch, head.epoch)) };
}
