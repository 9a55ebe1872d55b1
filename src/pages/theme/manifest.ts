import { requireProfile, resolveMark } from "../../feed/build-feed.ts";
import { themeOf, themePath } from "../../feed/theme.ts";
import { directionOf } from "../../lib/writing-direction.ts";
import type { PageContext } from "../page-context.ts";
import { computePalette, grounds } from "./palette.ts";

/** https://www.w3.org/TR/appmanifest/: what the publication is called and looks like on a phone's home screen. */
export function renderManifest({ snapshot }: Pick<PageContext, "snapshot">): string {
  const profile = requireProfile(snapshot.site);
  const theme = themeOf(profile);
  const drawn = { src: `${themePath(theme)}icon.svg`, sizes: "any", type: "image/svg+xml" };
  const icon = profile.icon === undefined ? drawn : { src: resolveMark(profile.icon, ""), sizes: "any" };
  const manifest = {
    name: profile.title,
    description: profile.description || undefined,
    lang: profile.language,
    dir: directionOf(profile.language),
    id: "/",
    start_url: "/",
    scope: "/",
    display: "minimal-ui",
    background_color: grounds.light[0],
    theme_color: computePalette(theme.accent, "light").control,
    icons: [icon],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
