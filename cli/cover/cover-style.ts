import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { themeOf } from "../../src/feed/theme.ts";
import type { LoadedImage } from "../media-folder.ts";
import type { CoverStyle } from "./card.ts";
import { fitLogo } from "./logo.ts";

/** The publication's part of its covers, made when the first of them is drawn. `images`: those that site.yaml names. */
export function planCoverStyle(
  profile: SiteProfile | undefined,
  images: ReadonlyMap<string, LoadedImage>,
): () => CoverStyle {
  let style: CoverStyle | undefined;
  return () => {
    style ??= { font: themeOf(profile ?? {}).font, logo: findLogo(profile, images) };
    return style;
  };
}

/** Undefined where the logo is at an address elsewhere, too. */
function findLogo(profile: SiteProfile | undefined, images: ReadonlyMap<string, LoadedImage>): CoverStyle["logo"] {
  const logo = [...images.values()].find(({ medium }) => profile?.logo?.endsWith(`/media/${medium.name}`));
  return logo && fitLogo({ ...logo.medium, bytes: logo.bytes });
}
