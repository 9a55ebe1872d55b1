import { answerBytes as answerEncoded } from "../../http/write-bytes.ts";
import type { Rendering } from "../renderings.ts";
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
  return answerEncoded(request.method, clientEncodings(request, headers), answers, rendering);
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
