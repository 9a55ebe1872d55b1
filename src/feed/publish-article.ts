import type { ArticleKind, Finding, Medium } from "../article/article.ts";
import { composeRecord, differsVisibly } from "../article/lifecycle.ts";
import { hashContent } from "../article/content-hash.ts";
import { mintArticleId } from "../article/mint-id.ts";
import { type RemoteImage, readArticle } from "../article/read-article.ts";
import type { SiteProfile } from "../article/site-profile.ts";
import type { Article } from "../article/article.ts";
import type { ArticleRecord } from "../article/article-record.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { findMemberships } from "./memberships.ts";
import type { ArticleChange, LogKind, PublicationStore, StoredArticle } from "./publication-store.ts";

/** One image that came with an article: measured, not yet stored. */
export interface ReceivedImage {
  readonly medium: Medium;
  readonly bytes: Uint8Array;
}

export interface Submission {
  readonly key: string;
  readonly kind: ArticleKind;
  readonly body: Uint8Array;
  /** By the path the article's file uses. */
  readonly images: ReadonlyMap<string, ReceivedImage>;
  readonly cover: (ReceivedImage & { readonly key: string }) | undefined;
  /** True: this edit changes no substance, `updated` stays. */
  readonly minor: boolean;
  /** The content hash the publisher believes is stored; `*`: any; undefined: does not matter. */
  readonly expectedHash: string | undefined;
}

export interface PublishingPorts {
  readonly store: PublicationStore;
  readonly now: number;
  /** Fetches and measures a remote lead image; the same answer for the same address within one publish. */
  readonly measureRemote: (address: string) => Promise<Result<RemoteImage, Finding>>;
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
  | { readonly reason: "not-found"; readonly key: string }
  | { readonly reason: "slug-taken" | "id-taken"; readonly value: string; readonly holder: string }
  | { readonly reason: "conflict" };

const ATTEMPTS = 4;

/** Publishes one article, or says why not; then nothing is stored. Tried again when another writer comes in between. */
export async function publishArticle(
  submission: Submission,
  ports: PublishingPorts,
): Promise<Result<Publication, PublishProblem>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const result = await tryToPublish(submission, ports);
    if (result.ok || result.problem.reason !== "conflict") return result;
  }
  return fail({ reason: "conflict" });
}

async function tryToPublish(
  submission: Submission,
  ports: PublishingPorts,
): Promise<Result<Publication, PublishProblem>> {
  const { store } = ports;
  const stored = await store.findStored(submission.key);
  if (!isExpected(submission.expectedHash, stored)) {
    return fail({ reason: "precondition-failed", current: stored?.contentHash });
  }
  const media = mergeMedia(submission, stored);
  const names = new Map([...media].filter(([path]) => path !== COVER_PATH).map(([path, { name }]) => [path, name]));
  const contentHash = await hashContent({
    kind: submission.kind,
    body: submission.body,
    media: names,
    coverKey: submission.cover?.key,
  });
  if (stored?.contentHash === contentHash && stored.record.state !== "retracted") {
    return succeed({ outcome: "unchanged", record: stored.record, contentHash, findings: [] });
  }
  const read = await readSubmission(submission, media, stored, ports);
  if (!read.ok) return read;
  for (const { medium, bytes } of [...submission.images.values(), ...(submission.cover ? [submission.cover] : [])]) {
    await store.saveMedia(medium, bytes);
  }
  const { article, profile, findings } = read.value;
  const change = composeChange({ article, profile, stored, media, contentHash, source: submission.body }, ports.now, submission.minor);
  const saved = await store.saveArticle(change);
  if (!saved.ok) return fail(explain(saved.problem));
  const outcome = stored === undefined ? "created" : "updated";
  return succeed({ outcome, record: { ...change.record, revision: saved.value.revision }, contentHash, findings });
}

/** The path under which an article's cover stands among its media. */
export const COVER_PATH = "";

function isExpected(expected: string | undefined, stored: StoredArticle | undefined): boolean {
  if (expected === undefined) return true;
  if (expected === "*") return stored !== undefined;
  return stored?.contentHash === expected;
}

/** What came now, else what came before under the same paths: a text can be corrected without sending its pictures again. */
function mergeMedia(submission: Submission, stored: StoredArticle | undefined): Map<string, Medium> {
  const media = new Map(submission.images.size > 0 ? [] : stored?.media);
  for (const [path, { medium }] of submission.images) media.set(path, medium);
  if (submission.cover !== undefined) media.set(COVER_PATH, submission.cover.medium);
  return media;
}

async function readSubmission(
  submission: Submission,
  media: ReadonlyMap<string, Medium>,
  stored: StoredArticle | undefined,
  ports: PublishingPorts,
): Promise<Result<{ article: Article; profile: SiteProfile; findings: readonly Finding[] }, PublishProblem>> {
  const { key, kind, body } = submission;
  const site = await ports.store.readSite();
  const profile = site.profile ?? DEFAULT_PROFILE;
  const existingSlug = stored?.record.slug;
  const read = await readStoredSource({ key, kind, bytes: body, media, existingSlug }, profile, ports);
  if (read.article === undefined) return fail({ reason: "article-invalid", findings: read.findings });
  return succeed({ article: read.article, profile, findings: read.findings });
}
