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

function isOnTheWater(article: Article): boolean {
  const isOpinion = article.tags.some(({ slug }) => slug === "opinion");
  return isIn("harbour", "transport", "sport")(article) && author("mara-ellwood").holds(article) && !isOpinion;
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
  {
    folder: "tests/fixtures/publication",
    feeds: [
      everything,
      category("harbour"),
      author("mara-ellwood"),
      { path: "/feeds/on-the-water/", holds: isOnTheWater },
    ],
  },
  {
    folder: "tests/clients/publication",
    feeds: [everything, category("arts-and-crafts"), author("ada-byron")],
  },
];
