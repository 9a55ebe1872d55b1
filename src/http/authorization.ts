import { sha256Hex } from "../lib/digest.ts";

/**
 * Whether the request carries the token. Digests of equal length are compared without an early end, so the time taken tells
 * nothing of how much was right (RFC 6750 §2.1).
 */
export async function isAuthorized(request: Request, token: string): Promise<boolean> {
  const [, given = ""] = /^Bearer +([\x21-\x7e]+) *$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const [wanted, found] = await Promise.all([sha256Hex(token), sha256Hex(given)]);
  let difference = 0;
  for (let index = 0; index < wanted.length; index += 1) {
    difference |= wanted.charCodeAt(index) ^ found.charCodeAt(index);
  }
  return difference === 0;
}
