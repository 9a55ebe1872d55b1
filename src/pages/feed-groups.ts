import type { FeedName } from "../feed/feed-names.ts";

/** How the feeds are sorted for people, in the order in which they are offered. */
export interface FeedGroup {
  readonly id: string;
  readonly title: string;
  /** What one of them is called. */
  readonly singular: string;
  readonly isIn: (name: FeedName) => boolean;
}

export const feedGroups: readonly FeedGroup[] = [
  { id: "everything", title: "Everything", singular: "Everything", isIn: (name) => name === "main" },
  { id: "categories", title: "Categories", singular: "Category", isIn: (name) => name.startsWith("categories/") },
  { id: "selections", title: "Selections", singular: "Selection", isIn: (name) => name.startsWith("feeds/") },
  { id: "authors", title: "Authors", singular: "Author", isIn: (name) => name.startsWith("authors/") },
];
