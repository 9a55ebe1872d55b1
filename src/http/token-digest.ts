import { sha256Hex } from "../lib/digest.ts";

/** What the readers' worker tells the publishers' worker of the token: enough to know it by, and nothing to publish with. */
export function digestToken(token: string): Promise<string> {
  return sha256Hex(`edgewire dashboard\n${token}`);
}
