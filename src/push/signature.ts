import { formatHex } from "../lib/bytes.ts";

const encoder = new TextEncoder();

/**
 * WebSub §7.1: the body under the subscriber's secret. SHA-256 in lower-case hex: the one that every subscriber we know takes,
 * and some compare as text.
 */
export async function signBody(body: Uint8Array<ArrayBuffer>, secret: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const digest = await crypto.subtle.sign("HMAC", key, body);
  return `sha256=${formatHex(new Uint8Array(digest))}`;
}
