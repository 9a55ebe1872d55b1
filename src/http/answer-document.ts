import { type AnswerSettings, type PreparedAnswers, prepareAnswers, servesToo } from "./answers.ts";
import { findDeltaBase, nameDelta } from "./delta.ts";
import type { DocumentKind } from "./documents.ts";
import type { Head, LiveHead } from "./head.ts";
import type { AskOrigin, Heads } from "./heads.ts";
import type { Manners } from "./manners.ts";
import { acceptsGzip } from "./negotiation.ts";
import { goneText, missingText, redirect, tooManyRequests, unavailable } from "./plain-answers.ts";
import { gzip, MEMORY_HIT, MEMORY_STALE, type Rendering, type Renderings } from "./renderings.ts";
import { type Resource, writeResource } from "./resource.ts";
import { type Conditions, findClaimedRevision, isNotModified } from "./validators.ts";

export interface GateMemory {
  readonly heads: Heads;
  readonly renderings: Renderings;
  readonly manners: Manners;
  /** Prepared answers by content type, format and resource. */
  readonly prepared: Map<string, PreparedAnswers>;
}

export interface DocumentRequest {
  readonly request: Request;
  readonly resource: Resource;
  readonly kind: DocumentKind;
  readonly ask: AskOrigin;
  readonly now: number;
  readonly settings: AnswerSettings;
}

/** Answers a poll: from the head alone if the client has the newest bytes, else from the nearest cache that has them. */
export async function answerDocument(asked: DocumentRequest, memory: GateMemory): Promise<Response> {
  const { request, resource, ask, now } = asked;
  const ifNoneMatch = request.headers.get("if-none-match");
  const head = await findHead(asked, memory, ifNoneMatch);
  if (head === undefined) return unavailable();
  if (head.status !== "live") return answerWithoutDocument(head, asked);
  const answers = prepare(asked, memory, head, head.isStale ? MEMORY_STALE : MEMORY_HIT);
  const conditions = { ifNoneMatch, ifModifiedSince: request.headers.get("if-modified-since") };
  if (isNotModified(conditions, { tag: answers.tag, lastModified: head.lastModified }, now)) return answers.notModified;
  const tooOften = refuseHaste(asked, memory, conditions);
  if (tooOften !== undefined) return tooOften;
  const delta = await answerDelta(asked, memory, head, answers);
  if (delta !== undefined) return delta;
  const found = await memory.renderings.find(resource, asked.kind.id, head, ask);
  if (found === undefined) return unavailable();
  const { rendering, cacheStatus } = found;
  if (rendering.tag === answers.tag) return answerBytes(request, answers, rendering, cacheStatus);
  if (!head.isStale && rendering.head.revision >= head.revision) memory.heads.learn(resource, rendering.head);
  return answerBytes(request, prepare(asked, memory, rendering.head, cacheStatus), rendering, cacheStatus);
}

/** Whole fetches again and again are asked to slow down; whoever says what they have never is (RFC 6585 §4). */
function refuseHaste(
  { request, kind, now, settings }: DocumentRequest,
  { manners }: GateMemory,
  { ifNoneMatch, ifModifiedSince }: Conditions,
): Response | undefined {
  const limit = settings.maxUnconditionalPerHour;
  if (limit === undefined || !kind.isFeed || ifNoneMatch !== null || ifModifiedSince !== null) return undefined;
  const { headers, url } = request;
  const path = new URL(url).pathname;
  const client = `${headers.get("cf-connecting-ip")} ${headers.get("user-agent")} ${path}`;
  const waitSeconds = manners.countUnconditional(client, limit, now);
  return waitSeconds === undefined ? undefined : tooManyRequests(waitSeconds);
}

/** Only what came after the revision that the client holds, to clients known to read that (RFC 3229). */
async function answerDelta(
  { request, resource, kind, ask }: DocumentRequest,
  { renderings }: GateMemory,
  head: LiveHead,
  answers: PreparedAnswers,
): Promise<Response | undefined> {
  const base = kind.hasDeltas ? findDeltaBase(request.headers, head) : undefined;
  if (base === undefined || head.isStale) return undefined;
  const found = await renderings.find(resource, nameDelta(kind.id, base), head, ask);
  if (found === undefined || found.rendering.tag !== answers.tag) return undefined;
  const response = await answerBytes(request, answers, found.rendering, found.cacheStatus);
  const headers = new Headers(response.headers);
  headers.set("IM", "feed");
  // RFC 3229 §10.8.1: only caches that understand instance manipulations may keep it, and `no-store` stops the others.
  headers.set("Cache-Control", "no-store, im");
  return new Response(response.body, { status: 226, statusText: "IM Used", headers, encodeBody: "manual" });
}

/** A validator that names a higher revision than our head means that the head is old: nobody is sent back in time. */
async function findHead(
  { resource, ask }: DocumentRequest,
  { heads }: GateMemory,
  ifNoneMatch: string | null,
): Promise<Head | undefined> {
  const head = await heads.find(resource, 0, ask);
  if (head?.status !== "live") return head;
  const claimed = findClaimedRevision(ifNoneMatch, head.epoch);
  return claimed > head.revision ? heads.find(resource, claimed, ask) : head;
}

function prepare(
  { request, resource, kind, now, settings }: DocumentRequest,
  { prepared }: GateMemory,
  head: LiveHead,
  cacheStatus: string,
): PreparedAnswers {
  const isNavigation = kind.navigationContentType !== undefined && request.headers.get("sec-fetch-dest") === "document";
  const contentType = isNavigation ? (kind.navigationContentType ?? kind.contentType) : kind.contentType;
  const key = `${contentType} ${kind.id}/${writeResource(resource)}`;
  const known = prepared.get(key);
  if (known !== undefined && servesToo(known, head) && now < known.goodUntil) return known;
  const answers = prepareAnswers(resource, kind, contentType, head, settings, now, cacheStatus);
  if (prepared.size >= MAX_PREPARED) prepared.clear();
  prepared.set(key, answers);
  return answers;
}

const MAX_PREPARED = 10_000;

async function answerBytes(
  request: Request,
  { plainHeaders, gzipHeaders }: PreparedAnswers,
  rendering: Rendering,
  cacheStatus: string,
): Promise<Response> {
  const wantsGzip = acceptsGzip(clientEncodings(request));
  const bytes = wantsGzip ? await gzip(rendering) : rendering.plain;
  const headers = new Headers(wantsGzip ? gzipHeaders : plainHeaders);
  headers.set("Cache-Status", cacheStatus);
  headers.set("Content-Length", String(bytes.byteLength));
  // The bytes are encoded already: the runtime must not do it again.
  return new Response(request.method === "HEAD" ? null : bytes, { headers, encodeBody: "manual" });
}

/** Cloudflare rewrites Accept-Encoding to what its edge speaks; what the client said is kept beside it. */
function clientEncodings(request: Request): string | null {
  const said = request.cf?.clientAcceptEncoding;
  return typeof said === "string" ? said : request.headers.get("accept-encoding");
}

function answerWithoutDocument(head: Exclude<Head, LiveHead>, { kind, settings }: DocumentRequest): Response {
  switch (head.status) {
    case "gone":
      return goneText(kind, settings.publicUrl);
    case "moved":
      return redirect(301, settings.publicUrl + head.location);
    case "missing":
      return missingText(kind, settings.publicUrl);
  }
}
