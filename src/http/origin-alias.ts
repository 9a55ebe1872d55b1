import type { PublicationReader } from "../feed/publication-store.ts";
import { withTimeout } from "../lib/timeout.ts";
import { type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";

/** Where an old address leads: the slug of the article that stands there now. */
export async function answerAlias(path: string, { reader }: OriginPorts): Promise<Response> {
  const found = findByEitherSpelling(path, reader);
  const slug = await withTimeout(found, STORE_TIMEOUT_MS, "The store").catch(() => undefined);
  const status = slug === undefined ? 404 : 200;
  return Response.json({ slug }, { status, headers: { "Cache-Control": "max-age=60" } });
}

/** A path stands in front matter percent-encoded, as a browser copies it, or as people write it. */
async function findByEitherSpelling(path: string, reader: PublicationReader): Promise<string | undefined> {
  const asPeopleWrite = decodePath(path);
  const slug = await reader.findAlias(path);
  return slug ?? (asPeopleWrite === path ? undefined : reader.findAlias(asPeopleWrite));
}

function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path; // A "%" that encodes nothing is part of the path.
  }
}
