import type { ArchivePaging, FeedPaging } from "./feed-item.ts";
import type { FeedHeadRow } from "./publishing/publication-store.ts";

/** Positions on one archive page. A page closes when its last position is taken, and no position is ever taken twice. */
export const ARCHIVE_PAGE_SIZE = 25;

/** How many pages are closed. Page `n` holds the positions from `(n - 1) * 25 + 1` to `n * 25`. */
export function countClosedPages(lastPosition: number): number {
  return Math.floor(lastPosition / ARCHIVE_PAGE_SIZE);
}

/** The page on which a position is. */
export function pageOf(position: number): number {
  return Math.ceil(position / ARCHIVE_PAGE_SIZE);
}

export function pageRange(page: number): { first: number; last: number } {
  return { first: (page - 1) * ARCHIVE_PAGE_SIZE + 1, last: page * ARCHIVE_PAGE_SIZE };
}

/**
 * The paging of a feed's window (RFC 5005 §2 and §4): complete where it holds every position, else the way into the archive.
 * A window smaller than a page may not meet the newest closed one: such a feed offers no archive.
 */
export function pageWindow(
  { lastPosition }: Pick<FeedHeadRow, "lastPosition">,
  windowSize: number,
  base: string,
): FeedPaging | undefined {
  if (lastPosition <= windowSize) return { kind: "complete" };
  if (windowSize < ARCHIVE_PAGE_SIZE) return undefined;
  return { kind: "subscription", previousArchiveBase: archiveBase(base, countClosedPages(lastPosition)) };
}

/** The paging of a closed page: its neighbours among closed pages, and the feed to subscribe to. */
export function pageArchive(page: number, lastPosition: number, base: string): ArchivePaging {
  return {
    kind: "archive",
    currentBase: base,
    ...(page > 1 && { previousArchiveBase: archiveBase(base, page - 1) }),
    ...(page < countClosedPages(lastPosition) && { nextArchiveBase: archiveBase(base, page + 1) }),
  };
}

function archiveBase(base: string, page: number): string {
  return `${base}archive/${page}/`;
}
