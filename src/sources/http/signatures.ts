import { formatHex, joinBytes } from "../../lib/bytes.ts";

const encoder = new TextEncoder();

/** WebSub §7.1: the methods that hubs sign with. */
const HASHES: Readonly<Record<string, string>> = {
  sha1: "SHA-1",
  sha256: "SHA-256",
  sha384: "SHA-384",
  sha512: "SHA-512",
};

/** `X-Hub-Signature: method=hex`, over the body as it came. */
export async function isSignedByHub(header: string | null, body: Uint8Array, secret: string): Promise<boolean> {
  const [, method = "", hex = ""] = /^\s*(sha\d+)=([0-9a-f]+)\s*$/i.exec(header ?? "") ?? [];
  const hash = HASHES[method.toLowerCase()];
  return hash !== undefined && isSame(await sign(hash, secret, body), hex.toLowerCase());
}

/** An older one may have been recorded and sent again. */
const GHOST_PATIENCE_MS = 10 * 60_000;

/** `X-Ghost-Signature: sha256=hex, t=milliseconds`. */
export interface GhostSignature {
  readonly hex: string;
  readonly time: string;
}

/** Undefined: there is none, or it is too old to count. */
export function readGhostSignature(header: string | null, now: number): GhostSignature | undefined {
  const hex = /\bsha256=([0-9a-f]{64})\b/i.exec(header ?? "")?.[1];
  const time = /\bt=(\d{1,15})\b/.exec(header ?? "")?.[1];
  if (hex === undefined || time === undefined || Math.abs(now - Number(time)) > GHOST_PATIENCE_MS) return undefined;
  return { hex: hex.toLowerCase(), time };
}

/** Over the body followed by the time. */
export async function isSignedByGhost(
  { hex, time }: GhostSignature,
  body: Uint8Array,
  secret: string,
): Promise<boolean> {
  return isSame(await sign("SHA-256", secret, joinBytes([body, encoder.encode(time)])), hex);
}

async function sign(hash: string, secret: string, body: Uint8Array): Promise<string> {
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash }, false, ["sign"]);
  return formatHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, new Uint8Array(body))));
}

/** Takes the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) difference |= a.charCodeAt(at) ^ (b.charCodeAt(at) || 0);
  return difference === 0;
}
