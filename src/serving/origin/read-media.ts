import { EDGE_CACHE_HEADER } from "../../http/headers.ts";
import { withTimeout } from "../../lib/timeout.ts";
import { type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";

/** How the gate answers for a medium in each state. */
export const MEDIA_STATUS = { shown: 200, waiting: 404, gone: 410, unknown: 404 } as const;

export async function answerMedia(name: string, { bucket, reader, now, waitUntil }: OriginPorts): Promise<Response> {
  const asked = Promise.all([reader.findMediaState(name, now()), bucket.get(name)]);
  const found = await withTimeout(asked, STORE_TIMEOUT_MS, "The media store").catch(() => undefined);
  if (found === undefined) return new Response(null, { status: 503 });
  const [state, object] = found;
  const isLost = object === null && state === "shown";
  if (isLost) waitUntil(reader.noteLostMedium(name, now()).catch(() => undefined));
  const status = isLost ? 404 : MEDIA_STATUS[state];
  if (object === null || status !== 200) {
    await object?.body.cancel();
    return new Response(null, { status, headers: { "Cache-Control": "max-age=60" } });
  }
  return new Response(object.body, {
    headers: {
      "Content-Type": object.httpMetadata?.contentType ?? "application/octet-stream",
      "Content-Length": String(object.size),
      // A day in one reader's own cache; caches that many share ask again after a minute, as the picture may be gone.
      "Cache-Control": "public, max-age=86400, s-maxage=60",
      [EDGE_CACHE_HEADER]: "max-age=60",
      "Last-Modified": object.uploaded.toUTCString(),
    },
  });
}
