import { acceptsGzip } from "./negotiation.ts";
import type { PreparedAnswers } from "./prepared-answers.ts";

/** A document's bytes. */
export interface Bytes {
  /** A Blob, since an answer takes it as it is, while bytes would be copied for each. */
  readonly plain: Blob;
  /** Made at the first request that wants it, then kept. */
  gzipped: Blob | undefined;
}

/** The bytes as the client takes them: gzipped, or as they are. `encodings` is its Accept-Encoding. */
export function answerBytes(
  method: string,
  encodings: string | null,
  answers: Pick<PreparedAnswers, "plainHeaders" | "gzipHeaders">,
  bytes: Bytes,
): Response | Promise<Response> {
  if (!acceptsGzip(encodings)) return writeBytes(method, answers.plainHeaders, bytes.plain);
  const { gzipped } = bytes;
  if (gzipped !== undefined) return writeBytes(method, answers.gzipHeaders, gzipped);
  return gzip(bytes).then((made) => writeBytes(method, answers.gzipHeaders, made));
}

/** Cloudflare's member of ResponseInit: the bytes are encoded already, and the runtime must not do it again. */
type EncodedInit = ResponseInit & { readonly encodeBody?: "manual" };

function writeBytes(method: string, headers: Headers, bytes: Blob): Response {
  if (method === "HEAD") return withoutBody(headers, bytes);
  const init: EncodedInit = { headers, encodeBody: "manual" };
  return new Response(bytes, init);
}

/** RFC 9110 §9.3.2: HEAD tells the length that GET would have. */
function withoutBody(prepared: Headers, { size }: Blob): Response {
  const headers = new Headers(prepared);
  headers.set("Content-Length", String(size));
  const init: EncodedInit = { headers, encodeBody: "manual" };
  return new Response(null, init);
}

/** The same answer under other headers than those prepared. */
export function relabel(
  response: Response,
  labels: Readonly<Record<string, string>>,
  status: ResponseInit = {},
): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(labels)) headers.set(name, value);
  const init: EncodedInit = { ...status, headers, encodeBody: "manual" };
  return new Response(response.body, init);
}

/** The gzipped form, made once for each document and isolate. */
export async function gzip(bytes: Bytes): Promise<Blob> {
  bytes.gzipped ??= await new Response(bytes.plain.stream().pipeThrough(new CompressionStream("gzip"))).blob();
  return bytes.gzipped;
}
