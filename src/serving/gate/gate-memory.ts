import type { DocumentKind } from "../documents.ts";
import type { LiveHead } from "../head.ts";
import { renderingKey } from "../origin-address.ts";
import type { RateLimit } from "../rate-limit.ts";
import type { Renderings } from "../renderings.ts";
import { type Resource, writeResource } from "../resource.ts";
import type { AskOrigin } from "./ask-origin.ts";
import type { Heads } from "./heads.ts";
import type { KnownNames } from "./known-names.ts";
import { type AnswerSettings, type PreparedResponses, prepareResponses, servesToo } from "./prepared-responses.ts";
import type { QuestionPorts } from "./questions.ts";

/** The state that one isolate keeps between polls, with its clock. */
export interface GateMemory extends QuestionPorts {
  readonly heads: Heads;
  readonly names: KnownNames;
  readonly renderings: Renderings;
  readonly rateLimit: RateLimit;
  /** By the key of the document, with the content type before it where that is not the document's usual one. */
  readonly prepared: Map<string, PreparedResponses>;
}

/** The document that an address names: the same for every poll of it. */
export interface DocumentAddress {
  readonly resource: Resource;
  /** The resource as {@link writeResource} writes it. */
  readonly path: string;
  readonly kind: DocumentKind;
  /** Kind and path: the document's name in memory and, after its tag, at Origin. */
  readonly key: string;
}

export function addressOf(resource: Resource, kind: DocumentKind): DocumentAddress {
  const path = writeResource(resource);
  return { resource, path, kind, key: renderingKey(kind.id, path) };
}

export interface DocumentRequest extends DocumentAddress {
  readonly request: Request;
  /** The request's. */
  readonly headers: Headers;
  readonly ask: AskOrigin;
  readonly now: number;
  readonly settings: AnswerSettings;
}

/** Prepared answers of the type that the client wants: a browser styles a feed that it navigates to only as text/xml. */
export function prepareWhole(asked: DocumentRequest, memory: GateMemory, head: LiveHead): PreparedResponses {
  const { contentType, navigationContentType } = asked.kind;
  const isNavigation = navigationContentType !== undefined && asked.headers.get("sec-fetch-dest") === "document";
  return prepare(asked, memory, head, isNavigation ? navigationContentType : contentType);
}

export function prepare(
  { resource, key: address, kind, now, settings }: DocumentRequest,
  { prepared }: GateMemory,
  head: LiveHead,
  contentType: string,
): PreparedResponses {
  const key = contentType === kind.contentType ? address : `${contentType} ${address}`;
  const known = prepared.get(key);
  if (known !== undefined && servesToo(known, head) && now < known.goodUntil) return known;
  const answers = prepareResponses(resource, kind, contentType, head, settings, now);
  if (prepared.size >= MAX_PREPARED) prepared.clear();
  prepared.set(key, answers);
  return answers;
}

const MAX_PREPARED = 10_000;
