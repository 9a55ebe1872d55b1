import type { SearchQuery } from "./search-query.ts";

/** An article as the index follows it. Its place is its row in the store, which stays while the article is stored. */
export interface FollowedArticle {
  readonly place: number;
  readonly revision: number;
  readonly publishedAt: number;
  readonly expiresAt: number | undefined;
  /** Undefined: readers do not see the article, or it is in no feed. Then nothing of it may be in the index. */
  readonly texts: { readonly title: string; readonly summary: string; readonly text: string } | undefined;
}

/** The progress of the index between two reads of the log. */
export interface Progress {
  /** The database that it was built from: another one, as after a restore, means another index. */
  readonly databaseId: string;
  readonly foldVersion: string;
  /** All changes up to this revision of the log are in it. */
  readonly revision: number;
  /** While the stored articles are walked, newest first: the last that is in the index. Undefined: all are. */
  readonly walk: WalkPlace | undefined;
}

/** The last article of a walk by date. */
export interface WalkPlace {
  readonly publishedAt: number;
  readonly place: number;
}

/** The newest article of all is after it. */
export const WALK_START: WalkPlace = { publishedAt: Number.MAX_SAFE_INTEGER, place: Number.MAX_SAFE_INTEGER };

/** An article that contains what was searched for, in the revision that the index knows. */
export interface SearchHit {
  readonly place: number;
  readonly revision: number;
}

/** The full-text index of one publication: derived, and built again from the store when it must be. */
export interface SearchIndex {
  /** Undefined: it is empty. */
  readProgress(): Progress | undefined;
  clear(progress: Progress): void;
  /** Puts articles in, or takes them out, and notes the progress, together. */
  save(articles: readonly FollowedArticle[], progress: Progress): void;
  /** The newest {@link MAX_HITS} matches, the best first or the newest first. */
  find(query: SearchQuery, order: SearchOrder, now: number): SearchHit[];
}

export type SearchOrder = "best" | "newest";

export const MAX_HITS = 500;

/** The store's log and articles, as the index reads them. */
export interface SearchSource {
  readLog(): Promise<{ readonly databaseId: string; readonly revision: number }>;
  /** The articles of the next revisions of the log, as they are now, and the last of these revisions. */
  listChanged(after: number): Promise<{ readonly articles: readonly FollowedArticle[]; readonly revision: number }>;
  /** The next articles of the walk. */
  listOlder(than: WalkPlace): Promise<readonly FollowedArticle[]>;
}
