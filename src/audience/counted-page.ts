/** Opened articles are counted beside polls: their tallies have this and the slug in place of a feed's name. No feed's name begins with it. */
const PAGE = "articles/";

export function countedPage(slug: string): string {
  return PAGE + slug;
}

/** The slug of the article that a tally is about; undefined of a feed's. */
export function slugOfPage(counted: string): string | undefined {
  return counted.startsWith(PAGE) ? counted.slice(PAGE.length) : undefined;
}
