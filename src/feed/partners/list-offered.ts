import type { ArticleRecord } from "../../article/article-record.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { buildFeedItem, resolveMark } from "../build-feed.ts";
import type { FeedFile, FeedItem } from "../feed-item.ts";
import type { WindowRow } from "../publishing/publication-store.ts";
import { removeImages } from "./remove-images.ts";

/** An entry that is offered to partners. */
export interface PartnerItem extends FeedItem {
  /** Its texts are the notice of its retraction. */
  readonly isRetracted?: true;
  /** Partners must not have its lead image. */
  readonly keepsImage?: true;
}

/** Whether partners may have the article: its front matter does not say `republish: no`. */
function isOffered({ facets }: Pick<ArticleRecord, "facets">): boolean {
  return facets.republish !== "no";
}

/** The entries of a window that partners may have, in full text. */
export function listOffered(window: readonly WindowRow[], publicUrl: string, profile: SiteProfile): PartnerItem[] {
  return window
    .filter(({ record }) => isOffered(record))
    .map(({ record }) => ({
      ...withoutKept(buildFeedItem(record, "full", publicUrl, profile), record, publicUrl),
      ...(record.state === "retracted" && { isRetracted: true }),
    }));
}

/** The entry without the pictures that partners must not have. */
function withoutKept(
  item: FeedItem,
  { facets: { keptImages = [], image } }: Pick<ArticleRecord, "facets">,
  publicUrl: string,
): PartnerItem {
  if (keptImages.length === 0) return item;
  const kept = new Set(keptImages.map((address) => resolveMark(address, publicUrl)));
  const isGiven = (file: FeedFile) => !kept.has(file.url);
  const { enclosure, otherFiles, content, ...rest } = item;
  return {
    ...rest,
    ...(enclosure && isGiven(enclosure) && { enclosure }),
    ...(otherFiles && { otherFiles: otherFiles.filter(isGiven) }),
    ...(content !== undefined && { content: removeImages(content, kept) }),
    ...(image && keptImages.includes(image.url) && { keepsImage: true }),
  };
}
