import { describeCause } from "../lib/describe-cause.ts";
import { raceAbort, readBody } from "../lib/read-body.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import type { CallbackPolicy } from "../push/callback-policy.ts";
import { checkSourceAddress } from "./source-address.ts";

/** How sources are reached. */
export interface SourceClient {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly policy: CallbackPolicy;
  readonly userAgent: string;
  /** Aborts when a request, its redirects and its body have had their time. */
  readonly startTimeout: (milliseconds: number) => AbortSignal;
}

export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface FetchedDocument {
  readonly kind: "document";
  readonly bytes: Uint8Array;
  readonly charset: string | undefined;
  readonly headers: Headers;
  /** Where it was found. */
  readonly address: string;
  /** Where it has moved, if every redirect on the way was permanent. */
  readonly movedTo: string | undefined;
}

export type Fetched =
  | FetchedDocument
  | { readonly kind: "unchanged"; readonly headers: Headers; readonly movedTo: string | undefined }
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly problem: string; readonly retryAfter: string | null };

/** For a source's document, or an answer of its hub. */
export const SOURCE_TIMEOUT_MS = 20_000;
const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const PERMANENT: readonly number[] = [301, 308];
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";

/** Fetches a source's document, under its validators. Never throws; nothing beyond the limits is read. */
export async function fetchSource(address: string, validators: Validators, client: SourceClient): Promise<Fetched> {
  const limits = { bytes: MAX_DOCUMENT_BYTES, milliseconds: SOURCE_TIMEOUT_MS };
  return fetchWithin(limits, address, writeHeaders(validators, client), client);
}

export interface FetchLimits {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Fetches a document under the rules for sources' addresses. Never throws. */
export async function fetchWithin(
  limits: FetchLimits,
  address: string,
  headers: Record<string, string>,
  client: SourceClient,
): Promise<Fetched> {
  const signal = client.startTimeout(limits.milliseconds);
  try {
    const found = await followRedirects(address, headers, client, signal);
    return found.ok ? await judge(found.value, limits.bytes, signal) : failed(found.problem);
  } catch (error) {
    return failed(signal.aborted ? "it did not answer in time" : `it cannot be reached: ${describeCause(error)}`);
  }
}

function failed(problem: string, retryAfter: string | null = null): Fetched {
  return { kind: "failed", problem, retryAfter };
}

function writeHeaders({ etag, lastModified }: Validators, { userAgent }: SourceClient): Record<string, string> {
  return {
    Accept: ACCEPT,
    "User-Agent": userAgent,
    ...(etag !== undefined && { "If-None-Match": etag }),
    ...(lastModified !== undefined && { "If-Modified-Since": lastModified }),
  };
}

interface Answer {
  readonly address: string;
  readonly response: Response;
  readonly movedTo: string | undefined;
}

/** Each address on the way is checked, or a public one could lead inside. */
export async function followRedirects(
  first: string,
  headers: Record<string, string>,
  client: SourceClient,
  signal: AbortSignal,
): Promise<Result<Answer, string>> {
  const init = { headers, redirect: "manual", signal } as const;
  let address = first;
  let isPermanent = true;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const checked = checkSourceAddress(address, client.policy);
    if (!checked.ok) return checked;
    const response = await raceAbort(client.fetch(checked.value.href, init), signal);
    const location = response.headers.get("location");
    if (!REDIRECTS.includes(response.status) || location === null) {
      const hasMoved = redirects > 0 && isPermanent;
      return succeed({ address, response, movedTo: hasMoved ? address : undefined });
    }
    discard(response);
    isPermanent &&= PERMANENT.includes(response.status);
    address = URL.parse(location, address)?.href ?? location;
  }
  return fail(`it redirects more than ${MAX_REDIRECTS} times`);
}

export function discard({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}

async function judge(
  { address, response, movedTo }: Answer,
  limitBytes: number,
  signal: AbortSignal,
): Promise<Fetched> {
  const { status, headers, body } = response;
  if (status === 304) return { kind: "unchanged", headers, movedTo };
  if (status !== 200) {
    discard(response);
    return status === 410 ? { kind: "gone" } : failed(`it answered ${status}`, headers.get("retry-after"));
  }
  const bytes = await readBody(body, limitBytes, signal);
  if (bytes === undefined) return failed(`its document has more than ${limitBytes} bytes`);
  const charset = /;\s*charset="?([^\s";]+)/i.exec(headers.get("content-type") ?? "")?.[1];
  return { kind: "document", bytes, charset, headers, address, movedTo };
}
