import { isBlank } from "../lib/xml.ts";
import type { DocumentItem, FeedFile } from "./feed-item.ts";

/** All files of an entry, the main one first. */
export function listFiles({
  enclosure,
  otherFiles,
}: Pick<DocumentItem, "enclosure" | "otherFiles">): readonly FeedFile[] {
  if (enclosure === undefined) return otherFiles ?? [];
  return otherFiles === undefined ? [enclosure] : [enclosure, ...otherFiles];
}

/** A file whose type is not known is an article's lead image. */
export function isImage({ type: mediaType }: FeedFile): boolean {
  return isBlank(mediaType) || mediaType.startsWith("image/");
}

/** Zero, too, means an unmeasured file: the `feed` package has no other number for it. */
export function known(measure: number | undefined): number | undefined {
  return measure && measure > 0 ? measure : undefined;
}
