import type { FeedFile, FeedItem } from "../feed-item.ts";
import { isImage, listFiles } from "../files.ts";

/** The entry's picture: the first image among its files. */
export function pictureOf(item: FeedItem): FeedFile | undefined {
  return listFiles(item).find(isImage);
}
