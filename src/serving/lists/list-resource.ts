import { isPartnerId, type PartnerId, partnerEnding } from "../../article/profile/partner-ids.ts";

/** A list for crawlers, with a head of its own. */
export type ListResource =
  | { readonly kind: "list"; readonly list: FixedList }
  | { readonly kind: "list"; readonly list: "sitemap-part"; readonly part: number }
  /** indexnow.org: the key at `/<key>.txt` proves that submissions with it come from the site's owner. */
  | { readonly kind: "list"; readonly list: "index-now-key"; readonly key: string }
  | PartnerResource;

/** A named feed as an aggregator takes it. Its token is no part of it: caches, logs and other workers never see one. */
export interface PartnerResource {
  readonly kind: "list";
  readonly list: "partner";
  readonly partner: PartnerId;
  /** Below `feeds/`. */
  readonly feed: string;
}

/** `outside-sitemap`: the articles in no feed, where the sitemap has parts. */
type FixedList = "sitemap" | "outside-sitemap" | "news-sitemap" | "licence" | "tdm-reservation";

const fixedPaths: Readonly<Record<FixedList, string>> = {
  sitemap: "sitemap.xml",
  "outside-sitemap": "sitemaps/pages.xml",
  "news-sitemap": "news-sitemap.xml",
  // RSL 1.0 and TDMRep §5.
  licence: "license.xml",
  "tdm-reservation": ".well-known/tdmrep.json",
};
const fixedLists = Object.keys(fixedPaths) as FixedList[];

const PART_PATH = /^sitemaps\/([1-9]\d{0,5})\.xml$/;
const PARTNER_PATH = /^feeds\/([a-z\d-]{1,200})\/([a-z]+)\.(xml|json)$/;
const KEY_PATH = /^([\w-]{8,128})\.txt$/;

/** The list's path below PUBLIC_URL, without the leading slash. */
export function writeListPath(resource: ListResource): string {
  switch (resource.list) {
    case "sitemap-part":
      return `sitemaps/${resource.part}.xml`;
    case "index-now-key":
      return `${resource.key}.txt`;
    case "partner":
      return `feeds/${resource.feed}/${resource.partner}.${partnerEnding(resource.partner)}`;
    default:
      return fixedPaths[resource.list];
  }
}

/** The inverse of {@link writeListPath}. */
export function readListPath(path: string): ListResource | undefined {
  const list = fixedLists.find((fixed) => fixedPaths[fixed] === path);
  if (list !== undefined) return { kind: "list", list };
  const [, part] = PART_PATH.exec(path) ?? [];
  if (part !== undefined) return { kind: "list", list: "sitemap-part", part: Number(part) };
  const [, feed = "", partner = "", ending] = PARTNER_PATH.exec(path) ?? [];
  if (isPartnerId(partner) && partnerEnding(partner) === ending)
    return { kind: "list", list: "partner", partner, feed };
  const [, key] = KEY_PATH.exec(path) ?? [];
  return key === undefined ? undefined : { kind: "list", list: "index-now-key", key };
}
