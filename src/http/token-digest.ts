import { sha256Hex } from "../lib/digest.ts";

/** The token's digest, which the readers' worker sends in its place: it identifies the token and cannot publish. */
export function digestToken(token: string): Promise<string> {
  return sha256Hex(`edgewire dashboard\n${token}`);
}
