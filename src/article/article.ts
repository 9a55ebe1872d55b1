import type { Episode } from "./episode/episode.ts";
import type { Recording, RecordingMeasures } from "./recordings/recording.ts";
import type { PagePlace } from "./standing-page.ts";

/**
 * An article as read from its file: every value present or deliberately absent, derived values included. Times are milliseconds
 * since the epoch, UTC. Texts hold no character that XML 1.0 forbids.
 */
export interface Article {
  /** The path inside articles/ without its extension (`2023-06-12-kim`, or `kim` for `kim/index.md`): identity across edits. */
  readonly key: string;
  readonly kind: ArticleKind;
  /** `id` or `guid` of the front matter: kept from an older feed. Otherwise an id is minted at first publication. */
  readonly givenId: string | undefined;
  readonly slug: string;
  /** Old slugs and old site paths that lead here. */
  readonly aliases: readonly string[];
  /** The slug that an earlier version derived, from the title: it leads here, too, unless another article needs it. */
  readonly formerSlug?: string | undefined;
  /** True of a draft, and of everything else that its file holds back. */
  readonly draft: boolean;
  /** Set where it has an address and is in no feed and no list but the sitemap (`feeds: none`). */
  readonly feeds?: "none" | undefined;
  /** Set where partners must not have it (`republish: no`). */
  readonly republish?: "no" | undefined;
  /** Set where it is a standing page. */
  readonly place?: PagePlace | undefined;
  /** Of a note, its first words. */
  readonly title: string;
  /** True of a short text without a title and headings: feeds show it without a title where they may, and no cover is drawn. */
  readonly isNote?: true | undefined;
  readonly summary: string;
  /** BCP 47 language tag, e.g. `en`, `el`, `pt-BR`. */
  readonly language: string;
  readonly publishedAt: number;
  /** The date as its file has it, in the spelling of `normaliseWrittenDate` (lib/written-dates.ts). */
  readonly writtenDate?: string | undefined;
  /** The latest of the dates before which its file lets no reader see it, where that is later than `publishedAt`. */
  readonly heldUntil: number | undefined;
  readonly updatedAt: number | undefined;
  readonly expiresAt: number | undefined;
  readonly authors: readonly Person[];
  readonly categories: readonly Label[];
  readonly tags: readonly Label[];
  /** `canonical` of the front matter: where the article's first home is, if not here. */
  readonly canonicalUrl: string | undefined;
  /** `link` of the front matter: the page elsewhere that the article is about. Its home is here. */
  readonly linkedUrl: string | undefined;
  /** The feed that it was taken from, of an article that follows a source. */
  readonly origin?: ArticleOrigin | undefined;
  readonly image: ArticleImage | undefined;
  /** Addresses of its pictures that partners must not have, as in `html`; absent where there is none. */
  readonly keptImages?: readonly string[] | undefined;
  /** The main one, an entry's enclosure, first. */
  readonly recordings: readonly Recording[];
  /** Absent unless its file says something of it as an episode of a podcast. */
  readonly episode?: Episode | undefined;
  readonly corrections: readonly Correction[];
  /** The languages of its code blocks, in their order, "" where none is named; absent where none is named at all. */
  readonly codeLanguages?: readonly string[] | undefined;
  /** Sanitised HTML; own addresses begin with {@link PUBLIC_URL_MARK}. */
  readonly html: string;
  /** The body as plain text, paragraphs separated by one empty line. */
  readonly text: string;
  /** Names (`<hash>.<ext>`) of the media the body and the image use. */
  readonly mediaNames: readonly string[];
  /** Which values were derived rather than given, for `edgewire check`. */
  readonly derived: readonly DerivedField[];
}

/**
 * Placeholder for PUBLIC_URL in stored HTML and image addresses (`\u0001/media/x.png`), so that a publication can move without
 * re-reading its bodies. XML forbids the character and the readers remove it from every input, so it cannot be forged.
 */
export const PUBLIC_URL_MARK = "\u0001";

/** Wire copy, Markdown, Markdown with JSX, and HTML. */
export type ArticleKind = "text" | "markdown" | "mdx" | "html";

export type DerivedField = "title" | "published" | "slug" | "summary" | "categories" | "image" | "language" | "authors";

/** The feed that an article was first published in. */
export interface ArticleOrigin {
  readonly title: string;
  /** The feed's address. */
  readonly feed: string;
  readonly home?: string | undefined;
}

export interface Person {
  readonly name: string;
  readonly slug: string;
  readonly url: string | undefined;
  readonly email: string | undefined;
}

/** A category or a tag: what people read, and its place in addresses. */
export interface Label {
  readonly name: string;
  readonly slug: string;
}

/** The article's lead image. A `photograph` heads the body as a figure; a `cover` (drawn by us) or `default` never enters it. */
export interface ArticleImage {
  readonly role: "photograph" | "cover" | "default";
  /** Absolute address, or {@link PUBLIC_URL_MARK} followed by `/media/<name>`. */
  readonly url: string;
  readonly mediaType: ImageMediaType;
  /** Undefined, as width and height, if a remote image could not be measured. */
  readonly sizeBytes: number | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly alt: string;
  readonly caption: string | undefined;
  readonly credit: string | undefined;
  readonly license: string | undefined;
  /** Candidates of `srcset`; their addresses are as `url`. */
  readonly srcSet?: string | undefined;
  readonly thumbnail?: Thumbnail | undefined;
}

/** Of a lead image, for lists and Media RSS. */
export interface Thumbnail {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

export type ImageMediaType = "image/jpeg" | "image/png" | "image/webp" | "image/gif" | "image/avif";

export interface Correction {
  readonly at: number;
  readonly text: string;
}

/** A file of the publication, as it is stored beside the articles. */
export interface StoredFile {
  /** `<first 32 hex digits of the bytes' SHA-256>.<ext>`: the same bytes have the same name. */
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** In pixels; of images alone. */
  readonly width?: number;
  readonly height?: number;
  /** Of sound and film that the command has measured. */
  readonly measures?: RecordingMeasures | undefined;
}

/** An image measured from its bytes. */
export interface Medium extends StoredFile {
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
  /** Set where the publisher's command has made sizes of the picture; the medium itself is then the one for feeds and cards. */
  readonly sizes?: PictureSizes | undefined;
  /** Of the picture's own metadata. */
  readonly texts?: PictureTexts | undefined;
}

/** A picture's other sizes. */
export interface PictureSizes {
  /** The name of the file that they were made from, which readers get only if site.yaml keeps originals. */
  readonly original: string;
  /** True where the original is stored. */
  readonly isOriginalKept?: true | undefined;
  /** By ascending width, for `srcset`; of a moving picture its first frame. */
  readonly set: readonly Medium[];
  readonly thumbnail: Medium | undefined;
  /** The moving picture, where the medium itself is or may be its first frame. */
  readonly moving: Medium | undefined;
}

/** The texts of a picture's IPTC and XMP metadata. */
export interface PictureTexts {
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
  /** Address of a licence. */
  readonly license?: string;
  /** Terms of use, and instructions of its supplier. */
  readonly terms?: string;
}

export function isMedium(file: StoredFile): file is Medium {
  return file.mediaType.startsWith("image/");
}
