import type { ArticleRecord } from "../../article/article-record.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { buildFeedItem } from "../build-feed.ts";
import type { FeedItem } from "../feed-item.ts";
import type { WindowRow } from "../publishing/publication-store.ts";

/** An entry that is offered to partners. */
export interface PartnerItem extends FeedItem {
  /** Its texts are the notice of its retraction. */
  readonly isRetracted?: true;
}

/** Whether partners may have the article: its front matter does not say `republish: no`. */
export function isOffered({ facets }: Pick<ArticleRecord, "facets">): boolean {
  return facets.republish !== "no";
}

/** The entries of a window that partners may have, in full text. */
export function listOffered(window: readonly WindowRow[], publicUrl: string, profile: SiteProfile): PartnerItem[] {
  return window
    .filter(({ record }) => isOffered(record))
    .map(({ record }) => ({
      ...buildFeedItem(record, "full", publicUrl, profile),
      ...(record.state === "retracted" && { isRetracted: true }),
    }));
}
