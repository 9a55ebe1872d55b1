import { setTimeout } from "node:timers/promises";
import { describeCause } from "../src/lib/describe-cause.ts";
import { UsageError } from "../src/lib/usage-error.ts";
import { isLoopback } from "./is-loopback.ts";
import { printError } from "./output.ts";
import { recogniseStranger } from "./recognise-stranger.ts";

/** An answer that has been read to its end. */
export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface TransportPorts {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly chance: () => number;
  readonly startTimeout: (milliseconds: number) => AbortSignal;
  /** Tells the person who waits. */
  readonly say: (line: string) => void;
}

export const NODE_PORTS: TransportPorts = {
  fetch: (address, init) => fetch(address, init),
  now: Date.now,
  sleep: (milliseconds) => setTimeout(milliseconds),
  chance: Math.random,
  startTimeout: (milliseconds) => AbortSignal.timeout(milliseconds),
  say: (line) => printError(line),
};

export interface ApiRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData | Blob | string | Uint8Array<ArrayBuffer>;
  /** How long the body is, which decides how long its way may take. */
  readonly sentBytes?: number;
  /** The expected size of the answer's body, which lengthens the timeout as `sentBytes` does. */
  readonly receivedBytes?: number;
  /** Takes the body of a success as it comes, anew in each try; its text is empty then. */
  readonly save?: (body: ReadableStream<Uint8Array>) => Promise<void>;
}

export type Send = (path: string, request?: ApiRequest) => Promise<Exchange>;

const BASE_TIMEOUT_MS = 30_000;
/** 50 KB a second: a slow line from home. */
const BYTES_PER_MS = 50;

/** A server that restarts is away for up to a minute. */
const OUTAGE_MS = 75_000;
/** Most often nothing is started on this machine, or a port was chosen and --to forgotten. */
const NEVER_STARTED_MS = 8000;
const RACE_MS = 30_000;
const FAULT_MS = 8000;

/** Sends requests with the token to the API at `base`, and sends again what failed for a passing reason. */
export function createTransport(base: string, token: string, ports: TransportPorts): Send {
  // Of all requests together: eight are under way at a time, and one line says that the server is away.
  const server = { hasAnswered: false, isAway: false };

  async function exchange(path: string, request: ApiRequest): Promise<Exchange> {
    const { method = "GET", headers, body, sentBytes = 0, receivedBytes = 0, save } = request;
    const response = await ports.fetch(base + path, {
      method,
      headers: { ...headers, Authorization: `Bearer ${token}` },
      ...(body !== undefined && { body }),
      // A token goes to the address it was given for, and to no other.
      redirect: "manual",
      signal: ports.startTimeout(Math.round(BASE_TIMEOUT_MS + (sentBytes + receivedBytes) / BYTES_PER_MS)),
    });
    // Read within the try: a connection may be cut in the middle of a body.
    const isSaved = save !== undefined && response.ok && response.body !== null;
    if (isSaved) await save(response.body);
    return { status: response.status, headers: response.headers, text: isSaved ? "" : await response.text() };
  }

  function noteAnswer(): void {
    if (server.isAway) ports.say(`${base} answers again`);
    server.hasAnswered = true;
    server.isAway = false;
  }

  function noteOutage({ failure, patienceMs }: Setback): void {
    if (server.isAway) return;
    server.isAway = true;
    ports.say(`Cannot reach ${base}: ${failure}; trying again for ${patienceMs / 1000} s`);
  }

  return async (path, request = {}) => {
    const beganAt = ports.now();
    for (let attempt = 1; ; attempt += 1) {
      const tried = await exchange(path, request).catch((error: unknown) => new Error(describeCause(error)));
      const setback = findSetback(tried, base, server);
      if (setback?.kind === "outage") noteOutage(setback);
      else noteAnswer();
      if (setback === undefined || ports.now() - beganAt >= setback.patienceMs)
        return finish(tried, { base, path, token });
      await ports.sleep(Math.min(16_000, 250 * 2 ** attempt) * (0.5 + ports.chance()));
    }
  };
}

/** The response, or the reason why there is none. */
function finish(tried: Exchange | Error, asked: { base: string; path: string; token: string }): Exchange {
  const { base } = asked;
  if (tried instanceof Error) throw new UsageError(describeSilence(base, tried.message));
  const stranger = recogniseStranger(tried, asked);
  if (stranger !== undefined) throw new UsageError(stranger);
  return refuseRedirect(tried, base);
}

interface Setback {
  readonly kind: "outage" | "race" | "fault";
  readonly failure: string;
  /** For how long it is worth trying again. */
  readonly patienceMs: number;
}

/** Gateways in front of a worker that is away, Cloudflare's own among them. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504, 520, 521, 522, 523, 524]);

/** Why a try came to nothing that may pass; undefined for an answer that will stay the same. */
function findSetback(
  tried: Exchange | Error,
  base: string,
  { hasAnswered }: { readonly hasAnswered: boolean },
): Setback | undefined {
  if (tried instanceof Error) {
    const patienceMs = !hasAnswered && isLoopback(base) ? NEVER_STARTED_MS : OUTAGE_MS;
    return { kind: "outage", failure: tried.message, patienceMs };
  }
  const { status, headers, text } = tried;
  const failure = `it answered ${status}`;
  // The worker itself says that it has no token.
  if (AWAY.has(status) && !text.includes("token-unset")) return { kind: "outage", failure, patienceMs: OUTAGE_MS };
  // Another writer came first, which passes, and the server says when; a slug that is taken stays taken.
  if (status === 409 && headers.has("retry-after")) return { kind: "race", failure, patienceMs: RACE_MS };
  if (status === 500) return { kind: "fault", failure, patienceMs: FAULT_MS };
  return undefined;
}

function refuseRedirect(answer: Exchange, base: string): Exchange {
  const { status, headers } = answer;
  if (status < 300 || status >= 400) return answer;
  const target = URL.parse(headers.get("location") ?? "", base)?.origin ?? "another address";
  throw new UsageError(
    `${base} answers ${status} and leads to ${target}; the token goes nowhere else: write --to ${target}`,
  );
}

function describeSilence(base: string, failure: string): string {
  const ways = '"npm start" serves one on this machine, --to names another';
  return `Cannot reach ${base}: ${failure}; wanted a running publication: ${ways}`;
}
