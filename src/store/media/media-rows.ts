import { isMedium, type Medium, type PictureSizes, type StoredFile } from "../../article/article.ts";
import type { SizePart } from "../../article/images/picture-sizes.ts";
import type { RecordingMeasures } from "../../article/recordings/recording.ts";
import type { ArticleMedia } from "../../feed/publishing/media/article-media.ts";

export interface MediumRow {
  name: string;
  media_type: string;
  size_bytes: number;
  width: number;
  height: number;
  /** JSON; absent where a query does not ask for it. */
  measures?: string | null;
}

export function toMedium(row: MediumRow): StoredFile {
  return {
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    // The columns hold 0 for a file that is no image.
    ...(row.width > 0 && { width: row.width, height: row.height }),
    ...(row.measures && { measures: JSON.parse(row.measures) as RecordingMeasures }),
  };
}

/** The path of a cover in `article_media`, whose primary key wants one. */
const COVER_PATH = "";

/** The use of a medium by an article. */
export interface UseRow extends MediumRow {
  path: string;
  texts: string | null;
}

/** One size of a picture, the main one among them. */
export interface SizeRow extends MediumRow {
  main: string;
  original: string;
  part: SizePart;
}

export function toArticleMedia(uses: readonly UseRow[], sizes: readonly SizeRow[]): ArticleMedia {
  const pictures = groupSizes(sizes);
  const files = new Map(uses.map((use) => [use.path, toUsed(use, pictures)]));
  const cover = files.get(COVER_PATH);
  files.delete(COVER_PATH);
  return { cover: cover !== undefined && isMedium(cover) ? cover : undefined, files };
}

function toUsed(use: UseRow, pictures: ReadonlyMap<string, PictureSizes>): StoredFile {
  const file = withSizes(toMedium(use), pictures);
  return use.texts === null ? file : Object.assign(file, { texts: JSON.parse(use.texts) as Medium["texts"] });
}

export function withSizes(file: StoredFile, pictures: ReadonlyMap<string, PictureSizes>): StoredFile {
  const sizes = pictures.get(file.name);
  return sizes === undefined ? file : Object.assign(file, { sizes });
}

/** By the names of the main sizes. */
export function groupSizes(rows: readonly SizeRow[]): Map<string, PictureSizes> {
  const pictures = new Map<string, PictureSizes>();
  for (const [main, sizes] of Map.groupBy(rows, (row) => row.main)) {
    const pick = (part: SizePart) =>
      sizes
        .filter((size) => size.part === part)
        .map(toMedium)
        .filter(isMedium);
    const original = sizes[0]?.original ?? main;
    const set = pick("set").sort((a, b) => a.width - b.width);
    pictures.set(main, { original, set, thumbnail: pick("thumbnail")[0], moving: pick("moving")[0] });
  }
  return pictures;
}

interface Use {
  readonly path: string;
  readonly name: string;
  readonly texts?: string | undefined;
}

/** The rows of `article_media`. */
export function listUses({ cover, files }: ArticleMedia): Use[] {
  const uses = Array.from(files, ([path, file]): Use => {
    const texts = isMedium(file) ? file.texts : undefined;
    return { path, name: file.name, ...(texts !== undefined && { texts: JSON.stringify(texts) }) };
  });
  return cover === undefined ? uses : [...uses, { path: COVER_PATH, name: cover.name }];
}

/** All media that an article uses, its pictures' sizes among them. */
export function listStoredMedia({ cover, files }: ArticleMedia): StoredFile[] {
  const all = [...files.values(), ...(cover === undefined ? [] : [cover])].flatMap((file) => {
    const sizes = isMedium(file) ? file.sizes : undefined;
    return [file, ...(sizes?.set ?? []), sizes?.thumbnail ?? [], sizes?.moving ?? []].flat();
  });
  return [...new Map(all.map((file) => [file.name, file])).values()];
}
