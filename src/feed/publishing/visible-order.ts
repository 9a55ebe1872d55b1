import type { ArticleRecord } from "../../article/article-record.ts";
import { isHeldHere } from "../../article/lifecycle.ts";
import type { StoredArticle } from "./publication-store.ts";

/**
 * The place of an article among the newest of its feeds, in milliseconds: the moment in which it became visible, if it was held
 * back here as a draft or by an embargo, else the time of its publication. So neither an import nor a back-dated article takes the place of
 * newer ones. Once given, it changes with the article's date alone.
 */
export function decideVisibleOrder(record: ArticleRecord, previous: StoredArticle | undefined): number {
  if (previous === undefined) return record.publishedAt;
  if (isHeldHere(previous.record)) return Math.max(record.changedAt, record.publishedAt);
  if (isRedated(record, previous)) return record.publishedAt;
  const orders = previous.places.flatMap(({ visibleOrder }) => visibleOrder ?? []);
  return orders.length === 0 ? record.publishedAt : Math.max(...orders);
}

/** A visible article whose date was corrected takes the place of its new date in every feed. */
export function isRedated(record: ArticleRecord, previous: StoredArticle | undefined): boolean {
  return previous !== undefined && previous.record.publishedAt !== record.publishedAt;
}
