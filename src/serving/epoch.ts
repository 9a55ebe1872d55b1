import type { DocumentSettings } from "../feed/build-feed.ts";
import type { EpochRecord, Site } from "../feed/publishing/publication-store.ts";
import { RENDERER_VERSION } from "../feed/renderer-version.ts";
import { sha256Hex } from "../lib/digest.ts";

/**
 * How long after a new mark no date proves anything. During a rollout isolates of two versions answer in turn; the dates that they
 * give out meanwhile are all earlier than the first that counts.
 */
const SETTLING_MS = 60_000;

/** Since when a client's date proves that it has a document of this epoch (milliseconds), and the record to be kept of it. */
export interface EpochStart {
  readonly since: number;
  /** Undefined if it is recorded already, or another mark was recorded less than a minute ago. */
  readonly record: EpochRecord | undefined;
}

/**
 * After a restore, with another PUBLIC_URL or another version of the renderers, a date that a client holds from before must not
 * earn a 304. A changed profile is no part of the mark: it is a revision, and has a time of its own.
 */
export function decideEpochStart(
  { epochRecord, databaseId }: Pick<Site, "epochRecord" | "databaseId">,
  { publicUrl, maxAgeSeconds }: DocumentSettings,
  now: number,
): EpochStart {
  const mark = JSON.stringify([RENDERER_VERSION, publicUrl, maxAgeSeconds, databaseId]);
  if (epochRecord.mark === mark) return { since: epochRecord.since, record: undefined };
  // The first of a store follows no other: no reader has a date from before.
  if (epochRecord.mark === "") return { since: 0, record: { mark, since: 0 } };
  const since = Math.max(now + SETTLING_MS, epochRecord.since + 1000);
  return { since, record: epochRecord.since > now ? undefined : { mark, since } };
}

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
