import { DAY_MS } from "../lib/dates.ts";
import { formatZonedDay } from "../lib/zoned-dates.ts";
import type { Article } from "./article.ts";
import type { ArticleRecord, ArticleState } from "./article-record.ts";
import { pickFacets } from "./article-record.ts";

/** The state an article's own dates put it in at `now`. */
export function decideState(
  article: Pick<Article, "draft" | "publishedAt" | "heldUntil" | "expiresAt">,
  now: number,
): ArticleState {
  if (article.draft) return "draft";
  if (article.expiresAt !== undefined && article.expiresAt <= now) return "expired";
  return findRelease(article) > now ? "scheduled" : "published";
}

/** Before this time no reader sees the article. */
function findRelease({ publishedAt, heldUntil }: Pick<Article, "publishedAt" | "heldUntil">): number {
  return Math.max(publishedAt, heldUntil ?? publishedAt);
}

/** When the state changes by itself next, or undefined if it never will. */
export function findDueTime(
  state: ArticleState,
  publishedAt: number,
  expiresAt: number | undefined,
): number | undefined {
  if (state === "scheduled") return publishedAt;
  return state === "published" ? expiresAt : undefined;
}

export interface Edition {
  readonly article: Article;
  readonly existing: ArticleRecord | undefined;
  readonly id: string;
  readonly iri: string | undefined;
  readonly now: number;
  /** The publisher marks this edit as minor: `updated` stays. */
  readonly minor: boolean;
  /** The publication's. */
  readonly timeZone: string;
  /** The date that the file had when it was stored last; undefined: it was not kept. */
  readonly former: string | undefined;
  /** The stored file is only read again. */
  readonly isSameFile: boolean;
}

/** Composes the record to store after this edition; the store assigns its revision. */
export function composeRecord(edition: Edition): ArticleRecord {
  const { article, existing, id, iri, now } = edition;
  const state = decideState(article, now);
  const publishedAt = decidePublished(state, edition);
  const record: ArticleRecord = {
    id,
    key: article.key,
    slug: article.slug,
    state,
    revision: existing?.revision ?? 0,
    publishedAt,
    updatedAt: publishedAt,
    changedAt: now,
    expiresAt: article.expiresAt,
    kind: article.kind,
    language: article.language,
    title: article.title,
    summary: article.summary,
    canonicalUrl: article.canonicalUrl,
    facets: { ...pickFacets(article), ...(iri !== undefined && { iri }) },
    html: article.html,
    text: article.text,
  };
  return { ...record, updatedAt: decideUpdated(record, edition) };
}

/**
 * When the article was published. An article that was held back here is published by its release; a day alone that is today means
 * this moment. Once readers have seen it (RFC 4287 §4.2.9), its date moves only if its file has another one.
 */
function decidePublished(state: ArticleState, edition: Edition): number {
  const { article, existing, now } = edition;
  const release = findRelease(article);
  if (state === "scheduled") return release;
  if (existing === undefined) return dateFirst(edition);
  if (!isHeldHere(existing)) return isRedated(edition) ? article.publishedAt : existing.publishedAt;
  if (state !== "published") return article.publishedAt;
  if (isRedated(edition)) return dateFirst(edition);
  // Its embargo is over, and no poll has announced it yet.
  const isDue = existing.state === "scheduled" && existing.publishedAt === release;
  return isDue ? release : now;
}

function dateFirst({ article, timeZone, now }: Edition): number {
  return article.writtenDate === formatZonedDay(now, timeZone) ? now : article.publishedAt;
}

/** No reader has seen it yet: it has no revision. */
export function isHeldHere({ state, revision }: ArticleRecord): boolean {
  return revision === 0 && (state === "draft" || state === "scheduled");
}

/** The date in its file is another. An article stored before dates were kept as written has only its time to compare. */
function isRedated({ article, existing, former, isSameFile }: Edition): boolean {
  if (existing === undefined || article.publishedAt === 0) return false;
  if (former !== undefined) return article.writtenDate !== undefined && article.writtenDate !== former;
  return !isSameFile && Math.abs(article.publishedAt - existing.publishedAt) >= DAY_MS;
}

function decideUpdated(record: ArticleRecord, { article, existing, now, minor }: Edition): number {
  const given = article.updatedAt === undefined || article.updatedAt > now ? record.publishedAt : article.updatedAt;
  const first = Math.max(record.publishedAt, given);
  if (existing === undefined || existing.state === "draft" || existing.state === "scheduled") return first;
  // A corrected date is no update.
  const former = existing.updatedAt === existing.publishedAt ? first : existing.updatedAt;
  if (minor || !differsInSubstance(record, existing)) return Math.max(former, first);
  return Math.max(now, existing.updatedAt);
}

/** Compares the text that readers see: headline, story and corrections. Labels, images and addresses do not count. */
function differsInSubstance(next: ArticleRecord, previous: ArticleRecord): boolean {
  return (
    next.title !== previous.title ||
    next.text !== previous.text ||
    JSON.stringify(next.facets.corrections) !== JSON.stringify(previous.facets.corrections)
  );
}

/** Whether anything a reader can see differs: only then does the log grow and do heads move. */
export function differsVisibly(next: ArticleRecord, previous: ArticleRecord): boolean {
  const visible = ({ revision, changedAt, ...rest }: ArticleRecord) => JSON.stringify(rest);
  return visible(next) !== visible(previous);
}
