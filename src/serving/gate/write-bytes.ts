import { acceptsGzip } from "../../http/negotiation.ts";
import { gzip, type Rendering } from "../renderings.ts";
import type { PreparedResponses } from "./prepared-responses.ts";

/** A request with its headers, read once. */
interface Asked {
  readonly request: Request;
  readonly headers: Headers;
}

/** The bytes as the client takes them: gzipped, or as they are. */
export function answerBytes(
  { request, headers }: Asked,
  answers: PreparedResponses,
  rendering: Rendering,
): Response | Promise<Response> {
  if (!acceptsGzip(clientEncodings(request, headers)))
    return writeBytes(request, answers.plainHeaders, rendering.plain);
  const { gzipped } = rendering;
  if (gzipped !== undefined) return writeBytes(request, answers.gzipHeaders, gzipped);
  return gzip(rendering).then((bytes) => writeBytes(request, answers.gzipHeaders, bytes));
}

function writeBytes(request: Request, headers: Headers, bytes: Blob): Response {
  if (request.method === "HEAD") return withoutBody(headers, bytes);
  // The bytes are encoded already: the runtime must not do it again. It knows their length.
  return new Response(bytes, { headers, encodeBody: "manual" });
}

/** RFC 9110 §9.3.2: HEAD tells the length that GET would have. */
function withoutBody(prepared: Headers, { size }: Blob): Response {
  const headers = new Headers(prepared);
  headers.set("Content-Length", String(size));
  return new Response(null, { headers, encodeBody: "manual" });
}

/** The same answer under other headers than those prepared. */
export function relabel(
  response: Response,
  labels: Readonly<Record<string, string>>,
  status: ResponseInit = {},
): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(labels)) headers.set(name, value);
  return new Response(response.body, { ...status, headers, encodeBody: "manual" });
}

/** The Accept-Encoding that Cloudflare's edge sends instead of the client's. */
const EDGE_ENCODINGS: ReadonlySet<string | null> = new Set(["gzip, br", "br, gzip"]);

/** The client's own words: the edge keeps them in `request.cf`, which costs a twentieth of the poll to open. */
function clientEncodings(request: Request, headers: Headers): string | null {
  const encodings = headers.get("accept-encoding");
  if (!EDGE_ENCODINGS.has(encodings)) return encodings;
  const said = request.cf?.clientAcceptEncoding;
  return typeof said === "string" ? said : encodings;
}
