import type { Article, Medium } from "../../article/article.ts";
import type { ArticleRecord } from "../../article/article-record.ts";
import { findAuthority, NO_AUTHORITY } from "../../article/authority.ts";
import { hashContent } from "../../article/content-hash.ts";
import { slugInStore, slugOf } from "../../article/draft-slug.ts";
import { composeRecord, differsVisibly } from "../../article/lifecycle.ts";
import { mintArticleId } from "../../article/mint-id.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import type { Finding } from "../../lib/finding.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { FeedName } from "../feed-names.ts";
import { judgeForPartners, writePartnerFindings } from "../partners/list-partner-findings.ts";
import { dateEdition, findOlderEdition, isExpected, type OlderEdition } from "./editions.ts";
import { findPredecessor, isMoved, keepTakenBack } from "./find-predecessor.ts";
import { type ArticleMedia, describeContent, listAllNames } from "./media/article-media.ts";
import { chooseMedia, findPictures, type PicturesMissing } from "./media/choose-media.ts";
import { type FeedLabel, findMemberships } from "./memberships.ts";
import type { ArticleChange, DroppedAlias, LogKind, SaveProblem, Site, StoredArticle } from "./publication-store.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import { listRemoteRecordings, readWithMedia } from "./read-with-media.ts";
import { reportDates } from "./report-dates.ts";
import { settleSlug } from "./settle-slug.ts";
import type { ReceivedFile, Submission } from "./submission.ts";
import { findUnpulledEdition, nameToolEdition, type UnpulledEdition } from "./tool-editions.ts";
import { writeMarkdown } from "./write-markdown.ts";

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
  | { readonly reason: "key-taken" | "key-fixed"; readonly key: string }
  | { readonly reason: "slug-taken"; readonly value: string; readonly holder: string }
  | { readonly reason: "id-taken"; readonly value: string; readonly holder: string; readonly isMinted: boolean }
  | { readonly reason: "profile-missing" }
  | PicturesMissing
  | UnpulledEdition
  | { readonly reason: "conflict" };

const ATTEMPTS = 4;
/** Of articles sent in parallel with one slug or one minted id, each in turn finds it taken. */
const NAME_ATTEMPTS = 16;

/** Publishes one article, or says why not; then nothing is stored. Tried again when another writer comes in between. */
export async function publishArticle(
  submission: Submission,
  ports: PublishingPorts,
): Promise<Result<Publication, PublishProblem>> {
  let names: Names = { place: "asked for", idNumber: 1 };
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryToPublish(submission, names, ports);
    if (result.ok || attempt >= countAttempts(result.problem)) return result;
    const { reason } = result.problem;
    if (reason === "slug-taken") names = { ...names, place: "free" };
    if (reason === "id-taken") names = { ...names, idNumber: names.idNumber + 1 };
  }
}

interface Names {
  /** Most slugs are free: only one that the store has refused is worth a question. */
  readonly place: "asked for" | "free";
  /** Of a minted id that would be another article's. */
  readonly idNumber: number;
}

function countAttempts(problem: PublishProblem): number {
  if (problem.reason === "conflict") return ATTEMPTS;
  return problem.reason === "slug-taken" || (problem.reason === "id-taken" && problem.isMinted) ? NAME_ATTEMPTS : 0;
}

async function tryToPublish(
  submission: Submission,
  names: Names,
  ports: PublishingPorts,
): Promise<Result<Publication, PublishProblem>> {
  const found = await findPredecessor(submission, ports.store);
  if (!found.ok) return found;
  const { stored, site } = found.value;
  const key = submission.key.normalize("NFC");
  if (!isExpected(submission, stored?.contentHash)) {
    return fail({ reason: "precondition-failed", current: stored?.contentHash });
  }
  const editionAt = dateEdition(submission.editionAt, stored?.editionAt, ports.now);
  const pictures = await findPictures(submission, ports.store);
  if (!pictures.ok) return pictures;
  const content = await identifyContent(submission, stored, pictures.value);
  const isSame = stored?.contentHash === content.contentHash;
  if (isSame && !isMoved(stored, key) && (await putBack(submission, content, stored, ports))) {
    const record = await noteAgain(key, editionAt, stored, ports.store);
    if (submission.tool === undefined && stored.toolEdition !== undefined) {
      await ports.store.acceptToolEdition(key, content.contentHash);
    }
    return succeed({ outcome: "unchanged", record, contentHash: content.contentHash, findings: [] });
  }
  // A retracted article returns by a restoration only: an edit may come from a folder that still has the old file.
  if (stored?.record.state === "retracted") return fail({ reason: "retracted", key });
  const older = findOlderEdition(editionAt, stored?.editionAt);
  if (older !== undefined) return fail(older);
  const unpulled = findUnpulledEdition(submission, stored);
  if (unpulled !== undefined) return fail(unpulled);
  const read = await readSubmission({ ...submission, key }, { ...content, ...names, stored, site }, ports);
  if (!read.ok) return read;
  const edition = isSame ? { ...read.value, article: keepTakenBack(read.value.article, stored) } : read.value;
  return saveEdition(submission, { ...edition, contentHash: content.contentHash, stored, editionAt }, ports);
}

type Content = Pick<StoredArticle, "media" | "links" | "contentHash">;

async function identifyContent(
  submission: Submission,
  stored: StoredArticle | undefined,
  pictures: ReadonlyMap<string, Medium>,
): Promise<Content> {
  const { kind, body, cover } = submission;
  const media = chooseMedia(submission, stored, pictures);
  const links = submission.links ?? stored?.links ?? new Map<string, string>();
  const parts = { kind, body, ...describeContent(media.files), coverKey: cover?.key, links };
  return { media, links, contentHash: await hashContent(parts) };
}

/** An edition that is stored already may come from a later commit, and under a key that is written in NFC. */
async function noteAgain(
  key: string,
  madeAt: number,
  { record, editionAt }: StoredArticle,
  store: PublishingPorts["store"],
): Promise<ArticleRecord> {
  if (editionAt === undefined || madeAt > editionAt) await store.noteEdition(record.key, madeAt);
  if (record.key !== key) await store.moveArticle(record.key, key);
  return { ...record, key };
}

type ReadEdition = ReadArticle & Pick<ChangeParts, "contentHash" | "stored" | "editionAt">;

async function saveEdition(
  submission: Submission,
  { findings, ...edition }: ReadEdition,
  { store, now }: PublishingPorts,
): Promise<Result<Publication, PublishProblem>> {
  const shown = new Set(listAllNames(edition.media));
  for (const { medium, bytes } of listReceived(submission)) {
    if (shown.has(medium.name)) await store.saveBytes(medium, bytes);
  }
  // Read successfully, so it is UTF-8.
  const source = new TextDecoder().decode(submission.body);
  const composed = composeChange({ ...edition, source, minor: submission.minor }, now);
  const toolEdition = nameToolEdition(submission, edition.stored);
  const change: ArticleChange = { ...composed, isQuiet: submission.quiet, toolEdition };
  const saved = await store.saveArticle(change);
  if (!saved.ok) return fail(explain(saved.problem, edition.article.givenId === undefined));
  const { revision, isBelowWindow, droppedAliases } = saved.value;
  return succeed({
    outcome: edition.stored === undefined ? "created" : "updated",
    record: { ...change.record, revision },
    contentHash: edition.contentHash,
    findings: [
      ...findings,
      ...droppedAliases.map(describeDropped),
      ...writePartnerFindings(judgeForPartners(edition.article, edition.profile)),
      ...reportDates(change, isBelowWindow, edition.profile.timeZone, now),
    ],
  });
}

/** `number`: of an id that would be another article's. */
function decideId(article: Article, profile: SiteProfile, publicUrl: string, number: number): string {
  const { givenId, publishedAt, key } = article;
  const authority = findAuthority(profile, publicUrl) ?? NO_AUTHORITY;
  return givenId ?? mintArticleId(authority, profile, publishedAt, key, number);
}

function describeDropped({ alias, holder }: DroppedAlias): Finding {
  const message = `the former address "${alias}" belongs to the article "${holder}" and goes on leading there; remove it from one of them`;
  return { severity: "warning", reason: "alias-taken", line: undefined, message };
}

/**
 * An edition that is stored already brings back images that the bucket has lost. False where its cover is another and the stored
 * one is lost or to be replaced, or its picture was made again and has another length: then the article changes.
 */
async function putBack(
  submission: Submission,
  { media }: Content,
  stored: StoredArticle,
  { store, now }: PublishingPorts,
): Promise<boolean> {
  const names = new Set(listAllNames(stored.media));
  for (const { medium, bytes } of listReceived(submission)) {
    if (names.has(medium.name)) await store.saveMedia(medium, bytes, now);
  }
  if (stored.record.state === "retracted") return true;
  if (!hasTrueLength(stored.record, media)) return false;
  const cover = stored.media.cover?.name;
  const isOtherCover = submission.cover !== undefined && submission.cover.medium.name !== cover;
  if (cover === undefined || !isOtherCover) return true;
  if (submission.redraws === true) return false;
  return (await store.findLostMedia([cover])).length === 0;
}

/** Feeds say the length of the lead image. */
function hasTrueLength({ facets: { image } }: ArticleRecord, { files }: ArticleMedia): boolean {
  const lead = [...files.values()].find(({ name }) => image?.url.endsWith(`/media/${name}`));
  return lead === undefined || image?.sizeBytes === lead.sizeBytes;
}

function listReceived({ images, files, cover }: Submission): ReceivedFile[] {
  return [...(images?.values() ?? []), ...(files?.values() ?? []), ...(cover === undefined ? [] : [cover])];
}

interface ReadingContext extends Names, Pick<StoredArticle, "media" | "links"> {
  readonly stored: StoredArticle | undefined;
  readonly site: Site;
}

export async function readSubmission(
  { key, kind, body, remoteRecordings }: Submission,
  { media: sent, links, place, idNumber, stored, site }: ReadingContext,
  ports: PublishingPorts,
): Promise<Result<ReadArticle, PublishProblem>> {
  const { profile, profileHash } = site;
  if (profile === undefined) return fail({ reason: "profile-missing" });
  const existingSlug = stored && slugOf(stored.record);
  const source = {
    ...{ key, kind, bytes: body, media: sent, links, existingSlug },
    remoteRecordings: new Map([...listRemoteRecordings(stored?.record), ...(remoteRecordings ?? [])]),
  };
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
  const id = stored?.record.id ?? decideId(article, profile, ports.publicUrl, idNumber);
  return succeed({ article, id, profile, profileHash, findings, media, links, iri });
}

interface ReadArticle {
  readonly article: Article;
  readonly id: string;
  readonly iri: string | undefined;
  readonly profile: SiteProfile;
  readonly profileHash: string;
  readonly findings: readonly Finding[];
  readonly media: ArticleMedia;
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
  readonly media: ArticleMedia;
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
  const composed = composeRecord({
    article,
    existing: previous,
    id,
    iri,
    now,
    minor,
    timeZone: profile.timeZone,
    former: stored?.writtenDate,
    isSameFile: contentHash === stored?.contentHash,
  });
  const markdown = showsMarkdown(composed, profile) ? writeMarkdown(composed, profile.timeZone) : undefined;
  const record = { ...composed, slug: slugInStore(composed), ...(markdown && { markdown }) };
  const isAddressed = slugOf(record) !== undefined;
  const feeds = findMemberships(record, profile);
  return {
    record,
    logKind: decideLogKind(record, feeds, stored, minor ? "minor" : "update"),
    contentHash,
    ...(article.writtenDate !== undefined && { writtenDate: article.writtenDate }),
    editionAt,
    source,
    profileHash,
    feeds,
    media,
    links,
    aliases: isAddressed ? article.aliases : [],
    formerSlug: isAddressed ? article.formerSlug : undefined,
    previous: stored,
  };
}

function showsMarkdown({ kind }: ArticleRecord, { feeds }: SiteProfile): boolean {
  return (kind === "markdown" || kind === "mdx") && feeds.some(({ hasMarkdown }) => hasMarkdown);
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
  // The notice of a retraction is an entry too: it goes where the article is restored as a draft or expired.
  const hadNotice = previous?.state === "retracted" && record.state !== "retracted";
  if (!isVisible) return wasVisible || hadNotice ? "retract" : undefined;
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

function explain(problem: SaveProblem, isMinted: boolean): PublishProblem {
  switch (problem.reason) {
    case "conflict":
      return problem;
    case "slug-taken":
      return { reason: "slug-taken", value: problem.slug, holder: problem.holder };
    case "id-taken":
      return { reason: "id-taken", value: problem.id, holder: problem.holder, isMinted };
  }
}
