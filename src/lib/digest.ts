import { formatHex } from "./bytes.ts";

/** The SHA-256 of bytes, or of a text's UTF-8, as 64 lower-case hex digits. */
export async function sha256Hex(bytes: Uint8Array | string): Promise<string> {
  const input = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const digest = await crypto.subtle.digest("SHA-256", input);
  return formatHex(new Uint8Array(digest));
}
