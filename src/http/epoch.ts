import type { DocumentSettings } from "../feed/build-feed.ts";
import type { Site } from "../feed/publication-store.ts";
import { RENDERER_VERSION } from "../feed/renderer-version.ts";
import { sha256Hex } from "../lib/digest.ts";

/**
 * Digest of everything besides the revision that decides the bytes: renderer, profile, settings, and the database's random
 * id, so that a rebuilt store whose revisions start again can never repeat a tag.
 */
export function createEpochs({ publicUrl, maxAgeSeconds }: DocumentSettings): (site: Site) => Promise<string> {
  let known = { source: "", epoch: "" };
  return async ({ profileHash, databaseId }) => {
    const source = JSON.stringify([RENDERER_VERSION, publicUrl, maxAgeSeconds, profileHash, databaseId]);
    if (known.source !== source) known = { source, epoch: (await sha256Hex(source)).slice(0, 12) };
    return known.epoch;
  };
}
