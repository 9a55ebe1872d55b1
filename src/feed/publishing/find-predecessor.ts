import type { Article } from "../../article/article.ts";
import { isDraftPlace } from "../../article/is-draft-place.ts";
import { isSourceKey } from "../../article/is-source-key.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { PublicationStore, Site, StoredArticle } from "./publication-store.ts";

export interface KeyedSubmission {
  readonly key: string;
  /** The key that the article had before its file was moved. */
  readonly formerKey?: string | undefined;
}

/** With the profile as of the same moment. */
export interface Predecessor {
  readonly stored: StoredArticle | undefined;
  readonly site: Site;
}

export type PredecessorProblem = { readonly reason: "not-found" | "key-fixed"; readonly key: string };

/** Finds what is stored of the submitted article: under its key, else under the one that it had. */
export async function findPredecessor(
  { key, formerKey }: KeyedSubmission,
  store: Pick<PublicationStore, "findStoredWithSite">,
): Promise<Result<Predecessor, PredecessorProblem>> {
  const own = await store.findStoredWithSite(key);
  if (own.stored !== undefined || formerKey === undefined) return succeed(own);
  const fixed = [key, formerKey].find(isSourceKey);
  if (fixed !== undefined) return fail({ reason: "key-fixed", key: fixed });
  const former = await store.findStoredWithSite(formerKey);
  return former.stored === undefined ? fail({ reason: "not-found", key: formerKey }) : succeed(former);
}

/** Whether an article has another key now; another spelling in Unicode is the same one. */
export function isMoved(stored: StoredArticle | undefined, key: string): boolean {
  return stored !== undefined && stored.record.key.normalize("NFC") !== key;
}

/**
 * An embargoed article that its publisher took back is a draft, although its file says nothing of it: a move of the unchanged
 * file must not schedule it again.
 */
export function keepTakenBack(article: Article, stored: StoredArticle | undefined): Article {
  const isTakenBack = stored?.record.state === "draft" && !isDraftPlace(stored.record.key);
  return isTakenBack ? { ...article, draft: true } : article;
}
