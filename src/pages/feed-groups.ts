import { type FeedName, isTagFeed } from "../feed/feed-names.ts";
import type { FeedHeadRow } from "../feed/publishing/publication-store.ts";

/** How the feeds are sorted for people, in the order in which they are offered. */
export interface FeedGroup {
  readonly id: string;
  readonly title: string;
  /** The name of one of them. */
  readonly singular: string;
  readonly isIn: (name: FeedName) => boolean;
}

export const feedGroups: readonly FeedGroup[] = [
  { id: "everything", title: "Everything", singular: "Everything", isIn: (name) => name === "main" },
  { id: "categories", title: "Categories", singular: "Category", isIn: (name) => name.startsWith("categories/") },
  // For their own pages alone: no list has them.
  { id: "tags", title: "Tags", singular: "Tag", isIn: isTagFeed },
  { id: "selections", title: "Selections", singular: "Selection", isIn: (name) => name.startsWith("feeds/") },
  { id: "languages", title: "Languages", singular: "Language", isIn: (name) => name.startsWith("languages/") },
  { id: "authors", title: "Authors", singular: "Author", isIn: (name) => name.startsWith("authors/") },
];

/** By name, those without an article last. */
export function sortFeeds(feeds: readonly FeedHeadRow[]): FeedHeadRow[] {
  const isEmpty = ({ count }: FeedHeadRow) => Number(count === 0);
  return feeds.toSorted((a, b) => isEmpty(a) - isEmpty(b) || (a.title < b.title ? -1 : 1));
}
