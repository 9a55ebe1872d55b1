import type { DocumentKind } from "./documents.ts";

// Short answers that are not documents: each says where to go.

function text(status: number, body: string, headers: Record<string, string>): Response {
  return new Response(body, {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "X-Content-Type-Options": "nosniff",
      "Access-Control-Allow-Origin": "*",
      // The edge compresses text of any status for a client that accepts it.
      Vary: "Accept-Encoding",
      ...headers,
    },
  });
}

export const notFoundMaxAgeSeconds = { missing: 60, gone: 900 } as const;

/** Requests for pages get HTML instead: see answer-not-found.ts. */
function varyOf({ isPage }: DocumentKind): Record<string, string> {
  return isPage ? { Vary: "Accept, Accept-Encoding" } : {};
}

export function missingText(kind: DocumentKind, publicUrl: string): Response {
  const what = kind.isFeed ? "no such feed" : "no such page";
  const body = `404: there is ${what}. The feeds are listed at ${publicUrl}/feeds.opml, everything else begins at ${publicUrl}/\n`;
  return text(404, body, { "Cache-Control": `public, max-age=${notFoundMaxAgeSeconds.missing}`, ...varyOf(kind) });
}

export function goneText(kind: DocumentKind, publicUrl: string, notice?: string): Response {
  const what = notice ?? (kind.isFeed ? "This feed has ended." : "This is no longer published here.");
  const body = `410: ${what} Current feeds: ${publicUrl}/feeds.opml, everything else begins at ${publicUrl}/\n`;
  return text(410, body, { "Cache-Control": `public, max-age=${notFoundMaxAgeSeconds.gone}`, ...varyOf(kind) });
}

/** RFC 9110 §15.6.4. Never an empty 200: a reader would take it for the truth. */
export function unavailable(): Response {
  return text(503, "503: the store does not answer, and this was never rendered before. Try again in a minute.\n", {
    "Retry-After": "60",
    "Cache-Control": "no-store",
  });
}

/** RFC 9110 §15.6.1. Not stored, as the next request may succeed. */
export function failed(): Response {
  return text(500, "500: internal error. The cause is in the log of the worker.\n", {
    "Cache-Control": "no-store",
  });
}

/** RFC 6585 §4. The number of seconds alone: a date is not understood by every reader, and the wait is also the max-age. */
export function tooManyRequests(waitSeconds: number): Response {
  const body = `429: send If-None-Match or If-Modified-Since and ask as often as you like; else wait ${waitSeconds} seconds.\n`;
  return text(429, body, { "Retry-After": String(waitSeconds), "Cache-Control": `private, max-age=${waitSeconds}` });
}

export function redirect(status: 301 | 302, location: string, vary?: string): Response {
  return text(status, `See ${location}\n`, {
    Location: location,
    "Cache-Control": status === 301 ? "public, max-age=86400" : "public, max-age=900",
    ...(vary === undefined ? {} : { Vary: `${vary}, Accept-Encoding` }),
  });
}

const ALLOWED = "GET, HEAD, OPTIONS";

/** RFC 9110 §15.5.6. */
export function methodNotAllowed(): Response {
  return text(405, `405: this address answers ${ALLOWED}\n`, { Allow: ALLOWED, "Cache-Control": "no-store" });
}

/** RFC 9110 §9.3.7, and CORS preflights: scripts of any origin may read feeds. */
export function optionsAnswer(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      Allow: ALLOWED,
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": ALLOWED,
      "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since, A-IM, Accept",
      "Access-Control-Max-Age": "86400",
    },
  });
}
