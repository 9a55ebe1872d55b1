import { EDGE_CACHE_HEADER } from "../../http/headers.ts";
import { withTimeout } from "../../lib/timeout.ts";
import { type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";
import { MEDIA_STATUS } from "./read-media.ts";

/** The type and the length of a file, for the gate to serve it by parts. */
export interface FileFacts {
  readonly sizeBytes: number;
  readonly mediaType: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** Whether readers may have a file, and what it is; never its bytes. Caches keep either answer for a minute. */
export async function answerFileFacts(
  name: string,
  { bucket, reader, now, waitUntil }: Pick<OriginPorts, "bucket" | "reader" | "now" | "waitUntil">,
): Promise<Response> {
  const asked = Promise.all([reader.findMediaState(name, now()), bucket.head(name)]);
  const found = await withTimeout(asked, STORE_TIMEOUT_MS, "The media store").catch(() => undefined);
  if (found === undefined) return new Response(null, { status: 503 });
  const [state, object] = found;
  const isLost = object === null && state === "shown";
  if (isLost) waitUntil(reader.noteLostMedium(name, now()).catch(() => undefined));
  const status = isLost ? 404 : MEDIA_STATUS[state];
  if (object === null || status !== 200) {
    return new Response(null, { status, headers: { "Cache-Control": "max-age=60" } });
  }
  const facts: FileFacts = {
    sizeBytes: object.size,
    mediaType: object.httpMetadata?.contentType ?? "application/octet-stream",
    modifiedAt: object.uploaded.getTime(),
  };
  return Response.json(facts, { headers: { "Cache-Control": "max-age=60", [EDGE_CACHE_HEADER]: "max-age=60" } });
}
