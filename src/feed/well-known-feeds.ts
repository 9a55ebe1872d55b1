/** Where the main feeds of other tools are, on a site's root or in the folder of its blog: they lead here unless something claims them. */
interface WellKnownFeed {
  /** Of path and query. */
  readonly pattern: RegExp;
  readonly target: string;
}

/** The folders in which publications keep their articles beside other pages. */
const FOLDER = "(?:/(?:blog|news|posts|articles|weblog|journal|updates))?";

const wellKnownFeeds: readonly WellKnownFeed[] = [
  // Blogger's is Atom unless the query asks for RSS.
  { pattern: /^\/feeds\/posts\/(?:default|summary)\/?\?(?:.*&)?alt=rss(?:&|$)/, target: "/rss.xml" },
  { pattern: /^\/feeds\/posts\/(?:default|summary)\/?(?:\?|$)/, target: "/atom.xml" },
  // Squarespace: the page of the blog, whatever its name, with a query.
  { pattern: /^\/(?:[\w-]+\/?)?\?(?:.*&)?format=rss(?:&|$)/, target: "/rss.xml" },
  // Joomla.
  { pattern: /^\/(?:[\w-]+\/?)?\?(?:.*&)?format=feed&type=atom(?:&|$)/, target: "/atom.xml" },
  { pattern: /^\/(?:[\w-]+\/?)?\?(?:.*&)?format=feed(?:&|$)/, target: "/rss.xml" },
  // Pelican.
  { pattern: /^\/feeds\/all\.rss\.xml$/, target: "/rss.xml" },
  { pattern: /^\/feeds\/all\.atom\.xml$/, target: "/atom.xml" },
  // Webflow, Medium, Wix, Hugo, Jekyll, Ghost, Astro and WordPress, also below a folder.
  { pattern: inFolder("(?:feed|index|rss)\\.rss|feed/rss\\.xml|rss/index\\.xml|blog-feed\\.xml"), target: "/rss.xml" },
  { pattern: inFolder("(?:feed|index)\\.atom|feed/atom\\.xml|atom/index\\.xml"), target: "/atom.xml" },
  { pattern: inFolder("feed/feed\\.json|feed/json"), target: "/feed.json" },
  { pattern: belowFolder("rss\\.xml|feed\\.xml|index\\.xml|feed/?|feed/rss2?/?|rss/?"), target: "/rss.xml" },
  { pattern: belowFolder("atom\\.xml|feed/atom/?|atom/?"), target: "/atom.xml" },
  { pattern: belowFolder("feed\\.json|index\\.json"), target: "/feed.json" },
];

function inFolder(names: string): RegExp {
  return new RegExp(`^${FOLDER}/(?:${names})$`);
}

/** For names that are ours on the root. */
function belowFolder(names: string): RegExp {
  return new RegExp(`^${FOLDER.slice(0, -1)}/(?:${names})$`);
}

/** The path of the main feed's document that a well-known address, with its query, most likely meant. */
export function findWellKnownFeed({ pathname, search }: Pick<URL, "pathname" | "search">): string | undefined {
  const [whole, path] = [pathname + search, pathname];
  return wellKnownFeeds.find(({ pattern }) => pattern.test(whole) || pattern.test(path))?.target;
}

/** Queries that name a feed, not an article: a former address is looked up with them. */
const FEED_QUERY = /^\?[\w=&.%-]{1,100}$/;
const FEED_PARAMETER = /[?&](?:format|feed|alt|type)=/;

/** The query of an address where it may name a feed, else nothing. */
export function feedQueryOf(search: string): string {
  return FEED_QUERY.test(search) && FEED_PARAMETER.test(search) ? search : "";
}
