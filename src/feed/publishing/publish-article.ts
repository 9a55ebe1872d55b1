import type { Article, ArticleKind, Medium, StoredFile } from "../../article/article.ts";
import type { ArticleRecord } from "../../article/article-record.ts";
import { findAuthority, NO_AUTHORITY } from "../../article/authority.ts";
import { hashContent } from "../../article/content-hash.ts";
import { isPublishedAddress } from "../../article/images/media-path.ts";
import { composeRecord, differsVisibly } from "../../article/lifecycle.ts";
import { mintArticleId } from "../../article/mint-id.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import type { Finding } from "../../lib/finding.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { FeedName } from "../feed-names.ts";
import { dateEdition, type Expectations, findOlderEdition, isExpected, type OlderEdition } from "./editions.ts";
import { COVER_PATH } from "./media-state.ts";
import { type FeedLabel, findMemberships } from "./memberships.ts";
import type { ArticleChange, DroppedAlias, LogKind, SaveProblem, Site, StoredArticle } from "./publication-store.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import { readWithMedia } from "./read-with-media.ts";
import { settleSlug } from "./settle-slug.ts";

/** One image that came with an article: measured, not yet stored. */
export interface ReceivedImage {
  readonly medium: Medium;
  readonly bytes: Uint8Array;
}

/** Any file that came with an article. */
export interface ReceivedFile {
  readonly medium: StoredFile;
  readonly bytes: Uint8Array;
}

export interface Submission extends Expectations {
  readonly key: string;
  readonly kind: ArticleKind;
  readonly body: Uint8Array;
  /** By the path the article's file uses. Undefined: the body came alone, and the images it had before stay its own. */
  readonly images: ReadonlyMap<string, ReceivedImage> | undefined;
  /** Other files that it links to, in the same way. */
  readonly files?: ReadonlyMap<string, ReceivedFile> | undefined;
  readonly cover: (ReceivedImage & { readonly key: string }) | undefined;
  /** Slugs by the links to other files as they are written. Undefined: the body came alone, and its links lead where they led. */
  readonly links?: ReadonlyMap<string, string> | undefined;
  /** True: this edit changes no substance, `updated` stays. */
  readonly minor: boolean;
  /** When this edition was made (milliseconds): one older than what is stored is refused. Undefined: now. */
  readonly editionAt?: number | undefined;
}

export type Outcome = "created" | "updated" | "unchanged";

export interface Publication {
  readonly outcome: Outcome;
  readonly record: ArticleRecord;
  readonly contentHash: string;
  readonly findings: readonly Finding[];
}

export type PublishProblem =
  | { readonly reason: "article-invalid"; readonly findings: readonly Finding[] }
  | { readonly reason: "precondition-failed"; readonly current: string | undefined }
  | OlderEdition
  | { readonly reason: "not-found" | "retracted" | "not-retracted"; readonly key: string }
  | { readonly reason: "slug-taken" | "id-taken"; readonly value: string; readonly holder: string }
  | { readonly reason: "profile-missing" }
  | { readonly reason: "conflict" };

const ATTEMPTS = 4;
/** Of articles sent in parallel with one slug, each in turn finds it taken. */
const SLUG_ATTEMPTS = 16;

/** Publishes one article, or says why not; then nothing is stored. Tried again when another writer comes in between. */
export async function publishArticle(
  submission: Submission,
  ports: PublishingPorts,
): Promise<Result<Publication, PublishProblem>> {
  let place: Place = "asked for";
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryToPublish(submission, place, ports);
    if (result.ok) return result;
    const { reason } = result.problem;
    if (reason === "slug-taken") place = "free";
    const attempts = reason === "conflict" ? ATTEMPTS : reason === "slug-taken" ? SLUG_ATTEMPTS : 0;
    if (attempt >= attempts) return result;
  }
}

/** Most slugs are free: only one that the store has refused is worth a question. */
type Place = "asked for" | "free";

async function tryToPublish(
  submission: Submission,
  place: Place,
  ports: PublishingPorts,
): Promise<Result<Publication, PublishProblem>> {
  const { store } = ports;
  const { stored, site } = await store.findStoredWithSite(submission.key);
  if (!isExpected(submission, stored?.contentHash)) {
    return fail({ reason: "precondition-failed", current: stored?.contentHash });
  }
  const madeAt = dateEdition(submission.editionAt, stored?.editionAt, ports.now);
  const media = chooseMedia(submission, stored);
  const links = submission.links ?? stored?.links ?? new Map<string, string>();
  const names = new Map([...media].filter(([path]) => path !== COVER_PATH).map(([path, { name }]) => [path, name]));
  const contentHash = await hashContent({
    kind: submission.kind,
    body: submission.body,
    media: names,
    coverKey: submission.cover?.key,
    links,
  });
  if (stored?.contentHash === contentHash && (await putBack(submission, stored, ports))) {
    if (stored.editionAt === undefined || madeAt > stored.editionAt) await store.noteEdition(submission.key, madeAt);
    return succeed({ outcome: "unchanged", record: stored.record, contentHash, findings: [] });
  }
  // A retracted article returns by a restoration only: an edit may come from a folder that still has the old file.
  if (stored?.record.state === "retracted") return fail({ reason: "retracted", key: submission.key });
  const older = findOlderEdition(madeAt, stored?.editionAt);
  if (older !== undefined) return fail(older);
  const read = await readSubmission(submission, { media, links, place, stored, site }, ports);
  if (!read.ok) return read;
  const shown = new Set([...read.value.media.values()].map(({ name }) => name));
  for (const { medium, bytes } of listReceived(submission)) {
    if (shown.has(medium.name)) await store.saveBytes(medium, bytes);
  }
  const { findings, ...understood } = read.value;
  // Read successfully, so it is UTF-8.
  const source = new TextDecoder().decode(submission.body);
  const { minor } = submission;
  const change = composeChange({ ...understood, stored, contentHash, source, editionAt: madeAt, minor }, ports.now);
  const saved = await store.saveArticle(change);
  if (!saved.ok) return fail(explain(saved.problem));
  const { revision, droppedAliases } = saved.value;
  return succeed({
    outcome: stored === undefined ? "created" : "updated",
    record: { ...change.record, revision },
    contentHash,
    findings: [...findings, ...droppedAliases.map(describeDropped)],
  });
}

function decideId({ givenId, publishedAt, key }: Article, profile: SiteProfile, publicUrl: string): string {
  return givenId ?? mintArticleId(findAuthority(profile, publicUrl) ?? NO_AUTHORITY, profile, publishedAt, key);
}

function describeDropped({ alias, holder }: DroppedAlias): Finding {
  const message = `the former address "${alias}" belongs to the article "${holder}" and goes on leading there; remove it from one of them`;
  return { severity: "warning", reason: "alias-taken", line: undefined, message };
}

/**
 * An edition that is stored already brings back images that the bucket has lost. False where its cover is lost and this
 * publisher draws another: then the article changes.
 */
async function putBack(
  submission: Submission,
  stored: StoredArticle,
  { store, now }: PublishingPorts,
): Promise<boolean> {
  const names = new Set(Array.from(stored.media.values(), ({ name }) => name));
  for (const { medium, bytes } of listReceived(submission)) {
    if (names.has(medium.name)) await store.saveMedia(medium, bytes, now);
  }
  const cover = stored.media.get(COVER_PATH)?.name;
  const isOtherCover = submission.cover !== undefined && submission.cover.medium.name !== cover;
  if (cover === undefined || !isOtherCover || stored.record.state === "retracted") return true;
  return (await store.findLostMedia([cover])).length === 0;
}

function listReceived({ images, files, cover }: Submission): ReceivedFile[] {
  return [...(images?.values() ?? []), ...(files?.values() ?? []), ...(cover === undefined ? [] : [cover])];
}

/** A text can be corrected without sending its pictures again; not so a cover, which shows a title that may have changed. */
export function chooseMedia(
  { images, files, cover }: Submission,
  stored: StoredArticle | undefined,
): Map<string, StoredFile> {
  const received = images && [...images, ...(files ?? [])].map(([path, { medium }]) => [path, medium] as const);
  // Images that the text names by their public address are found in it again.
  const kept = [...(received ?? stored?.media ?? [])].filter(
    ([path]) => path !== COVER_PATH && !isPublishedAddress(path),
  );
  return new Map(cover === undefined ? kept : [...kept, [COVER_PATH, cover.medium]]);
}

interface ReadingContext extends Pick<StoredArticle, "media" | "links"> {
  readonly place: Place;
  readonly stored: StoredArticle | undefined;
  readonly site: Site;
}

export async function readSubmission(
  { key, kind, body }: Submission,
  { media: sent, links, place, stored, site }: ReadingContext,
  ports: PublishingPorts,
): Promise<Result<ReadArticle, PublishProblem>> {
  const { profile, profileHash } = site;
  if (profile === undefined) return fail({ reason: "profile-missing" });
  const existingSlug = stored?.record.slug;
  const source = { key, kind, bytes: body, media: sent, links, existingSlug };
  const first = await readWithMedia(source, profile, ports);
  const context = {
    key: stored?.record.key ?? key,
    existingSlug,
    timeZone: profile.timeZone,
    readAs: (assignedSlug: string) => readWithMedia({ ...source, assignedSlug }, profile, ports),
    store: ports.store,
  };
  const read = place === "free" ? await settleSlug(first, context) : first;
  const { article, findings, media, iri } = read;
  if (article === undefined) return fail({ reason: "article-invalid", findings });
  const id = stored?.record.id ?? decideId(article, profile, ports.publicUrl);
  return succeed({ article, id, profile, profileHash, findings, media, links, iri });
}

interface ReadArticle {
  readonly article: Article;
  readonly id: string;
  readonly iri: string | undefined;
  readonly profile: SiteProfile;
  readonly profileHash: string;
  readonly findings: readonly Finding[];
  readonly media: ReadonlyMap<string, StoredFile>;
  readonly links: ReadonlyMap<string, string>;
}

interface ChangeParts {
  readonly article: Article;
  /** Replaces the article's own id if that is not an IRI. */
  readonly iri?: string | undefined;
  readonly profile: SiteProfile;
  readonly profileHash: string;
  /** The article's for life: stored, given or minted. */
  readonly id: string;
  readonly stored: StoredArticle | undefined;
  readonly media: ReadonlyMap<string, StoredFile>;
  readonly links: ReadonlyMap<string, string>;
  readonly contentHash: string;
  readonly editionAt: number | undefined;
  readonly source: string;
  /** An edit that is too small for `updated` to move. */
  readonly minor: boolean;
}

/** Composes the change for the store: the record, the feeds it belongs to, and whether readers see a difference. */
export function composeChange(parts: ChangeParts, now: number): ArticleChange {
  const { article, id, profile, profileHash, stored, media, links, contentHash, source, editionAt, minor } = parts;
  const previous = stored?.record;
  // As the id, it is decided once.
  const iri = previous === undefined ? parts.iri : previous.facets.iri;
  const record = composeRecord({ article, existing: previous, id, iri, now, minor });
  const feeds = findMemberships(record, profile);
  return {
    record,
    logKind: decideLogKind(record, feeds, stored, minor ? "minor" : "update"),
    contentHash,
    editionAt,
    source,
    profileHash,
    feeds,
    media,
    links,
    aliases: article.aliases,
    formerSlug: article.formerSlug,
    previous: stored,
  };
}

/** Undefined where readers see no difference: then the log does not grow and no head moves. */
function decideLogKind(
  record: ArticleRecord,
  feeds: readonly FeedLabel[],
  stored: StoredArticle | undefined,
  editKind: "minor" | "update",
): LogKind | undefined {
  const previous = stored?.record;
  const isVisible = record.state === "published";
  const wasVisible = previous?.state === "published";
  if (!isVisible) return wasVisible ? "retract" : undefined;
  if (!wasVisible) return previous?.state === "retracted" || previous?.state === "expired" ? "restore" : "publish";
  if (previous === undefined || !(differsVisibly(record, previous) || differ(feeds, stored?.feeds ?? [])))
    return undefined;
  if (record.facets.corrections.length > previous.facets.corrections.length) return "correct";
  return editKind;
}

/** A changed rule of the profile can move an article between feeds whose words did not change. */
function differ(feeds: readonly FeedLabel[], before: readonly FeedName[]): boolean {
  return feeds.length !== before.length || feeds.some(({ name }) => !before.includes(name));
}

function explain(problem: SaveProblem): PublishProblem {
  switch (problem.reason) {
    case "conflict":
      return problem;
    case "slug-taken":
      return { reason: "slug-taken", value: problem.slug, holder: problem.holder };
    case "id-taken":
      return { reason: "id-taken", value: problem.id, holder: problem.holder };
  }
}
