import { gzipSync } from "node:zlib";
import { checkPublication } from "../../src/health/check-publication.ts";
import type { Fetch } from "../public-fetch.ts";

/** A feed as its readers find it. */
export interface FeedMeasure {
  readonly errors: number;
  readonly warnings: number;
  /** Whether a request with its validators is answered 304. */
  readonly isConditional: boolean;
  /** Of bodies on the wire, for one reader that polls every quarter of an hour. */
  readonly bytesOfDay: number;
}

const POLLS_OF_DAY = 96;
const TIMEOUT_MS = 20_000;

/** Undefined: the feed cannot be had. */
export async function measureFeed(
  address: string,
  fetch: Fetch,
  now: () => number = Date.now,
): Promise<FeedMeasure | undefined> {
  const first = await ask(address, fetch, {}).catch(() => undefined);
  if (first?.status !== 200) return undefined;
  const options = { maxFeeds: 1, maxFiles: 0, maxArtworks: 0, agents: [] };
  const { findings } = await checkPublication(address, { fetch, now }, options);
  const validators = {
    ...copy(first.headers, "etag", "if-none-match"),
    ...copy(first.headers, "last-modified", "if-modified-since"),
  };
  const second =
    Object.keys(validators).length === 0 ? first : await ask(address, fetch, validators).catch(() => undefined);
  const isConditional = second?.status === 304;
  return {
    errors: findings.filter(({ severity }) => severity === "error").length,
    warnings: findings.filter(({ severity }) => severity === "warning").length,
    isConditional,
    bytesOfDay: first.wireBytes * (isConditional ? 1 : POLLS_OF_DAY),
  };
}

async function ask(address: string, fetch: Fetch, headers: Readonly<Record<string, string>>) {
  const init = { headers: { ...headers, "accept-encoding": "gzip" }, signal: AbortSignal.timeout(TIMEOUT_MS) };
  const response = await fetch(address, init);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const announced = Number(response.headers.get("content-length") ?? 0);
  // `fetch` has unpacked the body, and a chunked answer does not say how long it was.
  const isPacked = response.headers.get("content-encoding") !== null;
  const wireBytes = announced > 0 ? announced : isPacked ? gzipSync(bytes).length : bytes.length;
  return { status: response.status, headers: response.headers, wireBytes };
}

function copy(headers: Headers, from: string, to: string): Record<string, string> {
  const value = headers.get(from);
  return value === null ? {} : { [to]: value };
}
