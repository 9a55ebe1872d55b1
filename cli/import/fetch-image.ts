import { measureImage } from "../../src/article/images/measure-image.ts";
import { checkRemoteAddress, fetchRemoteImage } from "../../src/article/images/remote-image.ts";
import { fail, type Result, succeed } from "../../src/lib/result.ts";
import type { Fetch } from "../public-fetch.ts";

export interface FetchedImage {
  readonly bytes: Uint8Array;
  /** Without a dot. */
  readonly extension: string;
}

/** Nothing, where no image is to be fetched. */
export type LoadImage = (address: string) => Promise<Result<FetchedImage, string> | undefined>;

/** Loads images from public https addresses, each once (none without `fetch`), and those in the text itself (`data:`). */
export function createImageLoader(fetch: Fetch | undefined): LoadImage {
  const loaded = new Map<string, Promise<Result<FetchedImage, string>>>();
  return (address) => {
    if (address.startsWith("data:")) return Promise.resolve(decodeDataUrl(address));
    const known = loaded.get(address);
    if (known !== undefined || fetch === undefined) return known ?? Promise.resolve(undefined);
    const loading = loadRemote(address, fetch);
    loaded.set(address, loading);
    if (loaded.size > MAX_REMEMBERED) loaded.delete(loaded.keys().next().value ?? "");
    return loading;
  };
}

/** Articles that share a picture stand near each other; all of an archive's would not fit into memory. */
const MAX_REMEMBERED = 20;

/** The address is checked, followed and measured as at publishing; the bytes are kept as they pass. */
async function loadRemote(address: string, fetch: Fetch): Promise<Result<FetchedImage, string>> {
  // Images at http:// or private addresses are not fetched.
  const checked = checkRemoteAddress(address);
  if (!checked.ok) return fail(checked.problem.message);
  let chunks: Uint8Array[] = [];
  const keepBytes = async (url: string, init: RequestInit): Promise<Response> => {
    const { body, status, headers } = await fetch(url, init);
    chunks = [];
    if (body === null || status !== 200) return new Response(null, { status, headers });
    const keep = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        chunks.push(chunk);
        controller.enqueue(chunk);
      },
    });
    return new Response(body.pipeThrough(keep), { status, headers });
  };
  const found = await fetchRemoteImage(checked.value.href, { fetch: keepBytes });
  return found.ok ? measure(Buffer.concat(chunks)) : fail(found.problem.message);
}

function measure(bytes: Uint8Array): Result<FetchedImage, string> {
  const measured = measureImage(bytes);
  return measured.ok ? succeed({ bytes, extension: measured.value.extension }) : fail(measured.problem.message);
}

function decodeDataUrl(address: string): Result<FetchedImage, string> {
  const base64 = /^data:image\/[a-z+.-]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(address)?.[1];
  return base64 === undefined
    ? fail("a picture in the text itself that cannot be read")
    : measure(Buffer.from(base64, "base64"));
}
