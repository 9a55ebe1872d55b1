import { digestToken, isSameDigest } from "../http/token-digest.ts";
import { encodeUtf8, formatHex } from "../lib/bytes.ts";

// Signing in with the publisher's token. Nothing is stored: the cookie is a time, and a signature that only the token's holder
// can have asked for. A new token ends every session.

const COOKIE = "edgewire-session";
const SESSION_SECONDS = 7 * 86_400;

/** The `Set-Cookie` of a new session. */
export async function openSession(digest: string, isSecure: boolean, now: number): Promise<string> {
  const expiresAt = Math.floor(now / 1000) + SESSION_SECONDS;
  const signature = await crypto.subtle.sign("HMAC", await importKey(digest), encodeUtf8(String(expiresAt)));
  const value = `${expiresAt}.${formatHex(new Uint8Array(signature))}`;
  return writeCookie(value, SESSION_SECONDS, isSecure);
}

export function closeSession(isSecure: boolean): string {
  return writeCookie("", 0, isSecure);
}

/** RFC 6265bis §5.6.7: Strict keeps other sites' links and forms from acting as the publisher. */
function writeCookie(value: string, maxAgeSeconds: number, isSecure: boolean): string {
  const secure = isSecure ? "; Secure" : "";
  return `${COOKIE}=${value}; Max-Age=${maxAgeSeconds}; Path=/dashboard; HttpOnly; SameSite=Strict${secure}`;
}

export async function hasSession(request: Request, digest: string, now: number): Promise<boolean> {
  const cookies = request.headers.get("cookie") ?? "";
  const [, expiresAt, signature] = /(?:^|;\s*)edgewire-session=(\d{1,12})\.([0-9a-f]{64})(?:;|$)/.exec(cookies) ?? [];
  if (expiresAt === undefined || signature === undefined || Number(expiresAt) * 1000 <= now) return false;
  return crypto.subtle.verify("HMAC", await importKey(digest), readHex(signature), encodeUtf8(expiresAt));
}

export async function isToken(given: string, digest: string): Promise<boolean> {
  return isSameDigest(await digestToken(given), digest);
}

function importKey(digest: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", encodeUtf8(`session ${digest}`), algorithm, false, ["sign", "verify"]);
}

function readHex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}
