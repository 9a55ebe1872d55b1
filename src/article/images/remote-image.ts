import { formatAddress } from "../../lib/addresses.ts";
import type { Finding, FindingReason } from "../../lib/finding.ts";
import { findHostFault } from "../../lib/public-address.ts";
import { raceAbort, readBody } from "../../lib/read-body.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { ImageMediaType } from "../article.ts";
import { MAX_IMAGE_BYTES } from "../limits.ts";
import { measureImage } from "./measure-image.ts";

export interface RemoteImage {
  /** Where the image is after redirects; normalised. */
  readonly url: string;
  readonly mediaType: ImageMediaType;
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
}

export interface RemoteImageOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

const MAX_REDIRECTS = 3;

/**
 * Checks whether an address may be fetched: https, port 443, a public name, no credentials. Fails with `image-address-invalid`
 * or `image-address-private`. The addresses that a name resolves to are not checked here: Workers reach public addresses only,
 * and the command checks them when it connects.
 */
export function checkRemoteAddress(address: string): Result<URL, Finding> {
  const url = URL.parse(address);
  if (url === null || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") {
    const wanted = "must be an https:// address without user name and port";
    return refuse("image-address-invalid", `The image's address ${wanted}, found "${address.slice(0, 200)}"`);
  }
  const fault = findHostFault(url.hostname);
  if (fault !== undefined) {
    return refuse("image-address-private", `The image's host ${fault}, found "${url.hostname}"`);
  }
  return succeed(url);
}

/** Fetches an image once to measure it. Fails as {@link checkRemoteAddress} and measureImage do, or `image-remote-unreachable`. */
export async function fetchRemoteImage(
  address: string,
  options: RemoteImageOptions,
): Promise<Result<RemoteImage, Finding>> {
  const fetched = await fetchRemoteBytes(address, options);
  if (!fetched.ok) return fetched;
  const { url, bytes } = fetched.value;
  const measured = measureImage(bytes);
  if (!measured.ok) return fail({ ...measured.problem, message: `${measured.problem.message} (${url})` });
  const { mediaType, width, height } = measured.value;
  return succeed({ url, mediaType, sizeBytes: bytes.length, width, height });
}

/** The bytes behind an image's address, and where they were. Fails as {@link checkRemoteAddress} does, or as unreachable. */
export async function fetchRemoteBytes(
  address: string,
  { fetch, timeoutMs = 10_000, maxBytes = MAX_IMAGE_BYTES }: RemoteImageOptions,
): Promise<Result<{ readonly url: string; readonly bytes: Uint8Array }, Finding>> {
  // One signal for everything: a body that trickles may not take longer than one that does not come.
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const found = await followRedirects(address, fetch, signal);
    if (!found.ok) return found;
    const { url, response } = found.value;
    const bytes = await readBody(response.body, maxBytes, signal);
    if (bytes === undefined) return refuse("image-too-large", `The image at ${url} has more than ${maxBytes} bytes`);
    return succeed({ url, bytes });
  } catch (error) {
    const why = signal.aborted ? `no answer within ${timeoutMs} ms` : describe(error);
    return refuse("image-remote-unreachable", `Cannot fetch the image ${address.slice(0, 200)}: ${why}`);
  }
}

async function followRedirects(
  address: string,
  load: RemoteImageOptions["fetch"],
  signal: AbortSignal,
): Promise<Result<{ url: string; response: Response }, Finding>> {
  let next = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    // Each hop is checked, or a public host could lead inside.
    const checked = checkRemoteAddress(next);
    if (!checked.ok) return checked;
    const url = formatAddress(checked.value);
    const response = await raceAbort(load(url, { redirect: "manual", signal, headers: { accept: "image/*" } }), signal);
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) {
      if (response.status === 200) return succeed({ url, response });
      await response.body?.cancel();
      return refuse(
        "image-remote-unreachable",
        `Cannot fetch the image ${url}: want status 200, found ${response.status}`,
      );
    }
    await response.body?.cancel();
    next = URL.parse(location, url)?.href ?? location;
  }
  return refuse("image-remote-unreachable", `Cannot fetch the image ${address}: more than ${MAX_REDIRECTS} redirects`);
}

/** Node tells the cause apart; workerd hides it behind a reference that means nothing outside Cloudflare. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return error.cause.message;
  return error.message.startsWith("internal error") ? "its host cannot be reached" : error.message;
}

function refuse(reason: FindingReason, message: string): Result<never, Finding> {
  return fail({ severity: "error", reason, line: undefined, message });
}
