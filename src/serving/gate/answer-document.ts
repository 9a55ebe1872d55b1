import { NOT_MODIFIED } from "../../audience/poll-counter.ts";
import { ANY_EPOCH, findClaimedRevision } from "../../http/validators.ts";
import { type Head, tagOf } from "../head.ts";
import { type Decision, decide } from "./decide.ts";
import { type DocumentRequest, type GateMemory, prepare } from "./gate-memory.ts";
import { type Answer, respond } from "./respond.ts";

/**
 * Answers a poll: finds the head, decides once, responds. A head in memory is used synchronously: awaiting a promise costs more
 * than the response.
 */
export function answerDocument(asked: DocumentRequest, memory: GateMemory): Answer | Promise<Answer> {
  const ifNoneMatch = asked.headers.get("if-none-match");
  const head = memory.heads.peek(asked.path, asked.now);
  if (ifNoneMatch !== null && head?.status === "live") {
    const { entityTag, notModified } = prepare(asked, memory, head, asked.kind.contentType);
    // Most polls end here: the client repeats the newest tag letter by letter.
    if (ifNoneMatch === entityTag) return { response: notModified, outcome: NOT_MODIFIED };
  }
  if (head !== undefined && !isBehindClient(head, ifNoneMatch) && !isDoubtful(head, asked, ifNoneMatch)) {
    return answerUnder(head, asked, memory);
  }
  return findHead(asked, memory, ifNoneMatch).then((found) => answerUnder(found, asked, memory));
}

function answerUnder(head: Head | undefined, asked: DocumentRequest, memory: GateMemory): Answer | Promise<Answer> {
  const { headers, kind, now } = asked;
  const decision = decide({ headers, hasDeltas: kind.hasDeltas, now }, head);
  return respond(limitRate(decision, asked, memory), asked, memory);
}

/** Limits unconditional fetches of feeds; conditional requests are never limited (RFC 6585 §4). */
function limitRate(decision: Decision, asked: DocumentRequest, { rateLimit }: GateMemory): Decision {
  const { request, headers, kind, now, settings } = asked;
  const limit = settings.maxUnconditionalPerHour;
  if (limit === undefined || decision.kind !== "whole" || decision.isConditional || !kind.isFeed) return decision;
  const path = new URL(request.url).pathname;
  const client = `${headers.get("cf-connecting-ip")} ${headers.get("user-agent")} ${path}`;
  const waitSeconds = rateLimit.countUnconditional(client, limit, now);
  return waitSeconds === undefined ? decision : { kind: "refused", waitSeconds };
}

/** A validator that names a higher revision than our head means that the head is old. */
function isBehindClient(head: Head, ifNoneMatch: string | null): boolean {
  if (ifNoneMatch === null || head.status !== "live") return false;
  // Revisions go on when the profile changes, so a higher one is newer under any epoch.
  return findClaimedRevision(ifNoneMatch, ANY_EPOCH) > head.revision;
}

/**
 * A date cannot say whether a client knows the last change of this second: then no head of a moment ago is good enough. Where the
 * change lies ahead of the clock, no date proves anything under any head, so none is read again.
 */
function isDoubtful(head: Head, { headers }: DocumentRequest, ifNoneMatch: string | null): boolean {
  if (ifNoneMatch !== null || head.status !== "live" || head.isStale || head.unsettled !== "changed-now") return false;
  return headers.get("if-modified-since") !== null;
}

async function findHead(
  asked: DocumentRequest,
  { heads }: GateMemory,
  ifNoneMatch: string | null,
): Promise<Head | undefined> {
  const { resource, ask } = asked;
  const head = await heads.find(resource, 0, ask);
  if (head === undefined || head.status !== "live") return head;
  if (isDoubtful(head, asked, ifNoneMatch)) return heads.findAnew(resource, tagOf(head), ask);
  if (!isBehindClient(head, ifNoneMatch)) return head;
  return heads.find(resource, findClaimedRevision(ifNoneMatch, ANY_EPOCH), ask);
}
