import { allFormats } from "../../feed/formats.ts";
import { sha256Hex } from "../../lib/digest.ts";
import { pageKind } from "../documents.ts";
import type { GateMemory } from "../gate/gate-memory.ts";
import { pageHeadersOf } from "../gate/prepared-responses.ts";
import type { Routed } from "../gate/router.ts";
import { missingText, unavailable } from "../plain-responses.ts";
import { readSearch, writeSearch } from "./search-address.ts";

/** One client's searches in an hour, in one isolate. */
const SEARCHES_PER_HOUR = 600;

/** Answers a search. Nothing between here and the index keeps it, and it is not counted. */
export async function answerSearch(asked: Routed, document: string, { rateLimit }: GateMemory): Promise<Response> {
  const { request, bindings } = asked;
  const { ask, settings, now } = bindings;
  const client = `search ${request.headers.get("cf-connecting-ip")}`;
  const waitSeconds = rateLimit.countUnconditional(client, SEARCHES_PER_HOUR, now);
  if (waitSeconds !== undefined) return refuse(waitSeconds);
  const found = await ask(writeSearch(readSearch(document, new URL(bindings.url)))).catch(() => undefined);
  if (found?.status === 404) return missingText(pageKind, settings.publicUrl);
  if (found === undefined || !found.ok) return unavailable();
  const body = await found.text();
  return document === "" ? answerPage(body, settings.publicUrl) : answerFeed(body, document, request);
}

/** RFC 6585 §4. */
function refuse(waitSeconds: number): Response {
  return new Response(`429: too many searches; wait ${waitSeconds} seconds.\n`, {
    status: 429,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Retry-After": String(waitSeconds),
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

function answerPage(html: string, publicUrl: string): Response {
  return new Response(html, {
    headers: [
      ["Content-Type", "text/html; charset=utf-8"],
      ["Cache-Control", "private, max-age=60"],
      ["Vary", "Accept-Encoding"],
      ["X-Content-Type-Options", "nosniff"],
      // A crawler would find an endless number of pages.
      ["X-Robots-Tag", "noindex"],
      ...pageHeadersOf(publicUrl),
    ],
  });
}

/** No shared cache keeps it, so that a retracted article is not found from its retraction on. */
async function answerFeed(body: string, document: string, { headers }: Request): Promise<Response> {
  const etag = `W/"search-${(await sha256Hex(body)).slice(0, 16)}"`;
  const format = allFormats.find(({ fileName }) => fileName === document);
  const common = {
    ETag: etag,
    "Cache-Control": "private, max-age=900",
    Vary: "Accept-Encoding",
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
  };
  if (namesTag(headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers: common });
  return new Response(body, {
    headers: {
      ...common,
      "Content-Type": format?.contentType ?? "application/octet-stream",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** RFC 9110 §13.1.2, weak comparison. A substring test is enough, since no other tag contains this one. */
function namesTag(header: string | null, etag: string): boolean {
  return header !== null && (header.trim() === "*" || header.includes(etag.slice(2)));
}
