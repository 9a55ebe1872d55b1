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
  // WordPress puts a category below its parents; `categories` is ours, and Hugo's.
  { pattern: /^\/category\/(?:[^/]+\/)*([^/]+)\/(?:feed(?:\/rss2?)?|rss)\/?$/, target: "/categories/$1/rss.xml" },
  { pattern: /^\/category\/(?:[^/]+\/)*([^/]+)\/feed\/atom\/?$/, target: "/categories/$1/atom.xml" },
  { pattern: /^\/category\/(?:[^/]+\/)*([^/]+)\/page\/\d+\/?$/, target: "/categories/$1/" },
  { pattern: /^\/(?:category|categories)\/([^/]+)\/(?:feed|rss|index\.xml)\/?$/, target: "/categories/$1/rss.xml" },
  { pattern: /^\/categories\/([^/]+)\/feed\/atom\/?$/, target: "/categories/$1/atom.xml" },
  { pattern: /^\/tags?\/([^/]+)\/(?:feed(?:\/rss2?)?|rss|index\.xml)\/?$/, target: "/tags/$1/rss.xml" },
  { pattern: /^\/tags?\/([^/]+)\/feed\/atom\/?$/, target: "/tags/$1/atom.xml" },
  { pattern: /^\/authors?\/([^/]+)\/(?:feed(?:\/rss2?)?|rss|index\.xml)\/?$/, target: "/authors/$1/rss.xml" },
  { pattern: /^\/authors?\/([^/]+)\/feed\/atom\/?$/, target: "/authors/$1/atom.xml" },
  { pattern: /^\/category\/(?:[^/]+\/)*([^/\s]+)\/?$/, target: "/categories/$1/" },
  // Where the tag is a category here, the gate gives the category's address.
  { pattern: /^\/tag\/([^/]+)(?:\/page\/\d+)?\/?$/, target: "/tags/$1/" },
  { pattern: /^\/author\/([^/]+)(?:\/page\/\d+)?\/?$/, target: "/authors/$1/" },
  { pattern: /^\/page\/\d+\/?$/, target: "/" },
  // One address a document: neither a slash too many after a file nor one too few after a folder.
  {
    pattern:
      /^(\/(?:(?:categories|tags|authors|feeds|languages)\/[^/]+\/)?(?:rss\.xml|atom\.xml|feed\.json|feeds\.opml|sitemap\.xml))\/+$/,
    target: "$1",
  },
  { pattern: /^(\/(?:categories|tags|authors|feeds|languages)\/[^/]+)$/, target: "$1/" },
  { pattern: /^(\/articles\/[^/]+)\/$/, target: "$1" },
];

/** WordPress without permalinks: `/?feed=rss2` names a feed, and `&tag=sea` one of a tag. */
const fileNames: ReadonlyMap<string | null, string> = new Map([
  ["rss", "rss.xml"],
  ["rss2", "rss.xml"],
  ["rdf", "rss.xml"],
  ["atom", "atom.xml"],
  ["json", "feed.json"],
]);

const selections = [
  ["category_name", "categories"],
  ["tag", "tags"],
  ["author_name", "authors"],
] as const;

/** The path that an old address leads to, or undefined. `path` is percent-encoded, and so is the answer. */
export function findLegacyTarget(path: string): string | undefined {
  const found = legacyAddresses.find(({ pattern }) => pattern.test(path));
  return found && path.replace(found.pattern, found.target);
}

/** The feed that a query of the front page names; undefined where it names none. */
export function findLegacyQueryTarget(query: URLSearchParams): string | undefined {
  const fileName = fileNames.get(query.get("feed"));
  if (fileName === undefined) return undefined;
  for (const [parameter, collection] of selections) {
    const slug = query
      .get(parameter)
      ?.split("/")
      .findLast((part) => part !== "");
    if (slug !== undefined) return `/${collection}/${encodeURIComponent(slug)}/${fileName}`;
  }
  return `/${fileName}`;
}
