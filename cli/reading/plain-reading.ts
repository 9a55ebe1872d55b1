import type { ArticleFile } from "../article-folder.ts";
import type { AskedImage } from "../media-folder.ts";
import type { PreparedArticle } from "../prepared-article.ts";

/** The outcome of reading a file, as plain data that a cache can hold. */
export interface PlainReading {
  readonly reading: Omit<PreparedArticle, "file" | "links">;
  /** The images that the article refers to, found or not: if one has changed, the reading is out of date. */
  readonly images: readonly AskedImage[];
  /** Absent if the article or its images have findings, or if it links to files: the outcome may differ next time. */
  readonly isLasting: boolean;
}

/** Of a first reading, before links to other files are looked up. */
export function writePlainly({ file, links: _, ...reading }: PreparedArticle): PlainReading {
  const { media, attachments } = file;
  const isWhole = reading.article !== undefined && reading.assigned === undefined;
  const isLasting = isWhole && media.findings.size === 0 && attachments.asked.size === 0;
  return { reading, images: [...media.asked.values()], isLasting };
}

/** The article again, with the file it was read from; undefined if an image beside it is not what it was. */
export function restoreReading({ reading, images }: PlainReading, file: ArticleFile): PreparedArticle | undefined {
  return file.media.restore(images) ? { ...reading, file, links: new Map(), assigned: undefined } : undefined;
}
