import { PUBLIC_URL_MARK } from "../../article/article.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import type { Extension } from "../extensions/extension.ts";
import { webfeeds } from "../extensions/webfeeds.ts";

type Brand = Pick<SiteProfile, "icon" | "logo" | "accent" | "defaultImage">;

/** The publication's looks in Feedly's vocabulary: Feedly ignores the elements that RSS and Atom have for them. Empty where site.yaml names none. */
export function listBrand(
  { icon, logo, accent, defaultImage }: Brand,
  resolve: (address: string) => string,
): readonly Extension[] {
  // A file beside site.yaml has a name and no address.
  const isFile = defaultImage !== undefined && !defaultImage.includes("/");
  const cover = isFile ? `${PUBLIC_URL_MARK}/media/${defaultImage}` : defaultImage;
  const brand = webfeeds({
    cover: cover && resolve(cover),
    icon: icon && resolve(icon),
    logo: logo && resolve(logo),
    accentColor: accent,
  });
  return brand.length === 0 ? brand : [...brand, ...webfeeds({ related: { layout: "card", target: "browser" } })];
}
