import type { DocumentSettings } from "../feed/build-feed.ts";
import type { Site } from "../feed/publishing/publication-store.ts";
import { RENDERER_VERSION } from "../feed/renderer-version.ts";
import { sha256Hex } from "../lib/digest.ts";

/** A digest costs as much as a poll: the last one is kept for as long as the isolate lives. */
let known = { source: "", epoch: "" };

/**
 * Digest of everything besides the revision that decides the bytes: renderer, profile, settings, and the database's random
 * id, so that a rebuilt store whose revisions start again can never repeat a tag.
 */
export async function computeEpoch(
  { profileHash, databaseId }: Pick<Site, "profileHash" | "databaseId">,
  { publicUrl, maxAgeSeconds }: DocumentSettings,
): Promise<string> {
  const source = JSON.stringify([RENDERER_VERSION, publicUrl, maxAgeSeconds, profileHash, databaseId]);
  if (known.source !== source) known = { source, epoch: (await sha256Hex(source)).slice(0, 12) };
  return known.epoch;
}
