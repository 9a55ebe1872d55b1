import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { timingSafeEqual } from "hono/utils/buffer";
import { digestToken } from "../http/token-digest.ts";

// Sessions opened with the publisher's token. The cookie is a time and the current nonce, signed with a key derived from the
// token. A new token or a new nonce ends every session.

/** The nonce that all sessions carry; kept where every isolate sees the same. */
export interface SessionNonce {
  readonly read: () => Promise<string>;
  /** Ends all sessions. */
  readonly renew: () => Promise<void>;
}

const COOKIE = "edgewire-session";
const SESSION_SECONDS = 7 * 86_400;
const PATH = "/dashboard";

/** The facts that a session is judged by. */
export interface SessionKey {
  readonly digest: string;
  readonly nonce: SessionNonce;
  readonly now: number;
  /** Whether the publication is served over https. */
  readonly isSecure: boolean;
}

/** RFC 6265bis §5.6.7: Strict keeps other sites' links and forms from acting as the publisher. */
export async function openSession(c: Context, { digest, nonce, now, isSecure }: SessionKey): Promise<void> {
  const value = `${Math.floor(now / 1000) + SESSION_SECONDS}.${await nonce.read()}`;
  const attributes = {
    maxAge: SESSION_SECONDS,
    path: PATH,
    httpOnly: true,
    sameSite: "Strict",
    secure: isSecure,
  } as const;
  await setSignedCookie(c, COOKIE, value, secretOf(digest), attributes);
}

export function forgetSession(c: Context, { isSecure }: Pick<SessionKey, "isSecure">): void {
  deleteCookie(c, COOKIE, { path: PATH, secure: isSecure });
}

/** The nonce is read only for a cookie that was signed here: a forged one costs no look-up. */
export async function hasSession(c: Context, { digest, nonce, now }: SessionKey): Promise<boolean> {
  const value = await getSignedCookie(c, secretOf(digest), COOKIE);
  const [, expiresAt, held] = /^(\d{1,12})\.([0-9a-f-]{36})$/.exec(value || "") ?? [];
  if (expiresAt === undefined || held === undefined || Number(expiresAt) * 1000 <= now) return false;
  return held === (await nonce.read());
}

export async function isToken(given: string, digest: string): Promise<boolean> {
  return timingSafeEqual(await digestToken(given), digest);
}

function secretOf(digest: string): string {
  return `session ${digest}`;
}
