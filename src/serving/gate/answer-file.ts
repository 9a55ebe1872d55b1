import { decideRange, type RangedFile } from "../../http/ranges.ts";
import { isNotModified, namesTag } from "../../http/validators.ts";
import type { FileFacts } from "../origin/read-file.ts";
import { writeFileAddress } from "../origin-address.ts";
import { unavailable } from "../plain-responses.ts";
import type { AskOrigin } from "./ask-origin.ts";
import { protectFile } from "./file-headers.ts";

/** The part of R2 that holds the bytes. */
export type FileBucket = Pick<R2Bucket, "get">;

export interface FilePorts {
  readonly ask: AskOrigin;
  readonly bucket: FileBucket | undefined;
  readonly now: number;
  /** Told of the bytes that an answer to GET has. */
  readonly note: (bytes: SentBytes) => void;
}

export interface SentBytes {
  readonly offset: number;
  readonly length: number;
}

/** A day in one reader's own cache; caches that many share ask again after a minute, as the file may be gone. */
const CACHE_CONTROL = "public, max-age=86400, s-maxage=60";

/**
 * A file with ranges (RFC 9110 §14), its bytes read from R2 by the gate itself: Workers Cache stores no 206, and would read the
 * whole file for a player's first probe. Origin says, and keeps for a minute, whether readers may have it. The status of a file
 * that they may not have, for the caller to answer.
 */
export async function answerFile(
  request: Request,
  name: string,
  { ask, bucket, now, note }: FilePorts,
): Promise<Response | number> {
  const asked = await ask(writeFileAddress(name)).catch(() => undefined);
  if (asked === undefined || bucket === undefined) return 503;
  if (!asked.ok) return asked.status;
  const facts = await asked.json<FileFacts>();
  const [tag = name] = name.split(".");
  const file: RangedFile = { ...facts, tag };
  const headers = describeFile(file, facts.mediaType);
  return answerConditions(request, file, headers, now) ?? sendBytes(request, file, headers, { name, bucket, note });
}

function describeFile({ tag, modifiedAt }: RangedFile, mediaType: string): Headers {
  const headers = new Headers({
    "Content-Type": mediaType,
    "Accept-Ranges": "bytes",
    "Cache-Control": CACHE_CONTROL,
    ETag: `"${tag}"`,
    "Last-Modified": new Date(modifiedAt).toUTCString(),
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
  });
  protectFile(headers);
  return headers;
}

/** RFC 9110 §13.2.2: If-Match before If-None-Match, both before the range. */
function answerConditions(request: Request, file: RangedFile, headers: Headers, now: number): Response | undefined {
  const ifMatch = request.headers.get("if-match");
  if (ifMatch !== null && !namesTag(ifMatch, file.tag)) return new Response(null, { status: 412, headers });
  const conditions = {
    ifNoneMatch: request.headers.get("if-none-match"),
    ifModifiedSince: request.headers.get("if-modified-since"),
  };
  const validators = { tag: file.tag, lastModified: Math.floor(file.modifiedAt / 1000) };
  return isNotModified(conditions, validators, now) ? new Response(null, { status: 304, headers }) : undefined;
}

/** A range is defined for GET alone (RFC 9110 §14.2): HEAD is answered as if there were none. */
async function sendBytes(
  request: Request,
  file: RangedFile,
  headers: Headers,
  { name, bucket, note }: { readonly name: string; readonly bucket: FileBucket; readonly note: FilePorts["note"] },
): Promise<Response> {
  const { sizeBytes } = file;
  const isHead = request.method === "HEAD";
  const range = isHead ? null : request.headers.get("range");
  const decision = decideRange(range, request.headers.get("if-range"), file);
  if (decision.kind === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${sizeBytes}`);
    headers.set("Cache-Control", "no-store");
    return new Response(null, { status: 416, headers });
  }
  const { offset, length } = decision.kind === "part" ? decision : { offset: 0, length: sizeBytes };
  headers.set("Content-Length", String(length));
  if (isHead) return new Response(null, { headers });
  // R2 refuses a range of nothing.
  const object = length === 0 ? undefined : await bucket.get(name, { range: { offset, length } });
  if (object === null) return unavailable();
  note({ offset, length });
  if (decision.kind === "whole") return new Response(object?.body, { headers });
  headers.set("Content-Range", `bytes ${offset}-${offset + length - 1}/${sizeBytes}`);
  return new Response(object?.body, { status: 206, headers });
}
