import { EDGE_CACHE_HEADER } from "../../http/headers.ts";
import { isNotModified } from "../../http/validators.ts";
import { parseHttpDate } from "../../lib/dates.ts";
import { pageKind } from "../documents.ts";
import { writeMediaAddress } from "../origin-address.ts";
import type { AskOrigin } from "./ask-origin.ts";
import { protectFile } from "./file-headers.ts";
import { goneText, missingText, unavailable } from "./plain-responses.ts";

/** The hash of the bytes and an ending: nothing else is ever asked of the media store. */
const MEDIA_NAME = /^[0-9a-f]{32}\.[a-z\d]{1,8}$/;

interface MediaPorts {
  readonly settings: { readonly publicUrl: string };
  readonly ask: AskOrigin;
  readonly now: number;
}

/** An image, or another file of an article. Its name is a digest of its bytes, so the name is its validator, and a strong one. */
export async function answerMedia(
  request: Request,
  name: string,
  { settings, ask, now }: MediaPorts,
): Promise<Response> {
  if (!MEDIA_NAME.test(name)) return missingText(pageKind, settings.publicUrl);
  const response = await ask(writeMediaAddress(name)).catch(() => undefined);
  if (response === undefined || response.status >= 500) return unavailable();
  if (response.status === 410) return goneText(pageKind, settings.publicUrl);
  if (!response.ok) return missingText(pageKind, settings.publicUrl);
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
