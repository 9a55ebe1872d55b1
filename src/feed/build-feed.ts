import { PUBLIC_URL_MARK } from "../article/article.ts";
import { articlePath } from "../article/article-path.ts";
import type { ArticleRecord } from "../article/article-record.ts";
import { writeAuthority } from "../article/authority.ts";
import { mintFeedId } from "../article/mint-id.ts";
import type { NamedFeedRule, SiteProfile } from "../article/profile/site-profile.ts";
import { directionOf } from "../lib/writing-direction.ts";
import { escapeAttribute } from "../lib/xml.ts";
import { pageArchive, pageWindow } from "./archive.ts";
import { writeFullText } from "./corrections.ts";
import type { FeedHead, FeedItem, FeedPaging, Tombstone } from "./feed-item.ts";
import { CLOUD_PATH, HUB_PATH } from "./feed-links.ts";
import { type FeedName, feedPath, languageOfFeed } from "./feed-names.ts";
import { allFormats, type FeedFormat } from "./formats.ts";
import { listBrand } from "./publication/brand.ts";
import { RSL_NAMESPACE, writeLicence } from "./publication/licence-extension.ts";
import type { ArchiveHeadRow, FeedHeadRow, Site, WindowRow } from "./publishing/publication-store.ts";
import { listItemFiles } from "./recording-files.ts";
import { themeOf, themePath } from "./theme.ts";

/** The settings that documents depend on besides the store. Both are part of the epoch. */
export interface DocumentSettings {
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly maxAgeSeconds: number;
}

export const DEFAULT_WINDOW_SIZE = 50;

/** The absolute address of a path of ours, percent-encoded. */
export function addressOf(publicUrl: string, path: string): string {
  return publicUrl + encodeURI(path);
}

/** The address of a feed in a format. Byte for byte what its documents and its Link header say. */
export function feedAddress(publicUrl: string, name: FeedName, { fileName }: Pick<FeedFormat, "fileName">): string {
  return addressOf(publicUrl, feedPath(name)) + fileName;
}

export function articleAddress(publicUrl: string, slug: string): string {
  return publicUrl + articlePath(slug);
}

/** Puts the publication's address where stored HTML and addresses hold its mark. */
export function resolveMark(text: string, publicUrl: string): string {
  return text.replaceAll(PUBLIC_URL_MARK, publicUrl);
}

export function findNamedRule(profile: SiteProfile, name: FeedName): NamedFeedRule | undefined {
  return profile.feeds.find((rule) => name === `feeds/${rule.name}`);
}

/** Named feeds may ask for a smaller or larger window than 50. */
export function windowSizeOf(name: FeedName, { profile }: Site): number {
  return (profile && findNamedRule(profile, name)?.windowSize) ?? DEFAULT_WINDOW_SIZE;
}

/** The address of a feed's document, and its links to its neighbours. */
export interface DocumentPlace {
  readonly base: string;
  readonly paging: FeedPaging | undefined;
  /** Of the head that the document is under: when its contents last changed, and when anything did (milliseconds). */
  readonly contentsAt?: number | undefined;
  readonly changedAt?: number | undefined;
}

/** The window is served at the feed's own address. */
export function placeWindow(head: FeedHeadRow, windowSize: number, settings: DocumentSettings): DocumentPlace {
  const base = addressOf(settings.publicUrl, feedPath(head.name));
  const { contentsAt, changedAt } = head;
  return { base, paging: pageWindow(head, windowSize, base), contentsAt, changedAt };
}

/** An archive page is served below the feed's address. */
export function placeArchive(
  head: FeedHeadRow,
  page: number,
  { contentsAt, changedAt }: Pick<ArchiveHeadRow, "contentsAt" | "changedAt">,
  settings: DocumentSettings,
): DocumentPlace {
  const base = addressOf(settings.publicUrl, feedPath(head.name));
  const paging = pageArchive(page, head.lastPosition, base);
  return { base: `${base}archive/${page}/`, paging, contentsAt, changedAt };
}

/**
 * When a feed's contents last changed: the set of its entries, or the substance of one. Never the clock's time, and never before its
 * newest entry (RFC 4287 §4.2.15).
 */
function dateContents(
  window: readonly WindowRow[],
  { contentsAt, changedAt }: DocumentPlace,
  site: Pick<Site, "changedAt">,
): number {
  const newest = Math.max(contentsAt ?? Number.NEGATIVE_INFINITY, ...window.map(({ record }) => record.updatedAt));
  return Number.isFinite(newest) ? newest : (changedAt ?? site.changedAt);
}

/** The sources of a channel. */
export interface HeadSources {
  readonly site: Pick<Site, "profile" | "authority" | "changedAt">;
  readonly head: Pick<FeedHeadRow, "title"> | undefined;
  readonly window: readonly WindowRow[];
}

/** The channel of a feed. */
export function buildFeedHead(
  { site, head, window }: HeadSources,
  name: FeedName,
  place: DocumentPlace,
  settings: DocumentSettings,
): FeedHead {
  const profile = requireProfile(site);
  const { publicUrl } = settings;
  const { base, paging } = place;
  const icon = profile.icon && resolveMark(profile.icon, publicUrl);
  const logo = profile.logo && resolveMark(profile.logo, publicUrl);
  return {
    id: mintFeedId(site.authority ?? writeAuthority(profile, publicUrl), name),
    title: titleFeed(profile, name, head?.title),
    description: describeFeed(profile, name) || profile.description || profile.title,
    language: languageOfFeed(name) ?? profile.language,
    link: homeOfFeed(profile, name, publicUrl),
    updated: new Date(dateContents(window, place, site)),
    ...(window.length > 0 && { published: new Date(Math.max(...window.map(({ record }) => record.publishedAt))) }),
    feedLinks: buildFeedLinks(base),
    author: writeAuthor(profile.author),
    ttl: Math.max(1, Math.round(settings.maxAgeSeconds / 60)),
    stylesheet: `${publicUrl}${themePath(themeOf(profile))}feed.css`,
    ...(profile.copyright && { copyright: profile.copyright }),
    ...(profile.license && { license: profile.license }),
    ...(icon && { favicon: icon }),
    ...(logo && { image: logo }),
    extensions: listBrand(profile, (address) => resolveMark(address, publicUrl)),
    ...(profile.machineLicence && { namespaces: { rsl: RSL_NAMESPACE } }),
    ...(paging && { paging }),
    // A page of the archive is no topic: nothing is pushed for it.
    ...(paging?.kind !== "archive" &&
      paging?.kind !== "filling" && { hub: publicUrl + HUB_PATH, cloudAddress: publicUrl + CLOUD_PATH }),
  };
}

function buildFeedLinks(base: string): FeedHead["feedLinks"] {
  const links = allFormats.map(({ id, fileName }) => [id, base + fileName] as const);
  return Object.fromEntries(links) as FeedHead["feedLinks"];
}

/** Composes a feed's title: in a feed reader the label alone does not name the publication. */
export function titleFeed(profile: SiteProfile, name: FeedName, label: string = name): string {
  return name === "main" ? profile.title : `${label} · ${profile.title}`;
}

/** The page about what a feed holds. */
export function homeOfFeed(profile: SiteProfile, name: FeedName, publicUrl: string): string {
  return (name === "main" ? profile.homePage : undefined) ?? addressOf(publicUrl, feedPath(name));
}

/** The feed's description from the profile; empty where it gives none. */
export function describeFeed(profile: SiteProfile, name: FeedName): string {
  if (name === "main") return profile.description;
  const category = profile.categories.find(({ slug }) => name === `categories/${slug}`);
  return category?.description ?? findNamedRule(profile, name)?.description ?? "";
}

/** One entry, of a feed with full text or with summaries only. */
export function buildFeedItem(
  record: ArticleRecord,
  content: "full" | "summary",
  publicUrl: string,
  profile: SiteProfile,
): FeedItem {
  const { facets } = record;
  const { machineLicence: licence } = profile;
  const link = articleAddress(publicUrl, record.slug);
  const resolve = (address: string) => resolveMark(address, publicUrl);
  const full = content === "full" ? writeFullText(record, profile.timeZone) : undefined;
  return {
    id: record.id,
    link,
    title: record.title,
    ...(facets.isNote && { isNote: true }),
    date: new Date(record.updatedAt),
    published: new Date(record.publishedAt),
    description: record.summary,
    ...(full && { content: writeBody(resolveMark(full.html, publicUrl), record.language), text: full.text }),
    author: facets.authors.map(writeAuthor),
    category: [
      ...facets.categories.map(({ name }) => ({ name, scheme: `${publicUrl}/categories/` })),
      ...facets.tags.map(({ name }) => ({ name })),
    ],
    ...listItemFiles(facets, resolve),
    ...(record.language !== profile.language && { language: record.language }),
    ...writeExternalUrl(record),
    ...(facets.origin && { origin: facets.origin }),
    ...(facets.iri && { iri: facets.iri }),
    ...(licence && { extensions: writeLicence(licence, link, facets.keptImages?.map(resolve)) }),
    revision: record.revision,
  };
}

/** Readers lay a body out from left to right unless its own markup says otherwise; a page has the direction of its language. */
function writeBody(html: string, language: string): string {
  return directionOf(language) === "rtl" ? `<div dir="rtl" lang="${escapeAttribute(language)}">${html}</div>` : html;
}

/** JSON Feed 1.1 `external_url`: the page that a link post is about, else the article's first home. */
function writeExternalUrl({ facets, canonicalUrl }: ArticleRecord): Pick<FeedItem, "externalUrl" | "relatedUrl"> {
  const { linkedUrl } = facets;
  if (linkedUrl !== undefined) return { externalUrl: linkedUrl, relatedUrl: linkedUrl };
  return canonicalUrl === undefined ? {} : { externalUrl: canonicalUrl };
}

/** RFC 6721: an Atom document's record of a retracted article. */
export function buildTombstone({ id, facets, changedAt, summary }: ArticleRecord): Tombstone {
  return { ref: facets.iri ?? id, when: new Date(changedAt), ...(summary && { comment: summary }) };
}

function writeAuthor({ name, url, email }: SiteProfile["author"]): FeedItem["author"][number] {
  return { name, ...(url && { link: url }), ...(email && { email }) };
}

export function requireProfile({ profile }: Pick<Site, "profile">): SiteProfile {
  if (profile === undefined) throw new Error("The store has no profile yet: publish site.yaml first");
  return profile;
}
