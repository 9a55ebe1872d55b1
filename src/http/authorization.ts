import { sha256Hex } from "../lib/digest.ts";
import { isSameDigest } from "./token-digest.ts";

/** Whether the request carries the token (RFC 6750 §2.1). */
export async function isAuthorized(request: Request, token: string): Promise<boolean> {
  const [, given = ""] = /^Bearer +([\x21-\x7e]+) *$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const [wanted, found] = await Promise.all([sha256Hex(token), sha256Hex(given)]);
  return isSameDigest(found, wanted);
}
