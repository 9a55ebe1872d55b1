import { sha256Hex } from "../../lib/digest.ts";
import { type Medium, PUBLIC_URL_MARK, type Thumbnail } from "../article.ts";

/** Raise it when sizes are made differently: pictures are then made again, under other names, when their articles are published. */
export const PICTURE_RECIPE = 1;

/** In pixels. */
export const SET_WIDTHS = [480, 800, 1200, 1600] as const;
export const FEED_WIDTH = 1200;
export const THUMBNAIL_WIDTH = 240;
export const MAX_FEED_BYTES = 300 * 1024;

export const SIZE_PARTS = ["main", "set", "thumbnail", "moving"] as const;
export type SizePart = (typeof SIZE_PARTS)[number];

/** The stored picture of one original and recipe. */
export interface PictureKey {
  /** The original's media name. */
  readonly original: string;
  readonly recipe: number;
}

/**
 * The name of one size. Encoders differ between machines, so it is a digest of the size's input and not of its bytes: every machine
 * gives a picture the same name.
 */
export async function nameSize(
  { original, recipe }: PictureKey,
  part: SizePart,
  { width, extension }: { readonly width: number; readonly extension: string },
): Promise<string> {
  const digest = await sha256Hex(`${original} ${recipe} ${part} ${width}`);
  return `${digest.slice(0, 32)}.${extension}`;
}

export function mediumUrl({ name }: Pick<Medium, "name">): string {
  return `${PUBLIC_URL_MARK}/media/${name}`;
}

/** HTML, `srcset`: candidates by width; undefined for a picture of one size. */
function writeSrcset(candidates: readonly Medium[]): string | undefined {
  if (candidates.length === 0) return undefined;
  return candidates.map((size) => `${mediumUrl(size)} ${size.width}w`).join(", ");
}

/** The candidates of a picture in a list or at the head of a page. */
export function writePictureSet(medium: Medium): string | undefined {
  return writeSrcset(medium.sizes?.set ?? []);
}

/** The same in an article's body, where moving pictures move. */
export function writeBodySet(medium: Medium): string | undefined {
  const moving = medium.sizes?.moving;
  if (moving === undefined) return writePictureSet(medium);
  return moving.name === medium.name ? undefined : writeSrcset([moving]);
}

/** The widest an article's body shows a picture, in CSS pixels. */
const BODY_WIDTH = 720;

/** HTML, `sizes`: as wide as the picture, where the page has room for it. */
export function writeBodySizes(width: number): string {
  const shown = Math.min(width, BODY_WIDTH);
  return `(max-width: ${shown}px) 100vw, ${shown}px`;
}

export function describeThumbnail({ sizes }: Medium): Thumbnail | undefined {
  if (sizes?.thumbnail === undefined) return undefined;
  const { width, height } = sizes.thumbnail;
  return { url: mediumUrl(sizes.thumbnail), width, height };
}

/** The name of the file that a publisher has: of a picture with sizes its original's. */
export function nameOfOriginal(file: Pick<Medium, "name" | "sizes">): string {
  return file.sizes?.original ?? file.name;
}

/** The names of a file and of all its sizes. */
export function listSizeNames({ name, sizes }: Pick<Medium, "name" | "sizes">): string[] {
  if (sizes === undefined) return [name];
  const others = [...sizes.set, sizes.thumbnail, sizes.moving].flatMap((size) => size?.name ?? []);
  return [...new Set([name, ...others])];
}
