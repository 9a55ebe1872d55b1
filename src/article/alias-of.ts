/** Addresses in which the path names a script and the query an article: `/item.php?id=2`. */
const SCRIPT = /\.(?:php|aspx?|jsp|cgi)$/;

/** WordPress without permalinks, and its short links, in a subfolder too: `/?p=12`, `/blog/?page_id=3`. */
const NUMBERED = /^\?(?:.*&)?((?:p|page_id)=\d{1,12})(?:&.*)?$/;

/** A film's page: `/watch?v=abc`. */
const WATCHED = /^\?(?:.*&)?(v=[\w-]{1,40})(?:&.*)?$/;

/**
 * The key that an old address is stored and found under: its path, and its query where only that names the article. Percent-encoded
 * as the address is.
 */
export function aliasOf({ pathname, search }: URL): string {
  if (SCRIPT.test(pathname)) return pathname + search;
  const named = NUMBERED.exec(search)?.[1] ?? (pathname.endsWith("/watch") ? WATCHED.exec(search)?.[1] : undefined);
  return named === undefined ? pathname : `${pathname}?${named}`;
}

/** Parameters that count visits and name nothing. */
const TRACKING = /^(?:utm_.*|fbclid|gclid|mc_[ce]id|ref|source|rss)$/;

/** Whether the key lacks a query that may name the article: it would take over every other address at its path. */
export function isNamedByLostQuery(url: URL): boolean {
  return !aliasOf(url).includes("?") && [...url.searchParams.keys()].some((name) => !TRACKING.test(name));
}

/**
 * The spellings that front matter may hold for an old address: percent-encoded, as a browser copies it, or as people write it. A query
 * that is added to a path known without one changes nothing.
 */
export function listAliasSpellings(path: string, search: string): ReadonlySet<string> {
  const encoded = [path + search, path];
  return new Set([...encoded, ...encoded.map(decodeAddress)]);
}

function decodeAddress(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address; // A "%" that encodes nothing is part of the path.
  }
}
