import type { Article } from "../../src/article/article.ts";

/** A publication the clients read, and the feeds of it that each of them reads in every format. */
export interface PublicationRow {
  readonly folder: string;
  readonly feeds: readonly FeedRow[];
}

export interface FeedRow {
  /** What stands before the file name of a format. */
  readonly path: string;
  readonly holds: (article: Article) => boolean;
}

const everything: FeedRow = { path: "/", holds: () => true };

function category(slug: string): FeedRow {
  return { path: `/categories/${slug}/`, holds: isIn(slug) };
}

function author(slug: string): FeedRow {
  return { path: `/authors/${slug}/`, holds: ({ authors }) => authors.some((person) => person.slug === slug) };
}

function isIn(...slugs: string[]): FeedRow["holds"] {
  return ({ categories }) => categories.some(({ slug }) => slugs.includes(slug));
}

export const publications: readonly PublicationRow[] = [
  {
    folder: "articles",
    feeds: [
      everything,
      category("russia"),
      author("newsdesk"),
      { path: "/feeds/korean-peninsula/", holds: isIn("north-korea", "south-korea") },
    ],
  },
];
