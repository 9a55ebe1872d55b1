import type { Finding } from "../lib/finding.ts";

/** Standing pages have keys of their own: no file of the articles' folder has a key that begins with a dot. */
export const PAGE_KEYS = ".pages/";

export function isPageKey(key: string): boolean {
  return key.startsWith(PAGE_KEYS);
}

/** The first parts of edgewire's own paths, as far as they can be slugs. */
const TAKEN: ReadonlySet<string> = new Set([
  ...["api", "archive", "articles", "authors", "categories", "cloud", "dashboard", "feed", "feeds", "hub", "languages"],
  ...["media", "micropub", "search", "sitemaps", "sources", "style", "subscribe", "tags"],
  // Paths at which feed readers go on asking for the feeds of other tools.
  ...["atom", "author", "category", "page", "rdf", "rss", "rss2", "tag"],
]);

/** The error for a page at a path that is edgewire's own. Years are the archive's. */
export function checkPageSlug(slug: string): Finding | undefined {
  const name = slug.slice(1).toLowerCase();
  if (!TAKEN.has(name) && !/^\d{4}$/.test(name)) return undefined;
  const message = `The address "${slug}" is edgewire's own; name the file otherwise, or write slug: with another name`;
  return { severity: "error", reason: "slug-taken", line: undefined, message };
}

/** The place of a standing page in the navigation. */
export interface PagePlace {
  /** Pages with a number come first, by ascending numbers; the others go by their titles. */
  readonly order?: number | undefined;
  readonly isHidden?: true | undefined;
}
