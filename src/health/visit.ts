import { findHostFault } from "../lib/public-address.ts";
import { readBody } from "../lib/read-body.ts";
import { fail, type Result, succeed } from "../lib/result.ts";

/** The ports of a check. */
export interface HealthPorts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
}

/** Twelve feeds with nine agents each, their hubs and 120 files need about 430. */
const MAX_REQUESTS = 600;

/**
 * Ports for a look that begins at `address`. A public publication cannot send the doctor to this machine or into its network; a private
 * one is its owner's, who may look at what it names. Neither gets more than a certain number of requests, redirects included.
 */
export function guardPorts(address: string, ports: HealthPorts): HealthPorts {
  const isPublic = findAddressFault(address) === undefined;
  let requests = 0;
  return {
    ...ports,
    fetch: async (url, init) => {
      requests += 1;
      if (requests > MAX_REQUESTS) throw new Error(`not asked: this look has sent ${MAX_REQUESTS} requests already`);
      const fault = isPublic ? findAddressFault(url) : undefined;
      if (fault !== undefined) throw new Error(`not asked: ${fault}`);
      return ports.fetch(url, init);
    },
  };
}

function findAddressFault(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return "its address must begin with https:// or http://";
  const fault = findHostFault(url.hostname);
  return fault && `its host ${fault}`;
}

/** An answer, and the way to it. */
export interface Visit {
  /** The final URL, after all redirects. */
  readonly address: string;
  /** The addresses that redirected, in order. */
  readonly redirects: readonly string[];
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

export interface Question {
  readonly method?: "GET" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
}

/** Added to every agent string, so that those who count readers can tell the doctor from them. */
export const DOCTOR_AGENT = "edgewire-doctor/1.0";
const MAX_REDIRECTS = 10;
const MAX_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 20_000;

/** Asks as a reader does, following redirects one by one. The problem is a sentence's end: what happened instead. */
export async function visit(
  address: string,
  { fetch }: Pick<HealthPorts, "fetch">,
  { method = "GET", headers = {} }: Question = {},
): Promise<Result<Visit, string>> {
  const redirects: string[] = [];
  let url = address;
  try {
    for (;;) {
      const response = await fetch(url, {
        method,
        headers: { "User-Agent": DOCTOR_AGENT, "Accept-Encoding": "gzip", ...headers },
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const target = findTarget(response, url);
      if (target === undefined) {
        const bytes = await readBytes(response);
        return succeed({ address: url, redirects, status: response.status, headers: response.headers, bytes });
      }
      await response.body?.cancel();
      redirects.push(url);
      if (redirects.includes(target)) return fail(`it redirects in a circle: ${[...redirects, target].join(" -> ")}`);
      if (redirects.length > MAX_REDIRECTS) return fail(`it redirects more than ${MAX_REDIRECTS} times`);
      url = target;
    }
  } catch (error) {
    return fail(describe(error));
  }
}

function findTarget({ status, headers }: Response, base: string): string | undefined {
  const location = headers.get("location");
  if (location === null || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  return URL.parse(location, base)?.href;
}

async function readBytes({ body }: Response): Promise<Uint8Array> {
  const bytes = await readBody(body, MAX_BYTES);
  if (bytes === undefined) throw new Error(`it has more than ${MAX_BYTES} bytes`);
  return bytes;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
