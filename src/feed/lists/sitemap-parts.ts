import { ARCHIVE_PAGE_SIZE } from "../archive.ts";

/**
 * Archive pages in one part of the sitemap: 2,500 positions, which render in a few milliseconds. A publication that needs more
 * gets an index of parts; the protocol allows 50,000 addresses and 50 MB a file, and 50,000 files.
 */
export const PART_ARCHIVE_PAGES = 100;
export const PART_POSITIONS = PART_ARCHIVE_PAGES * ARCHIVE_PAGE_SIZE;

/** Articles that are in no feed have a sitemap of their own beside the parts; the protocol allows 50,000 addresses with the rest. */
export const MAX_OUTSIDE_PAGES = 45_000;

/** The number of parts, including the one in the sitemap itself. */
export function countParts(lastPosition: number): number {
  return Math.max(1, Math.ceil(lastPosition / PART_POSITIONS));
}
