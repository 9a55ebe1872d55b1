import type { Medium } from "../../article.ts";
import { isWebAddress } from "../../front-matter/yaml-schema.ts";
import { findMedium, normaliseMediaPath } from "../../images/media-path.ts";
import type { PodcastRule } from "./podcast-rule.ts";
import type { PodcastFile } from "./podcast-schema.ts";

/** The smallest and the largest side of artwork (Apple Podcasts, PSP-1 `itunes:image`), in pixels. */
const ARTWORK_SIDES = { min: 1_400, max: 3_000 } as const;

/** `place` makes the address of a picture that site.yaml names. */
export function readPodcast(
  file: PodcastFile,
  media: ReadonlyMap<string, Medium>,
  place: (image: string) => string,
): PodcastRule {
  const { image, categories, explicit, block, complete, locked, new_feed_url: newFeedUrl, ...plain } = file;
  const isShown = image !== undefined && findArtworkFault(image, media) === undefined;
  return {
    ...plain,
    ...(isShown && { image: place(image) }),
    categories,
    isExplicit: explicit,
    ...(locked !== undefined && { isLocked: locked }),
    ...(block && { isBlocked: true }),
    ...(complete && { isComplete: true }),
    ...(newFeedUrl && { newFeedUrl }),
  };
}

/** Why directories would refuse an artwork beside site.yaml; undefined for a good one, and for an address, which is not measured here. */
export function findArtworkFault(image: string, media: ReadonlyMap<string, Medium>): string | undefined {
  if (isWebAddress(image)) return undefined;
  const medium = findMedium(media, normaliseMediaPath(image) ?? image);
  if (medium === undefined) return `found "${image}", which is neither a picture beside site.yaml nor an address`;
  const fault = findArtworkMisfit(medium);
  return fault && `found "${image}", ${fault}`;
}

/** Which requirement of Apple's a picture does not meet, as the end of a sentence that names the picture. */
export function findArtworkMisfit({ mediaType, width, height }: Pick<Medium, "mediaType" | "width" | "height">) {
  if (mediaType !== "image/jpeg" && mediaType !== "image/png") return `which is ${mediaType}`;
  if (width !== height) return `which is ${width} × ${height} pixels and no square`;
  const { min, max } = ARTWORK_SIDES;
  return width < min || width > max ? `which is ${width} × ${height} pixels` : undefined;
}

export const ARTWORK_WANTED = `a square JPEG or PNG of ${ARTWORK_SIDES.min} to ${ARTWORK_SIDES.max} pixels`;
