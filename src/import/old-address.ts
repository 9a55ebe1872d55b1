import { aliasOf, isNamedByLostQuery } from "../article/alias-of.ts";
import { isSlug } from "../article/front-matter/yaml-schema.ts";
import { findLegacyTarget } from "../feed/legacy-addresses.ts";
import type { Loss, SourceEntry, SourceFeed } from "./source-feed.ts";

/** The consequences of an entry's old address for the article. */
export interface OldAddress {
  /** The article's canonical page, elsewhere. */
  readonly canonical: string | undefined;
  /** The paths, each with its query where that names the article, that have to lead to the article from now on. */
  readonly paths: readonly string[];
  /** The article's name in the address; undefined if it is not readable, such as a number. */
  readonly slug: string | undefined;
  readonly losses: readonly Loss[];
}

const NOWHERE: OldAddress = { canonical: undefined, paths: [], slug: undefined, losses: [] };

/** The host of the site that is brought along: of its home page, else of most entries. */
export function findOwnHost({ homePage, entries }: Pick<SourceFeed, "homePage" | "entries">): string | undefined {
  const host = hostOf(homePage);
  if (host !== undefined) return host;
  const counts = new Map<string, number>();
  for (const { link } of entries) {
    const found = hostOf(link);
    if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** An address on the old site will lead here; one on another site stays the article's home. */
export function readOldAddress(entry: SourceEntry, ownHost: string | undefined): OldAddress {
  const { link, canonical, slug, formerPaths = [] } = entry;
  const home = isForeign(canonical, ownHost) ? canonical : undefined;
  if (link === undefined) return { ...NOWHERE, canonical: home, paths: formerPaths, slug: sensibleSlug(slug) };
  if (isForeign(link, ownHost)) return { ...NOWHERE, canonical: home ?? link, slug: sensibleSlug(slug) };
  const url = URL.parse(link, "https://own.invalid");
  if (url === null || !/^https?:$/.test(url.protocol))
    return { ...NOWHERE, paths: formerPaths, losses: [{ field: "link", message: `"${link}" is no address` }] };
  const alias = aliasOf(url);
  const hindrance = findHindrance(url, alias);
  const named = sensibleSlug(slug) ?? (url.search === "" ? sensibleSlug(lastSegment(url.pathname)) : undefined);
  const losses = hindrance === undefined ? [] : [{ field: "link", message: `${link} cannot lead here: ${hindrance}` }];
  const own = hindrance === undefined ? [readable(alias)] : [];
  return { canonical: home, paths: [...new Set([...own, ...formerPaths])], slug: named, losses };
}

function isForeign(address: string | undefined, ownHost: string | undefined): boolean {
  const host = hostOf(address);
  return host !== undefined && host !== ownHost;
}

/** The host of a web address, without `www.`. */
export function hostOf(address: string | undefined): string | undefined {
  const url = URL.parse(address ?? "");
  return url !== null && /^https?:$/.test(url.protocol) ? url.hostname.replace(/^www\./, "") : undefined;
}

/** The home page stays the home page, and edgewire's own addresses are taken. */
function findHindrance(url: URL, alias: string): string | undefined {
  const { pathname } = url;
  if (isNamedByLostQuery(url)) return "only its query names the article";
  if (alias === "/") return "it is the home page";
  if (alias.length > 500) return "it is longer than 500 characters";
  const isTaken = /^\/(?:api|hub|media|dashboard)\//.test(pathname) || findLegacyTarget(pathname) !== undefined;
  // `/articles/x/` leads to `/articles/x`, which is another article's or this one's address.
  return isTaken && !pathname.startsWith("/articles/") ? "edgewire answers there itself" : undefined;
}

/** As people write it: the worker finds it percent-encoded in either case, too. */
function readable(alias: string): string {
  try {
    const decoded = decodeURI(alias);
    return /^\S+$/.test(decoded) ? decoded : alias;
  } catch {
    return alias;
  }
}

/** `/2020/01/cats.html` and `/2020/01/cats/index.html` are both called `cats`. */
function lastSegment(pathname: string): string | undefined {
  const segments = pathname.split("/").filter((segment) => segment !== "" && !/^index\.[a-z]+$/i.test(segment));
  return segments.at(-1)?.replace(/\.(?:html?|php|aspx?|jsp|md)$/i, "");
}

/** Numbers, dates and digests name nothing. */
const MEANINGLESS = /^(?:[\d._-]+|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{27}|index|default)$/i;

function sensibleSlug(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const slug = decodeURIComponent(text).normalize("NFC");
    return isSlug(slug) && !MEANINGLESS.test(slug) ? slug : undefined;
  } catch {
    return undefined;
  }
}
