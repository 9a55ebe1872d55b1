import { NOT_MODIFIED } from "../../audience/poll-counter.ts";
import {
  ANY_EPOCH,
  type Conditions,
  findClaimedRevision,
  isNotModified,
  type Validators,
} from "../../http/validators.ts";
import { findDeltaBase, nameDelta } from "../delta.ts";
import { type Head, isSettled, type LiveHead, tagOf } from "../head.ts";
import type { FoundRendering } from "../renderings.ts";
import { answerNotFound } from "./answer-not-found.ts";
import { type DocumentRequest, type GateMemory, prepare, prepareWhole } from "./gate-memory.ts";
import { redirect, tooManyRequests, unavailable } from "./plain-responses.ts";
import type { PreparedResponses } from "./prepared-responses.ts";
import { answerBytes, relabel } from "./write-bytes.ts";

/**
 * Answers a poll: from the head alone if the client has the newest bytes, else from the nearest cache that has them. What
 * memory can answer is answered at once: waiting for a promise costs more than the answer.
 */
export function answerDocument(asked: DocumentRequest, memory: GateMemory): Response | Promise<Response> {
  const ifNoneMatch = asked.headers.get("if-none-match");
  const head = memory.heads.peek(asked.path, asked.now);
  if (ifNoneMatch !== null && head?.status === "live") {
    const answers = prepare(asked, memory, head, asked.kind.contentType);
    // Nearly every poll ends here: the client names the newest, in the words in which it was told.
    if (ifNoneMatch === answers.entityTag) return answerNotModified(asked, answers);
  }
  if (head !== undefined && !isBehindClient(head, ifNoneMatch) && !isDoubtful(head, asked, ifNoneMatch)) {
    return answerUnder(head, asked, memory, ifNoneMatch);
  }
  return findHead(asked, memory, ifNoneMatch).then((found) => answerUnder(found, asked, memory, ifNoneMatch));
}

/** A validator that names a higher revision than our head means that the head is old: nobody is sent back in time. */
function isBehindClient(head: Head, ifNoneMatch: string | null): boolean {
  if (ifNoneMatch === null || head.status !== "live") return false;
  // Revisions go on when the profile changes, so a higher one is newer under any epoch.
  return findClaimedRevision(ifNoneMatch, ANY_EPOCH) > head.revision;
}

/** A date cannot say whether a client knows the last change of this second: then no head of a moment ago is good enough. */
function isDoubtful(head: Head, { headers }: DocumentRequest, ifNoneMatch: string | null): boolean {
  if (ifNoneMatch !== null || head.status !== "live" || isSettled(head)) return false;
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

function answerUnder(
  found: Head | undefined,
  asked: DocumentRequest,
  memory: GateMemory,
  ifNoneMatch: string | null,
): Response | Promise<Response> {
  asked.outcome = undefined;
  if (found === undefined) return unavailable();
  if (found.status === "moved") return redirect(301, asked.settings.publicUrl + found.location);
  if (found.status !== "live") return answerNotFound(asked, memory, found);
  const head = raiseToClient(found, ifNoneMatch);
  const { headers, kind } = asked;
  const answers = prepare(asked, memory, head, kind.contentType);
  const conditions = readConditions(headers, ifNoneMatch);
  if (isNotModified(conditions, validatorsOf(answers, head), asked.now)) return answerNotModified(asked, answers);
  const isConditional = conditions.ifNoneMatch !== null || conditions.ifModifiedSince !== null;
  asked.outcome = { status: 200, tag: answers.tag, isConditional, isRendered: false };
  const tooOften = refuseHaste(asked, memory, conditions);
  if (tooOften !== undefined) return tooOften;
  const base = kind.hasDeltas && ifNoneMatch !== null ? findDeltaBase(headers, head) : undefined;
  if (base === undefined || head.isStale) return answerWhole(asked, memory, head);
  return answerDelta(asked, memory, head, base).then((delta) => delta ?? answerWhole(asked, memory, head));
}

function answerNotModified(asked: DocumentRequest, { notModified }: PreparedResponses): Response {
  asked.outcome = NOT_MODIFIED;
  return notModified;
}

/** Whole fetches again and again are asked to slow down; whoever says what they have never is (RFC 6585 §4). */
function refuseHaste(
  asked: DocumentRequest,
  { manners }: GateMemory,
  { ifNoneMatch, ifModifiedSince }: Conditions,
): Response | undefined {
  const { request, headers, kind, now, settings } = asked;
  const limit = settings.maxUnconditionalPerHour;
  if (limit === undefined || !kind.isFeed || ifNoneMatch !== null || ifModifiedSince !== null) return undefined;
  const path = new URL(request.url).pathname;
  const client = `${headers.get("cf-connecting-ip")} ${headers.get("user-agent")} ${path}`;
  const waitSeconds = manners.countUnconditional(client, limit, now);
  if (waitSeconds === undefined) return undefined;
  asked.outcome = { status: 429, tag: "", isConditional: false, isRendered: false };
  return tooManyRequests(waitSeconds);
}

/** The document from memory, at once, or from the nearest cache that has it. */
function answerWhole(asked: DocumentRequest, memory: GateMemory, head: LiveHead): Response | Promise<Response> {
  const answers = prepareWhole(asked, memory, head);
  const held = memory.renderings.peek(asked.key, answers.tag);
  return held === undefined ? answerFromOrigin(asked, memory, head) : answerBytes(asked, answers, held);
}

async function answerFromOrigin(asked: DocumentRequest, memory: GateMemory, head: LiveHead): Promise<Response> {
  const { resource, kind, ask } = asked;
  const found = await memory.renderings.find(resource, kind.id, head, ask);
  if (found === undefined) return head.isStale ? answerNothing(asked) : answerAnew(asked, memory, head);
  const { rendering, cacheStatus } = found;
  if (asked.outcome !== undefined) asked.outcome = { ...asked.outcome, tag: rendering.tag, isRendered: isMiss(found) };
  if (rendering.tag !== tagOf(head)) return answerOther(asked, memory, found);
  return relabel(await answerBytes(asked, prepareWhole(asked, memory, head), rendering), {
    "Cache-Status": cacheStatus,
  });
}

/** RFC 9211 §2.2: no cache had it. */
function isMiss({ cacheStatus }: FoundRendering): boolean {
  return cacheStatus.includes("fwd=miss");
}

function answerNothing(asked: DocumentRequest): Response {
  asked.outcome = undefined;
  return unavailable();
}

/** Not what was asked for: newer, or the last there was. The client may have just that, or something newer still. */
async function answerOther(
  asked: DocumentRequest,
  memory: GateMemory,
  { rendering, cacheStatus }: FoundRendering,
): Promise<Response> {
  const { headers, resource, now } = asked;
  const ifNoneMatch = headers.get("if-none-match");
  const head = raiseToClient(rendering.head, ifNoneMatch);
  if (!head.isStale) memory.heads.learn(resource, head);
  const answers = prepareWhole(asked, memory, head);
  const conditions = readConditions(headers, ifNoneMatch);
  if (isNotModified(conditions, validatorsOf(answers, head), now)) return answerNotModified(asked, answers);
  return relabel(await answerBytes(asked, answers, rendering), { "Cache-Status": cacheStatus });
}

/** RFC 9110 §13.1.3: where there is an If-None-Match, nobody reads the date. */
function readConditions(headers: Headers, ifNoneMatch: string | null): Conditions {
  return { ifNoneMatch, ifModifiedSince: ifNoneMatch === null ? headers.get("if-modified-since") : null };
}

/** RFC 9110 §8.8.2.2: no date is late enough for a change of the same second. */
function validatorsOf({ tag }: PreparedResponses, head: LiveHead): Validators {
  return { tag, lastModified: isSettled(head) ? head.lastModified : Number.POSITIVE_INFINITY };
}

/** Origin has no such document: the head was old, and the document is gone since. */
async function answerAnew(asked: DocumentRequest, memory: GateMemory, old: LiveHead): Promise<Response> {
  const head = await memory.heads.findAnew(asked.resource, tagOf(old), asked.ask);
  if (head?.status === "live" && tagOf(head) === tagOf(old)) return answerNothing(asked);
  return answerUnder(head, asked, memory, asked.headers.get("if-none-match"));
}

/**
 * While the store does not answer, a client may hold something newer than the last we know. Then what it holds is the best
 * there is: under its own tag it gets a 304, and nobody is sent back in time.
 */
function raiseToClient(head: LiveHead, ifNoneMatch: string | null): LiveHead {
  return head.isStale
    ? { ...head, revision: Math.max(head.revision, findClaimedRevision(ifNoneMatch, head.epoch)) }
    : head;
}

/** Only what came after the revision that the client holds, to clients known to read that (RFC 3229). */
async function answerDelta(
  asked: DocumentRequest,
  memory: GateMemory,
  head: LiveHead,
  base: number,
): Promise<Response | undefined> {
  const { headers, resource, kind, ask } = asked;
  const found = await memory.renderings.find(resource, nameDelta(kind.id, base), head, ask);
  if (found === undefined || found.rendering.tag !== tagOf(head)) return undefined;
  const response = await answerBytes(asked, prepareWhole(asked, memory, head), found.rendering);
  // RFC 3229 §10.8.1: only caches that understand instance manipulations may keep it, and `no-store` stops the others.
  const labels = { "Cache-Status": found.cacheStatus, IM: "feed", "Cache-Control": "no-store, im" };
  const { tag } = found.rendering;
  asked.outcome = { status: 226, tag, isConditional: true, isRendered: isMiss(found) };
  const delta = relabel(response, labels, { status: 226, statusText: "IM Used" });
  // libcurl's time condition (newsboat) throws a body away that is not dated later than what the client has. Two changes within a
  // second of each other may have one date; a part needs none, since it is nobody's to keep.
  if (headers.get("if-modified-since") === delta.headers.get("last-modified")) delta.headers.delete("Last-Modified");
  return delta;
}
