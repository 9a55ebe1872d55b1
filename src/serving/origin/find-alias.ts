import { listAliasSpellings } from "../../article/alias-of.ts";
import { articlePath } from "../../article/article-path.ts";
import type { PublicationReader } from "../../feed/publishing/publication-store.ts";
import { withTimeout } from "../../lib/timeout.ts";
import { type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";

/** Finds the path of the feed, or of the article, that an old address leads to. */
export async function answerAlias(path: string, search: string, { reader, now }: OriginPorts): Promise<Response> {
  const found = findAlias(path, search, now(), reader);
  const location = await withTimeout(found, STORE_TIMEOUT_MS, "The store").catch(() => undefined);
  const status = location === undefined ? 404 : 200;
  return Response.json({ location }, { status, headers: { "Cache-Control": "max-age=60" } });
}

async function findAlias(
  path: string,
  search: string,
  now: number,
  reader: PublicationReader,
): Promise<string | undefined> {
  const feed = await reader.findFormerFeed(search === "" ? [path] : [path + search, path]);
  if (feed !== undefined) return feed;
  for (const address of listAliasSpellings(path, search)) {
    const slug = await reader.findAlias(address, now);
    if (slug !== undefined) return articlePath(slug);
  }
  return undefined;
}
