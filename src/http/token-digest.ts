import { sha256Hex } from "../lib/digest.ts";

/** Compares digests without an early end, so that the time taken tells nothing of how much was right. */
export function isSameDigest(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < other.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}

/** What the readers' worker tells the publishers' worker of the token: enough to know it by, and nothing to publish with. */
export function digestToken(token: string): Promise<string> {
  return sha256Hex(`edgewire dashboard\n${token}`);
}
