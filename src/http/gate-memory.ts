import { type AnswerSettings, type PreparedAnswers, prepareAnswers, servesToo } from "./answers.ts";
import type { DocumentKind } from "./documents.ts";
import type { LiveHead } from "./head.ts";
import type { AskOrigin, Heads } from "./heads.ts";
import type { Manners } from "./manners.ts";
import type { Renderings } from "./renderings.ts";
import type { Resource } from "./resource.ts";

/** What one isolate keeps between polls. */
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
  /** The resource as {@link writeResource} writes it: the same for every poll of a route. */
  readonly path: string;
  readonly kind: DocumentKind;
  readonly ask: AskOrigin;
  readonly now: number;
  readonly settings: AnswerSettings;
}

/** Prepared answers of the type that the client wants: what a browser navigates to is styled only as XML. */
export function prepareWhole(asked: DocumentRequest, memory: GateMemory, head: LiveHead): PreparedAnswers {
  const { contentType, navigationContentType } = asked.kind;
  const isNavigation =
    navigationContentType !== undefined && asked.request.headers.get("sec-fetch-dest") === "document";
  return prepare(asked, memory, head, isNavigation ? navigationContentType : contentType);
}

export function prepare(
  { resource, path, kind, now, settings }: DocumentRequest,
  { prepared }: GateMemory,
  head: LiveHead,
  contentType: string,
): PreparedAnswers {
  const key = `${contentType} ${kind.id}/${path}`;
  const known = prepared.get(key);
  if (known !== undefined && servesToo(known, head) && now < known.goodUntil) return known;
  const answers = prepareAnswers(resource, kind, contentType, head, settings, now);
  if (prepared.size >= MAX_PREPARED) prepared.clear();
  prepared.set(key, answers);
  return answers;
}

const MAX_PREPARED = 10_000;
