import { partnerEnding } from "../../article/profile/partner-ids.ts";
import { sha256Hex } from "../../lib/digest.ts";
import { type DocumentKind, PARTNER_KIND, plainKind } from "../documents.ts";
import { type PartnerResource, readListPath } from "../lists/list-resource.ts";
import { unavailable } from "../plain-responses.ts";
import { answerCounted } from "./answer-counted.ts";
import { addressOf, type GateMemory } from "./gate-memory.ts";
import type { Routed } from "./router.ts";

const kinds: Readonly<Record<ReturnType<typeof partnerEnding>, DocumentKind>> = {
  xml: plainKind(PARTNER_KIND, "", "application/rss+xml; charset=utf-8"),
  // ninjs has no media type of its own.
  json: plainKind(PARTNER_KIND, "", "application/json"),
};

/** The token follows the partner: `/feeds/top/msn/TOKEN.xml`. */
const PRIVATE_PATH = /^(\/feeds\/[^/]+\/[a-z]+)\/([\w-]{24,64})(\.xml|\.json)$/;

export interface PartnerAddress {
  readonly resource: PartnerResource;
  readonly token: string | undefined;
}

export function readPartnerPath(pathname: string): PartnerAddress | undefined {
  const [, below = "", token, ending] = PRIVATE_PATH.exec(pathname) ?? [];
  const path = token === undefined ? pathname : below + ending;
  const resource = readListPath(path.slice(1));
  return resource?.list === "partner" ? { resource, token } : undefined;
}

/**
 * Answers a partner; undefined: there is no such feed, or the token is another. The two digests are compared, not the tokens, so that the
 * time of the comparison tells nothing about a token.
 */
export async function answerPartner(
  { request, bindings }: Pick<Routed, "request" | "bindings">,
  { resource, token }: PartnerAddress,
  memory: GateMemory,
): Promise<Response | undefined> {
  const given = token === undefined ? undefined : await sha256Hex(token);
  const head = await memory.heads.find(resource, 0, bindings.ask);
  // A second try may find the head that this one did not: a failure admits no one.
  if (head === undefined) return unavailable();
  const isAdmitted = head.status === "live" && head.access === given;
  return isAdmitted
    ? answerCounted(request, addressOf(resource, kinds[partnerEnding(resource.partner)]), bindings, memory)
    : undefined;
}
