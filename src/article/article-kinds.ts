import type { ArticleKind } from "./article.ts";

interface KindRow {
  readonly kind: ArticleKind;
  /** Endings of file names, in lower case, without the dot. */
  readonly extensions: readonly string[];
  /** The media type in which the publishing API takes it. */
  readonly mediaType: string;
}

/** RFC 7763 §2 for Markdown; MDX has no registered type. */
const KINDS: readonly KindRow[] = [
  { kind: "text", extensions: ["txt"], mediaType: "text/plain" },
  { kind: "markdown", extensions: ["md", "markdown", "mdown", "mkd"], mediaType: "text/markdown" },
  { kind: "mdx", extensions: ["mdx"], mediaType: "text/mdx" },
  { kind: "html", extensions: ["html", "htm"], mediaType: "text/html" },
];

/** Formats of other tools' articles: no article is made of them, and each is named. */
const UNREAD_EXTENSIONS: ReadonlySet<string> = new Set([
  ...["rst", "rest", "adoc", "asciidoc", "asc", "org", "dj", "ipynb", "textile"],
]);

const kindByExtension = new Map(KINDS.flatMap(({ kind, extensions }) => extensions.map((name) => [name, kind])));
const kindByMediaType = new Map(KINDS.map(({ kind, mediaType }) => [mediaType, kind]));

/** Each ending that an article's file can have, without the dot. */
export const ARTICLE_EXTENSIONS: readonly string[] = KINDS.flatMap(({ extensions }) => extensions);

/** Endings are matched without regard to case. */
export function kindOfExtension(extension: string): ArticleKind | undefined {
  return kindByExtension.get(extension.toLowerCase());
}

export function isUnreadExtension(extension: string): boolean {
  return UNREAD_EXTENSIONS.has(extension.toLowerCase());
}

/** The kind of a body by its media type, in lower case and without parameters. */
export function kindOfMediaType(mediaType: string): ArticleKind | undefined {
  return kindByMediaType.get(mediaType);
}

export function mediaTypeOfKind(kind: ArticleKind): string {
  return KINDS.find((row) => row.kind === kind)?.mediaType ?? "text/plain";
}
