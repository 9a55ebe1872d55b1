import type { ArticleRecord } from "../../article/article-record.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { cleanLine } from "../../lib/text.ts";
import { escapeText } from "../../lib/xml.ts";
import { type Expectations, isExpected } from "./editions.ts";
import { composeChange, type PublishProblem } from "./publish-article.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import { readStored } from "./read-with-media.ts";

export interface Retraction extends Expectations {
  readonly key: string;
  /** Said in the notice; may be empty. */
  readonly reason: string;
}

export type RetractionResult = Result<{ readonly revision: number; readonly record: ArticleRecord }, PublishProblem>;

/**
 * Retracts an article: a notice takes its place while it is in a window, then a tombstone; its page answers 410, and so do its
 * images unless another article shows them. Id, slug and source are kept, so that it can be restored. An article that was never
 * visible becomes a draft without a notice. A second retraction with another reason replaces the notice.
 */
export async function retractArticle(
  retraction: Retraction,
  { store, now }: PublishingPorts,
): Promise<RetractionResult> {
  const { key } = retraction;
  const previous = await store.findStored(key);
  if (previous === undefined) return fail({ reason: "not-found", key });
  const { record, contentHash, editionAt, source, media, links, feeds } = previous;
  if (!isExpected(retraction, contentHash)) return fail({ reason: "precondition-failed", current: contentHash });
  const isAgain = record.state === "retracted";
  if (isAgain && (retraction.reason === "" || writeNotice(retraction.reason) === record.summary))
    return succeed({ revision: record.revision, record });
  const wasSeen = isAgain || record.state === "published" || record.state === "expired";
  const isInFeeds = record.state === "published" || (isAgain && feeds.length > 0);
  const next = wasSeen ? composeNotice(record, retraction.reason, now) : hide(record, now);
  const saved = await store.saveArticle({
    record: next,
    logKind: isInFeeds ? "retract" : undefined,
    contentHash,
    editionAt,
    source,
    // A retracted article stays out of its feeds, whatever the profile says.
    profileHash: undefined,
    media,
    links,
    feeds: isInFeeds ? feeds.map((name) => ({ name, title: name })) : [],
    aliases: [],
    hold: { by: "publisher" },
    previous,
  });
  return saved.ok ? succeed({ revision: saved.value.revision, record: next }) : fail({ reason: "conflict" });
}

function hide(record: ArticleRecord, now: number): ArticleRecord {
  return { ...record, state: "draft", changedAt: now };
}

function writeNotice(reason: string): string {
  const why = cleanLine(reason);
  return why === "" ? "This article was retracted by its publisher." : `This article was retracted: ${why}`;
}

/** Nothing of the story stays but who may not have it: neither words nor pictures nor what was corrected in it. */
function composeNotice(record: ArticleRecord, reason: string, now: number): ArticleRecord {
  const notice = writeNotice(reason);
  const { authors, categories, tags, iri, republish } = record.facets;
  return {
    ...record,
    state: "retracted",
    title: record.state === "retracted" ? record.title : `Retracted: ${record.title}`,
    summary: notice,
    html: `<p>${escapeText(notice)}</p>`,
    text: notice,
    markdown: undefined,
    canonicalUrl: undefined,
    expiresAt: undefined,
    facets: { authors, categories, tags, corrections: [], ...(iri && { iri }), ...(republish && { republish }) },
    changedAt: now,
    updatedAt: Math.max(now, record.updatedAt),
  };
}

/**
 * Brings a retracted article back to where it stood, from the source it was last published from, or from another. One that was
 * never visible is a draft since its retraction: it returns only with a source.
 */
export async function restoreArticle(
  key: string,
  ports: PublishingPorts,
  newSource?: string,
): Promise<RetractionResult> {
  const stored = await ports.store.findStored(key);
  if (stored === undefined) return fail({ reason: "not-found", key });
  const { state } = stored.record;
  const isTakenBack = state === "retracted" || (state === "draft" && newSource !== undefined);
  if (!isTakenBack) return fail({ reason: "not-retracted", key });
  const { profile, profileHash } = await ports.store.readSite();
  if (profile === undefined) return fail({ reason: "profile-missing" });
  const { editionAt, links } = stored;
  const source = newSource ?? stored.source;
  // The hash of another text is that of no edition: the next publish saves it whole.
  const contentHash = source === stored.source ? stored.contentHash : "";
  const read = await readStored({ ...stored, source }, profile, ports);
  if (read.article === undefined) return fail({ reason: "article-invalid", findings: read.findings });
  const understood = { article: read.article, profile, profileHash, media: read.media };
  const parts = { ...understood, id: stored.record.id, stored, links, contentHash, editionAt, source, minor: false };
  const change = composeChange(parts, ports.now);
  const saved = await ports.store.saveArticle(change);
  return saved.ok ? succeed({ revision: saved.value.revision, record: change.record }) : fail({ reason: "conflict" });
}
