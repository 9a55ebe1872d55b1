import { createDownloadCounter } from "../../audience/download-counter.ts";
import { EDGE_CACHE_HEADER } from "../../http/headers.ts";
import { isNotModified } from "../../http/validators.ts";
import { parseHttpDate } from "../../lib/dates.ts";
import { pageKind } from "../documents.ts";
import { writeMediaAddress } from "../origin-address.ts";
import { goneText, missingText, unavailable } from "../plain-responses.ts";
import type { GateBindings } from "./answer-counted.ts";
import { answerFile, type SentBytes } from "./answer-file.ts";
import { protectFile } from "./file-headers.ts";
import type { QuestionPorts } from "./questions.ts";
import { sendDownloads } from "./send-downloads.ts";

/** The hash of the bytes and an ending: nothing else is ever asked of the media store. */
const MEDIA_NAME = /^[0-9a-f]{32}\.[a-z\d]{1,8}$/;
/** Sound and film, which players read by ranges and seek in. */
const PLAYED = /\.(?:mp3|m4[abv]|aac|og[agv]|opus|wav|flac|mp4|webm|mov)$/;

type MediaPorts = Pick<GateBindings, "ask" | "now" | "env" | "context"> & {
  readonly settings: { readonly publicUrl: string };
};

/** Counts bytes of a recording that were asked for. */
export type CountDownload = (
  request: Request,
  recording: string,
  bytes: SentBytes,
  ports: Pick<GateBindings, "now" | "env" | "context">,
) => void;

/** One isolate's counter of downloads; no answer waits for it. */
function startDownloadCounter({ now, sleep }: QuestionPorts): CountDownload {
  const counter = createDownloadCounter({ now, sleep, send: sendDownloads });
  return ({ headers }, recording, bytes, { env, context, now: at }) => {
    const way = env?.PUBLISHER;
    if (way !== undefined) context?.waitUntil(counter.count({ recording, ...bytes, headers, now: at, way }));
  };
}

const counters = new WeakMap<QuestionPorts, CountDownload>();

/** As {@link answerMedia}, with the counter of an isolate's gate, which is started at its first file. */
export function answerCountedMedia(
  request: Request,
  name: string,
  ports: MediaPorts,
  memory: QuestionPorts,
): Promise<Response> {
  const count = counters.get(memory) ?? startDownloadCounter(memory);
  counters.set(memory, count);
  return answerMedia(request, name, ports, count);
}

/**
 * An image, or another file of an article. Its name is a digest of its bytes, so the name is its validator, and a strong one. Sound,
 * film, and any file requested with a range bypass the caches.
 */
export async function answerMedia(
  request: Request,
  name: string,
  ports: MediaPorts,
  count: CountDownload,
): Promise<Response> {
  const { settings, ask, now, env } = ports;
  if (!MEDIA_NAME.test(name)) return missingText(pageKind, settings.publicUrl);
  const isPlayed = PLAYED.test(name);
  const isRanged = isPlayed || request.headers.has("range");
  const note = (bytes: SentBytes) => (isPlayed ? count(request, name, bytes, ports) : undefined);
  const answer = isRanged
    ? await answerFile(request, name, { ask, bucket: env?.MEDIA, now, note })
    : await answerCached(request, name, ports);
  if (typeof answer !== "number") return answer;
  if (answer >= 500) return unavailable();
  return (answer === 410 ? goneText : missingText)(pageKind, settings.publicUrl);
}

async function answerCached(request: Request, name: string, { ask, now }: MediaPorts): Promise<Response | number> {
  const response = await ask(writeMediaAddress(name)).catch(() => undefined);
  if (response === undefined) return 503;
  if (!response.ok) return response.status;
  const headers = new Headers(response.headers);
  headers.delete(EDGE_CACHE_HEADER);
  const [tag = name] = name.split(".");
  headers.set("ETag", `"${tag}"`);
  headers.set("Access-Control-Allow-Origin", "*");
  headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  protectFile(headers);
  const conditions = {
    ifNoneMatch: request.headers.get("if-none-match"),
    ifModifiedSince: request.headers.get("if-modified-since"),
  };
  const storedAt = parseHttpDate(headers.get("last-modified") ?? "") ?? Number.POSITIVE_INFINITY;
  if (isNotModified(conditions, { tag, lastModified: storedAt / 1000 }, now)) {
    headers.delete("Content-Length");
    return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === "HEAD" ? null : response.body, { headers });
}
