import type { ArchivePaging, FeedPaging } from "./feed-item.ts";
import type { FeedHeadRow } from "./publishing/publication-store.ts";

/** Positions on one archive page. A page closes when its last position is taken, and no position is ever taken twice. */
export const ARCHIVE_PAGE_SIZE = 25;

/** How many pages are closed. Page `n` holds the positions from `(n - 1) * 25 + 1` to `n * 25`. */
function countClosedPages(lastPosition: number): number {
  return Math.floor(lastPosition / ARCHIVE_PAGE_SIZE);
}

export function pageRange(page: number): { first: number; last: number } {
  return { first: (page - 1) * ARCHIVE_PAGE_SIZE + 1, last: page * ARCHIVE_PAGE_SIZE };
}

/** The page that is filling. It exists from the feed's first article on, and is empty right after the page before it has closed. */
export function fillingPageOf(lastPosition: number): number {
  return countClosedPages(lastPosition) + 1;
}

/**
 * The paging of a feed's window (RFC 5005 §2 to §4): complete where it holds everything, else the way into the archive. Who pages
 * goes on with the page that is filling, and so meets every article, in whatever order they came; who keeps archives goes on with
 * the newest closed page.
 */
export function pageWindow(
  { count, lastPosition }: Pick<FeedHeadRow, "count" | "lastPosition">,
  windowSize: number,
  base: string,
): FeedPaging {
  if (count <= windowSize) return { kind: "complete" };
  const closed = countClosedPages(lastPosition);
  return {
    kind: "subscription",
    nextBase: archiveBase(base, fillingPageOf(lastPosition)),
    ...(closed > 0 && { previousArchiveBase: archiveBase(base, closed) }),
  };
}

/** The paging of any page of the archive. */
export function pageArchive(page: number, lastPosition: number, base: string): FeedPaging {
  return page > countClosedPages(lastPosition) ? pageFilling(page, base) : pageClosed(page, lastPosition, base);
}

/** Not an archive document until it closes (RFC 5005 §4: those do not change), so clients do not store it for good. */
function pageFilling(page: number, base: string): FeedPaging {
  return { kind: "filling", currentBase: base, ...(page > 1 && { nextBase: archiveBase(base, page - 1) }) };
}

/** The paging of a closed page: its neighbours among closed pages, and the feed to subscribe to. */
function pageClosed(page: number, lastPosition: number, base: string): ArchivePaging {
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
