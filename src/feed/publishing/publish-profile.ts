import { readSiteProfile } from "../../article/profile/read-site-profile.ts";
import { READER_VERSION } from "../../article/reader-version.ts";
import { sha256Hex } from "../../lib/digest.ts";
import type { Finding } from "../../lib/finding.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { listDeclaredFeeds } from "./memberships.ts";
import type { HeldBackEntry } from "./publication-store.ts";
import type { ReceivedImage } from "./publish-article.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import { type WalkStep, walkArticles } from "./walk-articles.ts";

/** site.yaml, and the images beside it that it names, by their path. */
export interface ProfileSubmission {
  readonly source: string | Uint8Array;
  readonly images: ReadonlyMap<string, ReceivedImage>;
}

export interface ProfilePublication {
  readonly outcome: "updated" | "unchanged";
  /** True while stored articles still wait for the new profile: the same profile sent again goes on with them. */
  readonly remaining: boolean;
  /** The last revision that this step made, or 0. */
  readonly revision: number;
  readonly findings: readonly Finding[];
  /** Articles that an upgrade of the readers took out, until their files change. */
  readonly heldBack: readonly HeldBackEntry[];
}

const FINISHED: WalkStep = { remaining: false, revision: 0 };

/** How many stored articles one request brings to the new profile: about 3 ms of CPU each. */
const STEP_ARTICLES = 40;

/**
 * Stores a changed profile, then brings stored articles to it step by step: each is read again from its source and saved like
 * any edit, its memberships and heads in one batch, so that at no moment a tag stands for two documents.
 */
export async function publishProfile(
  { source, images }: ProfileSubmission,
  ports: PublishingPorts,
): Promise<Result<ProfilePublication, { readonly reason: "profile-invalid"; readonly findings: readonly Finding[] }>> {
  const media = new Map([...images].map(([path, { medium }]) => [path, medium]));
  const { profile, findings } = readSiteProfile(source, media);
  if (profile === undefined) return fail({ reason: "profile-invalid", findings });
  for (const { medium, bytes } of images.values()) await ports.store.saveMedia(medium, bytes);
  const profileHash = await sha256Hex(JSON.stringify(profile));
  await ports.store.beginReading(READER_VERSION);
  const site = await ports.store.readSite();
  const isNew = site.profileHash !== profileHash;
  const saved = isNew
    ? await ports.store.saveProfile({ profile, profileHash, declared: listDeclaredFeeds(profile), now: ports.now })
    : { revision: 0 };
  const from = isNew ? "" : site.recomputedKey;
  const step = from === undefined ? FINISHED : await walkArticles({ profile, profileHash }, from, ports, STEP_ARTICLES);
  return succeed({
    outcome: isNew ? "updated" : "unchanged",
    ...step,
    revision: Math.max(saved.revision, step.revision),
    findings,
    heldBack: step.remaining ? [] : await ports.store.listHeldBack(),
  });
}
