import type { Article, ArticleImage, ArticleKind, ArticleOrigin, Correction, Label, Person } from "./article.ts";
import type { Episode } from "./episode/episode.ts";
import type { Recording } from "./recordings/recording.ts";
import type { PagePlace } from "./standing-page.ts";

export type ArticleState = "draft" | "scheduled" | "published" | "expired" | "retracted";

/** An article as the store keeps it: what its file says, and what its life so far has made of it. */
export interface ArticleRecord {
  /** A `tag:` URI (RFC 4151), or the id it brought; the same in every format for the article's whole life. */
  readonly id: string;
  readonly key: string;
  readonly slug: string;
  readonly state: ArticleState;
  /** The log revision of its last visible change. */
  readonly revision: number;
  readonly publishedAt: number;
  /** Last change of substance (RFC 4287 §4.2.15). */
  readonly updatedAt: number;
  /** Last change of any kind. */
  readonly changedAt: number;
  readonly expiresAt: number | undefined;
  readonly kind: ArticleKind;
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly canonicalUrl: string | undefined;
  readonly facets: ArticleFacets;
  readonly html: string;
  readonly text: string;
  /** The full text as Markdown, of an article that was written so, where a feed shows it. Own addresses begin as those of `html`. */
  readonly markdown?: string | undefined;
}

/** The parts of an article that the store keeps as one JSON value. */
export interface ArticleFacets {
  readonly authors: readonly Person[];
  readonly categories: readonly Label[];
  readonly tags: readonly Label[];
  readonly image?: ArticleImage | undefined;
  readonly corrections: readonly Correction[];
  /** Its sound and film, the main one first; absent where there is none. */
  readonly recordings?: readonly Recording[] | undefined;
  /** The page elsewhere that a link post is about. */
  readonly linkedUrl?: string | undefined;
  /** The feed that it was taken from. */
  readonly origin?: ArticleOrigin | undefined;
  readonly isNote?: true | undefined;
  /** Set where the article is in no feed. */
  readonly feeds?: "none" | undefined;
  /** Set where partners must not have it. */
  readonly republish?: "no" | undefined;
  /** Addresses of pictures that partners must not have, as {@link Article} has them. */
  readonly keptImages?: readonly string[] | undefined;
  /** Set where it is a standing page. */
  readonly place?: PagePlace | undefined;
  readonly episode?: Episode | undefined;
  /** The languages of its code blocks, as {@link Article} has them. */
  readonly codeLanguages?: readonly string[] | undefined;
  /** Replaces the article's id in Atom where that is no IRI. */
  readonly iri?: string | undefined;
}

export function pickFacets(article: Article): ArticleFacets {
  const {
    authors,
    categories,
    tags,
    image,
    corrections,
    recordings,
    linkedUrl,
    origin,
    isNote,
    feeds,
    republish,
    keptImages,
    place,
    episode,
  } = article;
  return {
    authors,
    categories,
    tags,
    image,
    corrections,
    ...(recordings.length > 0 && { recordings }),
    ...(linkedUrl !== undefined && { linkedUrl }),
    ...(origin !== undefined && { origin }),
    ...(isNote !== undefined && { isNote }),
    ...(feeds !== undefined && { feeds }),
    ...(republish !== undefined && { republish }),
    ...(keptImages !== undefined && { keptImages }),
    ...(place !== undefined && { place }),
    ...(episode !== undefined && { episode }),
    ...(article.codeLanguages !== undefined && { codeLanguages: article.codeLanguages }),
  };
}
