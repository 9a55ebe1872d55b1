import type { DocumentHead, FeedPaging } from "./feed-item.ts";

/** The addresses of one document: its own, and those of its neighbours in the same format. */
export interface FeedLinks {
  readonly self: string | undefined;
  readonly paging: readonly PagingLink[];
}

export interface PagingLink {
  readonly rel: PagingRelation;
  readonly href: string;
}

/** Where subscribers speak to the hub, below PUBLIC_URL. */
export const HUB_PATH = "/hub";
/** The same for subscribers that speak rssCloud. */
export const CLOUD_PATH = "/cloud";
/** Where hubs, webhooks and pings tell of a source that the publication follows; its name follows. */
export const SOURCES_PATH = "/sources/";

/** RFC 5005 §3 and §4. */
export type PagingRelation = "current" | "next" | "prev-archive" | "next-archive";

export function buildFeedLinks(
  head: DocumentHead,
  format: { id: keyof DocumentHead["feedLinks"]; fileName: string },
): FeedLinks {
  return { self: head.feedLinks[format.id], paging: listPagingLinks(head.paging, format.fileName) };
}

/**
 * The window is the first page of a series that continues in the archive: `next` leads to more entries for readers that page,
 * `prev-archive` to the newest closed page for those that rebuild a feed without loss. RFC 5005 §2: a complete feed has neither. A
 * closed page gains one link in its life, `next-archive`.
 */
function listPagingLinks(paging: FeedPaging | undefined, fileName: string): PagingLink[] {
  const links: PagingLink[] = [];
  for (const [rel, base] of listPagingBases(paging)) {
    if (base !== undefined) links.push({ rel, href: base + fileName });
  }
  return links;
}

function listPagingBases(paging: FeedPaging | undefined): (readonly [rel: PagingRelation, base: string | undefined])[] {
  switch (paging?.kind) {
    case "subscription":
      return [
        ["next", paging.nextBase ?? paging.previousArchiveBase],
        ["prev-archive", paging.previousArchiveBase],
      ];
    case "filling":
      return [
        ["current", paging.currentBase],
        ["next", paging.nextBase],
      ];
    case "archive":
      return [
        ["current", paging.currentBase],
        ["next-archive", paging.nextArchiveBase],
        ["next", paging.previousArchiveBase],
        ["prev-archive", paging.previousArchiveBase],
      ];
    default:
      return [];
  }
}
