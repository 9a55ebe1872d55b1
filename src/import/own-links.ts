import { aliasOf } from "../article/alias-of.ts";
import { articlePath } from "../article/article-path.ts";
import { hostOf } from "./old-address.ts";
import type { PlacedEntry } from "./place-entries.ts";

/** The path of the article that an address on the old site named, absolute or from its root; undefined for any other address. */
export type FindArticlePath = (address: string) => string | undefined;

/**
 * Links between imported articles. An article that is not public keeps its old address in links: a reader of the new site would
 * find nothing at the new one.
 */
export function createArticleFinder(placed: readonly PlacedEntry[], ownHost: string | undefined): FindArticlePath {
  const slugs = new Map<string, string>();
  for (const { entry, slug } of placed) {
    if (entry.draft === true || entry.date === undefined) continue;
    for (const address of [entry.link, ...(entry.formerPaths ?? [])]) {
      const key = keyOf(URL.parse(address ?? "", `https://${ownHost}`), ownHost);
      if (key !== undefined && !slugs.has(key)) slugs.set(key, slug);
    }
  }
  return (address) => {
    const url = URL.parse(address, address.startsWith("/") ? `https://${ownHost}` : undefined);
    const slug = slugs.get(keyOf(url, ownHost) ?? "");
    return slug === undefined ? undefined : articlePath(slug) + (url?.hash ?? "");
  };
}

/** With and without a slash at its end, and in either encoding, an address names one page. The home page is no article's. */
function keyOf(url: URL | null, ownHost: string | undefined): string | undefined {
  if (url === null || ownHost === undefined || hostOf(url.href) !== ownHost) return undefined;
  const alias = aliasOf(url);
  const key = alias.replace(/\/+(?=\?|$)/, "");
  try {
    return key === "" ? undefined : decodeURI(key);
  } catch {
    return key;
  }
}
