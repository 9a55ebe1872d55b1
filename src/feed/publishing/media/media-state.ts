import { type ArticleImage, isMedium, type StoredFile } from "../../../article/article.ts";
import type { ArticleRecord, ArticleState } from "../../../article/article-record.ts";
import type { Episode } from "../../../article/episode/episode.ts";
import { nameOfOriginal } from "../../../article/images/picture-sizes.ts";
import type { SiteProfile } from "../../../article/profile/site-profile.ts";
import type { Recording } from "../../../article/recordings/recording.ts";
import { DAY_MS } from "../../../lib/dates.ts";
import { type ArticleMedia, listAllNames, listMedia } from "./article-media.ts";

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

interface ShownParts {
  readonly html: string;
  readonly image?: Pick<ArticleImage, "url" | "role"> | undefined;
  readonly recordings?: readonly Recording[];
  readonly episode?: Episode | undefined;
}

/**
 * The files that an article's readers are shown, of those that it was read with. A file with the bytes of the cover is not shown by
 * the cover.
 */
export function pickShownMedia(
  { html, image, recordings = [], episode = {} }: ShownParts,
  { cover, files }: ArticleMedia,
): ArticleMedia {
  const isLead = (name: string, isCover: boolean) =>
    image?.url.includes(name) === true && isCover === (image.role === "cover");
  const isCoverShown = cover !== undefined && (html.includes(cover.name) || isLead(cover.name, true));
  const played = JSON.stringify([recordings, episode]);
  const isShown = (name: string) => html.includes(name) || played.includes(name) || isLead(name, false);
  return {
    cover: isCoverShown ? cover : undefined,
    files: new Map([...files].filter(([, { name }]) => isShown(name))),
  };
}

interface Edition {
  readonly record: { readonly state: ArticleState };
  readonly media: ArticleMedia;
}

/** The media that an edition replaces while readers see the article before and after it: covers, and pictures in other sizes. */
export function listReplacedMedia(previous: Edition | undefined, next: Edition): string[] {
  if (previous?.record.state !== "published" || next.record.state !== "published") return [];
  const used = new Set(listAllNames(next.media));
  const originals = new Set(listMedia(next.media).filter(isMedium).map(nameOfOriginal));
  const { cover, files } = previous.media;
  // An original that was kept beside its sizes has its own life.
  const kept = new Set([...files.values()].flatMap((file) => (isMedium(file) ? (file.sizes?.original ?? []) : [])));
  const resized = [...files.values()].filter(
    (file) =>
      isMedium(file) && originals.has(nameOfOriginal(file)) && (file.sizes !== undefined || !kept.has(file.name)),
  );
  const names = [...(cover === undefined ? [] : [cover]), ...resized].map(({ name }) => name);
  return [...new Set(names)].filter((name) => !used.has(name));
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
  const { image, keptImages, ...facets } = record.facets;
  const renamed = image?.url.includes(from)
    ? { ...image, url: image.url.replaceAll(from, to.name), sizeBytes: to.sizeBytes }
    : image;
  return {
    ...record,
    html: record.html.replaceAll(from, to.name),
    ...(record.markdown && { markdown: record.markdown.replaceAll(from, to.name) }),
    facets: {
      ...facets,
      ...(renamed !== undefined && { image: renamed }),
      ...(keptImages && { keptImages: keptImages.map((address) => address.replaceAll(from, to.name)) }),
    },
  };
}
