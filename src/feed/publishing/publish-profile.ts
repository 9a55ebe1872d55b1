import { readSiteProfile } from "../../article/profile/read-site-profile.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { sha256Hex } from "../../lib/digest.ts";
import type { Finding } from "../../lib/finding.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { listDeclaredFeeds } from "./memberships.ts";
import { composeChange, type ReceivedImage } from "./publish-article.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import { readStored } from "./read-with-media.ts";

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
}

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
  const site = await ports.store.readSite();
  const isNew = site.profileHash !== profileHash;
  const saved = isNew
    ? await ports.store.saveProfile({ profile, profileHash, declared: listDeclaredFeeds(profile), now: ports.now })
    : { revision: 0 };
  const from = isNew ? "" : site.recomputedKey;
  const step = from === undefined ? FINISHED : await recompute({ profile, profileHash }, from, ports);
  return succeed({
    outcome: isNew ? "updated" : "unchanged",
    ...step,
    revision: Math.max(saved.revision, step.revision),
    findings,
  });
}

interface Step {
  readonly remaining: boolean;
  readonly revision: number;
}

const FINISHED: Step = { remaining: false, revision: 0 };

interface NewProfile {
  readonly profile: SiteProfile;
  readonly profileHash: string;
}

async function recompute(changed: NewProfile, after: string, ports: PublishingPorts): Promise<Step> {
  const entries = await ports.store.listManifest(after, STEP_ARTICLES);
  let revision = 0;
  for (const { key } of entries) revision = Math.max(revision, await applyProfile(key, changed, ports));
  const remaining = entries.length === STEP_ARTICLES;
  await ports.store.saveRecomputedKey(changed.profileHash, remaining ? entries.at(-1)?.key : undefined);
  return { remaining, revision };
}

/**
 * One stored article under the new profile: a minor edit, if readers see any difference. Returns its revision, or 0. Another
 * writer in between means another try; a newer profile in between refuses them all, and has a walk of its own.
 */
async function applyProfile(
  key: string,
  { profile, profileHash }: NewProfile,
  ports: PublishingPorts,
  attempts = 3,
): Promise<number> {
  const stored = await ports.store.findStored(key);
  if (stored === undefined || stored.record.state === "retracted") return 0;
  const { article, media } = await readStored(stored, profile, ports);
  // What cannot be read under the new profile stays as it was published.
  if (article === undefined) return 0;
  const { contentHash, source, links } = stored;
  const parts = { article, profile, profileHash, stored, media, links, contentHash, source };
  const saved = await ports.store.saveArticle(composeChange(parts, ports.now, true));
  if (saved.ok) return saved.value.revision;
  const isWorthATry = saved.problem.reason === "conflict" && attempts > 1;
  return isWorthATry ? applyProfile(key, { profile, profileHash }, ports, attempts - 1) : 0;
}
