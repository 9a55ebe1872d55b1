import { isMedium, type Medium, type PictureTexts, type StoredFile } from "../../../article/article.ts";
import type { ContentParts } from "../../../article/content-hash.ts";
import { listSizeNames, nameOfOriginal } from "../../../article/images/picture-sizes.ts";

/** Everything of the publication's media that an article is shown with. */
export interface ArticleMedia {
  /** The card drawn for it. */
  readonly cover: Medium | undefined;
  /** Its images and other files, by the paths that its own file uses. */
  readonly files: ReadonlyMap<string, StoredFile>;
}

export const NO_MEDIA: ArticleMedia = { cover: undefined, files: new Map() };

/** The cover and the files. */
export function listMedia({ cover, files }: ArticleMedia): StoredFile[] {
  return [...files.values(), ...(cover === undefined ? [] : [cover])];
}

/** The names of all, and of all sizes. */
export function listAllNames(media: ArticleMedia): string[] {
  return [...new Set(listMedia(media).flatMap(listSizeNames))];
}

/** The part of a publisher's content hash that files make: the names of the originals, and the texts that they bring. */
export function describeContent(files: ArticleMedia["files"]): Pick<ContentParts, "media" | "texts"> {
  const texts = new Map<string, PictureTexts>();
  for (const [path, file] of files) if (isMedium(file) && file.texts !== undefined) texts.set(path, file.texts);
  return { media: new Map([...files].map(([path, file]) => [path, nameOfOriginal(file)])), texts };
}
