/** Where the feeds of other publishing tools were, and where theirs are now: WordPress, Ghost, Hugo and Jekyll habits. */
interface LegacyAddress {
  readonly pattern: RegExp;
  /** `$1` is the pattern's first group. */
  readonly target: string;
}

const legacyAddresses: readonly LegacyAddress[] = [
  { pattern: /^\/(?:feed\/|rss\/?|feed\.xml|index\.xml|feed\/rss2?\/?|rss2\/?)$/, target: "/rss.xml" },
  { pattern: /^\/(?:atom\/?|feed\/atom\/?)$/, target: "/atom.xml" },
  { pattern: /^\/(?:feed\/json\/?|index\.json)$/, target: "/feed.json" },
  {
    pattern: /^\/(?:category|tag|categories|tags)\/([^/]+)\/(?:feed|rss|index\.xml)\/?$/,
    target: "/categories/$1/rss.xml",
  },
  { pattern: /^\/(?:author|authors)\/([^/]+)\/(?:feed|rss|index\.xml)\/?$/, target: "/authors/$1/rss.xml" },
  { pattern: /^\/(?:category|tag|categories|tags)\/([^/]+)\/feed\/atom\/?$/, target: "/categories/$1/atom.xml" },
  { pattern: /^\/(?:category|tag)\/([^/]+)\/?$/, target: "/categories/$1/" },
  { pattern: /^\/author\/([^/]+)\/?$/, target: "/authors/$1/" },
  // One address a document: neither a slash too many after a file nor one too few after a folder.
  {
    pattern:
      /^(\/(?:(?:categories|authors|feeds)\/[^/]+\/)?(?:rss\.xml|atom\.xml|feed\.json|feeds\.opml|sitemap\.xml))\/+$/,
    target: "$1",
  },
  { pattern: /^(\/(?:categories|authors|feeds)\/[^/]+)$/, target: "$1/" },
  { pattern: /^(\/articles\/[^/]+)\/$/, target: "$1" },
];

/** WordPress without permalinks: `/?feed=rss2`. */
const legacyQueries: Readonly<Record<string, string>> = {
  rss: "/rss.xml",
  rss2: "/rss.xml",
  rdf: "/rss.xml",
  atom: "/atom.xml",
  json: "/feed.json",
};

/** The path that an old address leads to, or undefined. `path` is percent-encoded, and so is the answer. */
export function findLegacyTarget(path: string): string | undefined {
  const found = legacyAddresses.find(({ pattern }) => pattern.test(path));
  return found && path.replace(found.pattern, found.target);
}

export function findLegacyQueryTarget(feed: string | null): string | undefined {
  return feed === null || !Object.hasOwn(legacyQueries, feed) ? undefined : legacyQueries[feed];
}
