import { listAliasSpellings } from "../../article/alias-of.ts";
import type { PublicationReader } from "../../feed/publishing/publication-store.ts";
import { withTimeout } from "../../lib/timeout.ts";
import { type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";

/** Redirects an old address to the slug of the article that now has it. */
export async function answerAlias(path: string, search: string, { reader, now }: OriginPorts): Promise<Response> {
  const found = findAlias(path, search, now(), reader);
  const slug = await withTimeout(found, STORE_TIMEOUT_MS, "The store").catch(() => undefined);
  const status = slug === undefined ? 404 : 200;
  return Response.json({ slug }, { status, headers: { "Cache-Control": "max-age=60" } });
}

async function findAlias(
  path: string,
  search: string,
  now: number,
  reader: PublicationReader,
): Promise<string | undefined> {
  for (const address of listAliasSpellings(path, search)) {
    const slug = await reader.findAlias(address, now);
    if (slug !== undefined) return slug;
  }
  return undefined;
}
