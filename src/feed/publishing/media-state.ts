import type { ArticleImage, StoredFile } from "../../article/article.ts";
import type { ArticleRecord, ArticleState } from "../../article/article-record.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { DAY_MS } from "../../lib/dates.ts";

/** The key of an article's cover among its media. */
export const COVER_PATH = "";

/** How long a replaced cover is still served, and how long an unused picture is kept: readers keep feeds about as long. */
export const MEDIA_GRACE_MS = 7 * DAY_MS;

/** `waiting` and `unknown` get the same response: an image that was never public is not revealed. */
export type MediaState = "shown" | "waiting" | "gone" | "unknown";

/** Everything that decides whether a picture is public, as the store knows it at one moment. */
export interface MediumFacts {
  /** Stays public without any use. */
  readonly isKept: boolean;
  readonly isInProfile: boolean;
  /**
   * The best use by an article: `public` by one that readers can see, `waiting` by a draft or an embargoed one, `past` by one that
   * was taken back or has expired.
   */
  readonly use: "public" | "waiting" | "past" | undefined;
  /** A public article had it as its cover less than a week ago. */
  readonly isReplaced: boolean;
  readonly wasPublic: boolean;
  /** It was stored with metadata, and is replaced by a picture without them. */
  readonly isRetired: boolean;
}

/** The one rule: a picture is public exactly while a public article or the profile uses it. */
export function decideMediaState(facts: MediumFacts | undefined): MediaState {
  if (facts === undefined) return "unknown";
  const { isKept, isInProfile, use, isReplaced, wasPublic, isRetired } = facts;
  if (isRetired) return "gone";
  if (isKept || isInProfile || use === "public" || isReplaced) return "shown";
  if (use === "waiting") return "waiting";
  return use === "past" || wasPublic ? "gone" : "waiting";
}

/**
 * The files that an article's readers are shown, of those that it was read with. A file with the bytes of the cover is not shown by
 * the cover.
 */
export function pickShownMedia(
  { html, image }: { readonly html: string; readonly image?: Pick<ArticleImage, "url" | "role"> | undefined },
  media: ReadonlyMap<string, StoredFile>,
): Map<string, StoredFile> {
  const isLead = (path: string, name: string) =>
    image?.url.includes(name) === true && (path === COVER_PATH) === (image.role === "cover");
  return new Map([...media].filter(([path, { name }]) => html.includes(name) || isLead(path, name)));
}

interface Edition {
  readonly record: { readonly state: ArticleState };
  readonly media: ReadonlyMap<string, StoredFile>;
}

/** The covers that an edition replaces while readers see the article before and after it. */
export function listReplacedMedia(previous: Edition | undefined, next: Edition): string[] {
  const cover = previous?.media.get(COVER_PATH)?.name;
  const isSeen = previous?.record.state === "published" && next.record.state === "published";
  const isStillUsed = [...next.media.values()].some(({ name }) => name === cover);
  return cover === undefined || !isSeen || isStillUsed ? [] : [cover];
}

/** Names of media in a text, wherever they stand. */
export function listMediaNames(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\b[0-9a-f]{32}\.[a-z\d]{1,8}\b/g), ([name]) => name))];
}

export function listProfileMedia(profile: SiteProfile | undefined): string[] {
  return profile === undefined ? [] : listMediaNames(JSON.stringify(profile));
}

/** The record with one picture under another name; its lead image then has the other's size. */
export function renameMedium(record: ArticleRecord, from: string, to: StoredFile): ArticleRecord {
  const { image, ...facets } = record.facets;
  const renamed = image?.url.includes(from)
    ? { ...image, url: image.url.replaceAll(from, to.name), sizeBytes: to.sizeBytes }
    : image;
  return {
    ...record,
    html: record.html.replaceAll(from, to.name),
    facets: { ...facets, ...(renamed !== undefined && { image: renamed }) },
  };
}
