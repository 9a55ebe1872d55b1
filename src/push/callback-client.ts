import { readBody } from "../lib/read-body.ts";
import { type CallbackPolicy, checkCallback } from "./callback-policy.ts";

/** How push reaches the network. */
export interface CallbackClient {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly policy: CallbackPolicy;
  /** The hub's User-Agent header. */
  readonly userAgent: string;
  /** Aborts when a request has had its time. */
  readonly startTimeout: () => AbortSignal;
}

export interface Reply {
  /** The HTTP status; undefined where there was none. */
  readonly status: number | undefined;
  /** The same in words, or what went wrong instead. Never the address. */
  readonly told: string;
  readonly text: string;
}

/** Long enough for a challenge with surrounding text or markup. */
const MAX_REPLY_BYTES = 4096;

/**
 * Sends one request to a callback that the current policy allows. Redirects are not followed: WebSub §5.3 and §7 count every
 * 3xx as a failure, and a redirect would bypass the policy.
 */
export async function callBack(address: string, init: RequestInit, speaker: CallbackClient): Promise<Reply> {
  const allowed = checkCallback(address, speaker.policy);
  if (!allowed.ok) return { status: undefined, told: allowed.problem, text: "" };
  const headers = { "User-Agent": speaker.userAgent, ...init.headers };
  const signal = speaker.startTimeout();
  try {
    const exchanged = exchange(address, { ...init, headers, redirect: "manual", signal }, speaker);
    return await Promise.race([exchanged, rejectWhen(signal)]);
  } catch {
    return { status: undefined, told: signal.aborted ? "no answer in time" : "cannot connect", text: "" };
  }
}

async function exchange(address: string, init: RequestInit, speaker: CallbackClient): Promise<Reply> {
  const response = await speaker.fetch(address, init);
  const text = init.method === "GET" ? await readShort(response) : await ignore(response);
  return { status: response.status, told: String(response.status), text };
}

/** Rejects on abort: some platforms leave the body of an aborted request pending. */
function rejectWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** WebSub §7: only the status of a subscriber's response counts. */
async function ignore(response: Response): Promise<string> {
  await response.body?.cancel();
  return "";
}

/** The text of a short body; empty for a longer one, which is not a challenge. */
async function readShort({ body }: Response): Promise<string> {
  const bytes = await readBody(body, MAX_REPLY_BYTES);
  return bytes === undefined ? "" : new TextDecoder().decode(bytes);
}
