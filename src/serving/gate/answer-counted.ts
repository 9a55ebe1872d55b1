import { countedPage } from "../../audience/counted-page.ts";
import type { Outcome } from "../../audience/poll-counter.ts";
import { pageKind } from "../documents.ts";
import { answerDocument } from "./answer-document.ts";
import type { FileBucket } from "./answer-file.ts";
import type { AskOrigin } from "./ask-origin.ts";
import type { DocumentAddress, GateMemory } from "./gate-memory.ts";
import type { AnswerSettings } from "./prepared-responses.ts";
import type { Answer } from "./respond.ts";
import type { DownloadsWay } from "./send-downloads.ts";

/** The inputs of a request besides itself. */
export interface GateBindings {
  /** The request's URL, read once and passed on: workerd re-serializes `request.url` on each access. */
  readonly url: string;
  readonly settings: AnswerSettings;
  readonly ask: AskOrigin;
  readonly now: number;
  /** Called for every poll of a feed and every opened article, with its outcome; undefined: nothing is counted. */
  readonly count?: CountPoll;
  /** The worker's environment: sound and film are read from its bucket. Passed whole, since reading a binding takes time. */
  readonly env?: FileEnv;
  /** Keeps the isolate awake for what follows an answer. */
  readonly context?: { waitUntil(work: Promise<void>): void };
}

/** The part of the environment that files are answered with. */
export interface FileEnv {
  readonly MEDIA: FileBucket;
  /** The publishers' worker, which downloads are told to; undefined: they are not counted. */
  readonly PUBLISHER?: DownloadsWay;
}

type CountPoll = (feed: string, format: string, headers: Headers, outcome: Outcome) => void;

/** Answers a poll and hands its outcome to the counter; the answer does not wait for the count. */
export function answerCounted(
  request: Request,
  address: DocumentAddress,
  bindings: GateBindings,
  memory: GateMemory,
): Response | Promise<Response> {
  const { resource, path, kind, key } = address;
  const { settings, ask, now, count } = bindings;
  const { headers } = request;
  // Written out: spreading two objects into one costs a microsecond.
  const answer = answerDocument({ request, headers, resource, path, kind, key, settings, ask, now }, memory);
  const finish = ({ response, outcome }: Answer): Response => {
    if (outcome === undefined) return response;
    if (kind.isFeed && resource.kind === "feed") count?.(resource.name, kind.id, headers, outcome);
    else if (resource.kind === "article" && kind === pageKind)
      count?.(countedPage(resource.slug), kind.id, headers, outcome);
    return response;
  };
  return answer instanceof Promise ? answer.then(finish) : finish(answer);
}
