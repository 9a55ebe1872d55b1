import type { PublicationStore } from "../feed/publishing/publication-store.ts";
import { answerProblem } from "./problems.ts";

/**
 * A bridge such as Bridgy Fed answers for the publication's host in the fediverse; WebFinger allows it to be elsewhere (RFC 7033 §4.2).
 * The query says which account is looked for.
 */
export async function sendToBridge(request: Request, store: Pick<PublicationStore, "readSite">): Promise<Response> {
  const bridge = (await store.readSite()).profile?.fediverse?.bridge;
  if (bridge === undefined) return answerProblem({ reason: "no-such-address" });
  const { pathname, search } = new URL(request.url);
  const headers = {
    Location: `https://${bridge}${pathname}${search}`,
    "Cache-Control": "public, max-age=300",
    "Access-Control-Allow-Origin": "*",
  };
  return new Response(null, { status: 302, headers });
}
