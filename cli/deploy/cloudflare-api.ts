import { describeCause } from "../../src/lib/describe-cause.ts";
import { fail, type Result, succeed } from "../../src/lib/result.ts";
import { UsageError } from "../../src/lib/usage-error.ts";

const TIMEOUT_MS = 30_000;
const OFFICIAL = "https://api.cloudflare.com/client/v4";

/** The first error of Cloudflare's envelope. */
export interface CloudflareProblem {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

interface Envelope<Value> {
  readonly success: boolean;
  readonly result: Value;
  readonly errors?: readonly { readonly code: number; readonly message: string }[];
}

export interface CloudflareApi {
  /** `path` begins after the version. */
  readonly ask: <Value>(method: string, path: string, body?: unknown) => Promise<Result<Value, CloudflareProblem>>;
}

/** Speaks to Cloudflare's REST API, or to the one that wrangler's own variable names. */
export function createCloudflareApi(token: string, version: string): CloudflareApi {
  const base = process.env.CLOUDFLARE_API_BASE_URL ?? OFFICIAL;
  return {
    async ask<Value>(method: string, path: string, body?: unknown) {
      const response = await fetch(base + path, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          "User-Agent": `edgewire/${version}`,
          ...(body !== undefined && { "Content-Type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new UsageError(
          `Cannot reach Cloudflare (${new URL(base).host}): ${describeCause(error)}; check the network and run the same command again`,
        );
      });
      return readEnvelope<Value>(response.status, await response.text());
    },
  };
}

function readEnvelope<Value>(status: number, text: string): Result<Value, CloudflareProblem> {
  try {
    const { success, result, errors } = JSON.parse(text) as Envelope<Value>;
    if (success) return succeed(result);
    const { code = 0, message = "" } = errors?.[0] ?? {};
    return fail({ status, code, message });
  } catch {
    return fail({ status, code: 0, message: text.slice(0, 200) });
  }
}
