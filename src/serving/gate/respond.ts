import { NOT_MODIFIED, type Outcome } from "../../audience/poll-counter.ts";
import { relabel } from "../../http/write-bytes.ts";
import { labelDelta, nameDelta } from "../delta.ts";
import { dateByClock, type LiveHead, type MovedHead, tagOf } from "../head.ts";
import { redirect, tooManyRequests, unavailable } from "../plain-responses.ts";
import type { FoundRendering } from "../renderings.ts";
import { answerNotFound } from "./answer-not-found.ts";
import { type Decision, decide, UNAVAILABLE } from "./decide.ts";
import { type DocumentRequest, type GateMemory, prepare, prepareWhole } from "./gate-memory.ts";
import { answerBytes } from "./write-bytes.ts";

/** A response, and its outcome for the counting of polls; undefined where there is nothing to count. */
export interface Answer {
  readonly response: Response;
  readonly outcome: Outcome | undefined;
}

/** Carries out a decision. An answer from memory is returned at once: waiting for a promise costs more than the answer. */
export function respond(decision: Decision, asked: DocumentRequest, memory: GateMemory): Answer | Promise<Answer> {
  switch (decision.kind) {
    case "not-modified":
      return {
        response: prepare(asked, memory, decision.head, asked.kind.contentType).notModified,
        outcome: NOT_MODIFIED,
      };
    case "whole":
      return respondWhole(decision, asked, memory);
    case "delta":
      return respondDelta(decision, asked, memory);
    case "moved":
      return uncounted(redirect(301, placeMoved(decision.head, asked)));
    case "absent":
      return answerNotFound(asked, memory, decision.head).then(uncounted);
    case "refused":
      return {
        response: tooManyRequests(decision.waitSeconds),
        outcome: { status: 429, tag: "", isConditional: false, isRendered: false },
      };
    case "unavailable":
      return uncounted(unavailable());
  }
}

/** A page of a feed's archive leads to the feed: no other has the same articles on that page. */
function placeMoved({ location, addresses }: MovedHead, { kind, settings }: DocumentRequest): string {
  const { id, fileName } = kind;
  const slash = fileName === "" || location.endsWith("/") ? "" : "/";
  return addresses?.[id] ?? settings.publicUrl + location + slash + fileName;
}

function uncounted(response: Response): Answer {
  return { response, outcome: undefined };
}

type Whole = Extract<Decision, { readonly kind: "whole" }>;

function outcomeOf({ isConditional }: Whole, tag: string, found?: FoundRendering): Outcome {
  return { status: 200, tag, isConditional, isRendered: found !== undefined && isMiss(found) };
}

/** RFC 9211 §2.2: no cache had it. */
function isMiss({ cacheStatus }: FoundRendering): boolean {
  return cacheStatus.includes("fwd=miss");
}

/** The document from memory, at once, or from the nearest cache that has it. */
function respondWhole(decision: Whole, asked: DocumentRequest, memory: GateMemory): Answer | Promise<Answer> {
  const prepared = prepareWhole(asked, memory, decision.head);
  const held = memory.renderings.peek(asked.key, prepared.tag);
  if (held === undefined) return respondFromOrigin(decision, asked, memory);
  const outcome = outcomeOf(decision, prepared.tag);
  const response = answerBytes(asked, prepared, held);
  return response instanceof Promise ? response.then((made) => ({ response: made, outcome })) : { response, outcome };
}

async function respondFromOrigin(decision: Whole, asked: DocumentRequest, memory: GateMemory): Promise<Answer> {
  const found = await memory.renderings.find(asked.resource, asked.kind.id, decision.head, asked.ask);
  if (found === undefined) return respondAnew(decision.head, asked, memory);
  if (found.rendering.tag === tagOf(decision.head)) return respondFound(decision, found, asked, memory);
  // Origin had a newer rendering, or, while the store fails, the last one: the client may have that one, or a newer one still.
  const head = dateByClock(found.rendering.head, asked.now);
  const other = decide({ headers: asked.headers, hasDeltas: false, now: asked.now }, head);
  if (!head.isStale) memory.heads.learn(asked.resource, head);
  return other.kind === "whole" ? respondFound(other, found, asked, memory) : respond(other, asked, memory);
}

async function respondFound(
  decision: Whole,
  found: FoundRendering,
  asked: DocumentRequest,
  memory: GateMemory,
): Promise<Answer> {
  const { rendering, cacheStatus } = found;
  const response = await answerBytes(asked, prepareWhole(asked, memory, decision.head), rendering);
  return {
    response: relabel(response, { "Cache-Status": cacheStatus }),
    outcome: outcomeOf(decision, rendering.tag, found),
  };
}

/** Origin no longer has the document: the cached head was out of date. */
async function respondAnew(old: LiveHead, asked: DocumentRequest, memory: GateMemory): Promise<Answer> {
  if (old.isStale) return respond(UNAVAILABLE, asked, memory);
  const head = await memory.heads.findAnew(asked.resource, tagOf(old), asked.ask);
  if (head?.status === "live" && tagOf(head) === tagOf(old)) return respond(UNAVAILABLE, asked, memory);
  const { headers, kind, now } = asked;
  return respond(decide({ headers, hasDeltas: kind.hasDeltas, now }, head), asked, memory);
}

/** Only the entries after the revision that the client holds (RFC 3229); the whole feed where Origin has no such delta. */
async function respondDelta(
  { head, base }: Extract<Decision, { readonly kind: "delta" }>,
  asked: DocumentRequest,
  memory: GateMemory,
): Promise<Answer> {
  const { headers, resource, kind, ask } = asked;
  const found = await memory.renderings.find(resource, nameDelta(kind.id, base), head, ask);
  if (found === undefined || found.rendering.tag !== tagOf(head)) {
    return respondWhole({ kind: "whole", head, isConditional: true }, asked, memory);
  }
  const response = await answerBytes(asked, prepareWhole(asked, memory, head), found.rendering);
  const delta = labelDelta(response, headers, { "Cache-Status": found.cacheStatus });
  const outcome = { status: 226, tag: found.rendering.tag, isConditional: true, isRendered: isMiss(found) } as const;
  return { response: delta, outcome };
}
