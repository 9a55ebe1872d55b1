import type { PublicationReader } from "../../feed/publishing/publication-store.ts";
import { withTimeout } from "../../lib/timeout.ts";
import { type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";

/** Where an old address leads: the slug of the article that stands there now. */
export async function answerAlias(path: string, search: string, { reader, now }: OriginPorts): Promise<Response> {
  const found = findAlias(path, search, now(), reader);
  const slug = await withTimeout(found, STORE_TIMEOUT_MS, "The store").catch(() => undefined);
  const status = slug === undefined ? 404 : 200;
  return Response.json({ slug }, { status, headers: { "Cache-Control": "max-age=60" } });
}

/**
 * An address stands in front matter percent-encoded, as a browser copies it, or as people write it. What a query adds to a path
 * that is known without one changes nothing.
 */
async function findAlias(
  path: string,
  search: string,
  now: number,
  reader: PublicationReader,
): Promise<string | undefined> {
  const encoded = [path + search, path];
  for (const address of new Set([...encoded, ...encoded.map(decodeAddress)])) {
    const slug = await reader.findAlias(address, now);
    if (slug !== undefined) return slug;
  }
  return undefined;
}

function decodeAddress(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address; // A "%" that encodes nothing is part of the path.
  }
}
