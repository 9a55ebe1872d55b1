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
}

/** Composes the record to store after this edition; the store assigns its revision. */
export function composeRecord(edition: Edition): ArticleRecord {
  const { article, existing, id, iri, now } = edition;
  const state = decideState(article, now);
  const publishedAt = keptPublication(article, existing, state, now);
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

/** `published` never moves once readers have seen it (RFC 4287 §4.2.9); a draft's or an embargoed article's still may. */
function keptPublication(
  article: Article,
  existing: ArticleRecord | undefined,
  state: ArticleState,
  now: number,
): number {
  const wasSeen = existing !== undefined && existing.state !== "draft" && existing.publishedAt <= now;
  if (wasSeen && state !== "scheduled") return existing.publishedAt;
  // An article that is held here is published when it is released; one whose hold was over before keeps its date.
  return state === "scheduled" ? findRelease(article) : article.publishedAt;
}

function decideUpdated(record: ArticleRecord, { article, existing, now, minor }: Edition): number {
  const given = article.updatedAt === undefined || article.updatedAt > now ? record.publishedAt : article.updatedAt;
  const first = Math.max(record.publishedAt, given);
  if (existing === undefined || existing.state === "draft" || existing.state === "scheduled") return first;
  if (minor || !differsInSubstance(record, existing)) return Math.max(existing.updatedAt, first);
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
