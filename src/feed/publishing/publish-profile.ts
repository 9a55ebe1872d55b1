import type { Medium } from "../../article/article.ts";
import { findAuthority, isPublic, writeAuthority } from "../../article/authority.ts";
import { readSiteProfile } from "../../article/profile/read-site-profile.ts";
import { ICON_BITMAP_PATHS, type IconBitmaps, type SiteProfile } from "../../article/profile/site-profile.ts";
import { READER_VERSION } from "../../article/reader-version.ts";
import { sha256Hex } from "../../lib/digest.ts";
import type { Finding } from "../../lib/finding.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { settlePodcastGuids } from "../podcast/settle-podcast-guids.ts";
import { dateEdition, type Expectations, findOlderEdition, isExpected, type OlderEdition } from "./editions.ts";
import { listDeclaredFeeds } from "./memberships.ts";
import type { HeldBackEntry } from "./publication-store.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import { addPages, settleNavigation } from "./settle-navigation.ts";
import type { ReceivedImage } from "./submission.ts";
import { listSuccessions } from "./successors.ts";
import { type CurrentProfile, type WalkStep, walkArticles } from "./walk-articles.ts";

/** site.yaml, and the images beside it that it names, by their path. */
export interface ProfileSubmission extends Expectations {
  readonly source: string | Uint8Array;
  readonly images: ReadonlyMap<string, ReceivedImage>;
  /** When this edition of the file was made (milliseconds); undefined: now. */
  readonly editionAt?: number | undefined;
}

export interface ProfilePublication {
  readonly outcome: "updated" | "unchanged";
  readonly profileHash: string;
  /** True while stored articles still wait for the new profile: sending it again continues. */
  readonly remaining: boolean;
  /** The last revision of this step, or 0. */
  readonly revision: number;
  readonly findings: readonly Finding[];
  /** Articles that an upgrade of the readers took out, until their files change. */
  readonly heldBack: readonly HeldBackEntry[];
}

const FINISHED: WalkStep = { remaining: false, revision: 0 };

/** How many stored articles one request brings to the new profile: about 3 ms of CPU each. */
const STEP_ARTICLES = 40;

/**
 * Stores a changed profile, then applies it to the stored articles in steps: each is read again from its source and saved like
 * any edit, with its memberships and heads in one batch, so that a tag never names two documents.
 */
export async function publishProfile(
  submission: ProfileSubmission,
  ports: PublishingPorts,
): Promise<Result<ProfilePublication, ProfileProblem>> {
  const { source, images } = submission;
  const media = new Map([...images].map(([path, { medium }]) => [path, medium]));
  const { profile: read, findings } = readSiteProfile(source, media, findIconBitmaps(media));
  if (read === undefined) return fail({ reason: "profile-invalid", findings });
  for (const { medium, bytes } of images.values()) await ports.store.saveMedia(medium, bytes, ports.now);
  // Before the profiles are compared: another navigation alone is no reason to read every article again.
  const navigated = await settleNavigation(ports);
  const profile = await addPages(await settlePodcastGuids(read, ports.store, ports.publicUrl), ports.store);
  const profileHash = await sha256Hex(JSON.stringify(profile));
  await ports.store.beginReading(READER_VERSION);
  await settleAuthority(profile, ports);
  const stored = await storeProfile({ profile, profileHash }, submission, ports);
  if (!stored.ok) return stored;
  const text = typeof source === "string" ? source : new TextDecoder().decode(source);
  await ports.store.noteProfileSource(text, profileHash);
  const { outcome, revision, from } = stored.value;
  const step = from === undefined ? FINISHED : await walkArticles({ profile, profileHash }, from, ports, STEP_ARTICLES);
  return succeed({
    outcome,
    profileHash,
    ...step,
    revision: Math.max(revision, step.revision, navigated),
    findings,
    heldBack: step.remaining ? [] : await ports.store.listHeldBack(),
  });
}

/** The icon's small sizes, if the publisher's command has drawn them. */
function findIconBitmaps(media: ReadonlyMap<string, Medium>): IconBitmaps | undefined {
  const [favicon, touch] = [media.get(ICON_BITMAP_PATHS.favicon), media.get(ICON_BITMAP_PATHS.touch)];
  return favicon && touch && { favicon: favicon.name, touch: touch.name };
}

/**
 * Once public, a publication keeps the authority in its feeds' ids, whatever becomes of domain and address. A store that was on this
 * machine alone has ids without one: they get it before any reader sees them.
 */
async function settleAuthority(profile: SiteProfile, { store, publicUrl, now }: PublishingPorts): Promise<void> {
  const { profile: former, authority } = await store.readSite();
  const domain = findAuthority(profile, publicUrl);
  if (former === undefined || authority !== undefined || domain === undefined || !isPublic(publicUrl)) return;
  await store.settleAuthority(domain, writeAuthority(profile, publicUrl), now);
}

export type ProfileProblem =
  | { readonly reason: "profile-invalid"; readonly findings: readonly Finding[] }
  | { readonly reason: "profile-precondition-failed"; readonly current: string | undefined }
  | { readonly reason: "conflict" }
  | OlderEdition;

interface StoredProfile {
  readonly outcome: ProfilePublication["outcome"];
  readonly revision: number;
  /** The key after which the walk over stored articles continues; undefined at its end. */
  readonly from: string | undefined;
}

const ATTEMPTS = 4;

async function storeProfile(
  changed: CurrentProfile,
  submission: ProfileSubmission,
  ports: PublishingPorts,
): Promise<Result<StoredProfile, ProfileProblem>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const stored = await tryToStore(changed, submission, ports);
    if (stored.ok || stored.problem.reason !== "conflict") return stored;
  }
  return fail({ reason: "conflict" });
}

async function tryToStore(
  { profile, profileHash }: CurrentProfile,
  submission: ProfileSubmission,
  { store, publicUrl, now }: PublishingPorts,
): Promise<Result<StoredProfile, ProfileProblem>> {
  const site = await store.readSite();
  const current = site.profile && site.profileHash;
  if (!isExpected(submission, current)) return fail({ reason: "profile-precondition-failed", current });
  const editionAt = dateEdition(submission.editionAt, site.editionAt, now);
  if (current === profileHash) {
    if (site.editionAt === undefined || editionAt > site.editionAt) await store.noteProfileEdition(editionAt);
    return succeed({ outcome: "unchanged", revision: 0, from: site.recomputedKey });
  }
  const older = findOlderEdition(editionAt, site.editionAt);
  if (older !== undefined) return fail(older);
  const saved = await store.saveProfile({
    profile,
    former: site.profile,
    profileHash,
    formerHash: site.profileHash,
    editionAt,
    declared: listDeclaredFeeds(profile),
    successions: listSuccessions(profile, site.profile),
    authority: isPublic(publicUrl) ? writeAuthority(profile, publicUrl) : undefined,
    now,
  });
  return saved.ok ? succeed({ outcome: "updated", revision: saved.value.revision, from: "" }) : saved;
}
