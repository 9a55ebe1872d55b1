/** The kinds of selections that have feeds. `feeds` are those that the profile names; `languages` go by their tags in lower case. */
export const collections = ["categories", "tags", "authors", "feeds", "languages"] as const;

/**
 * The name of a feed inside the code and the store: `main`, `categories/<slug>`, `tags/<slug>`, `authors/<slug>`, `feeds/<name>`,
 * `languages/<tag>`.
 * Its address is the publication's URL, the name (nothing for `main`) and the file name of a format.
 */
export type FeedName = "main" | typeof OUTSIDE | `${(typeof collections)[number]}/${string}`;

/**
 * The selection of articles that are in no feed (`feeds: none`). It is kept as a feed is, so that embargo, expiry and the sitemap
 * follow one rule, but has no address: no parts of an address name it.
 */
export const OUTSIDE = "outside";

/**
 * The feed whose name has these parts, each decoded; undefined if no feed can have it. Only the store knows whether the feed
 * exists.
 */
export function readFeedName([first, slug, ...rest]: readonly string[]): FeedName | undefined {
  if (first === "main" && slug === undefined) return first;
  const collection = collections.find((known) => known === first);
  return collection === undefined || !slug || rest.length > 0 ? undefined : `${collection}/${slug}`;
}

/** The feed of a tag. Publications have too many for lists: the tag's own page and its articles name it. */
export function isTagFeed(name: FeedName): boolean {
  return name.startsWith("tags/");
}

/** The category that answers in place of a tag's feed where there is none; undefined for any other feed. */
export function categoryOfTag(name: FeedName): FeedName | undefined {
  return isTagFeed(name) ? `categories/${name.slice("tags/".length)}` : undefined;
}

/** The path below which a feed's formats stand: `/`, or `/categories/russia/`. */
export function feedPath(name: FeedName): string {
  return name === "main" ? "/" : `/${name}/`;
}

/** The language of all that a feed holds, if its name says so; a BCP 47 tag. */
export function languageOfFeed(name: FeedName): string | undefined {
  const [collection, tag] = name.split("/");
  return collection === "languages" && tag !== undefined ? Intl.getCanonicalLocales(tag)[0] : undefined;
}
