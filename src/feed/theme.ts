import { type FontName, fontNames, type SiteProfile } from "../article/profile/site-profile.ts";
import { RENDERER_VERSION } from "./renderer-version.ts";

/** A publication's choices for the look of its pages and feeds. */
export interface Theme {
  /** `#rrggbb`. */
  readonly accent: string;
  readonly font: FontName;
}

const DEFAULT_ACCENT = "#9a3412";

export function themeOf({ accent = DEFAULT_ACCENT, font = "serif" }: Pick<SiteProfile, "accent" | "font">): Theme {
  return { accent, font };
}

/**
 * The path of a theme's files. It holds every value that decides their bytes, so that serving them needs no store; and the
 * renderer's version, so that they change together with the pages.
 */
export function themePath({ accent, font }: Theme): string {
  return `/style/${RENDERER_VERSION}/${accent.slice(1)}-${font}/`;
}

/** The inverse, from the path's third part; undefined where there is no such look. */
export function readTheme(text: string): Theme | undefined {
  const [, hex, name] = /^([\da-f]{6})-([a-z]+)$/.exec(text) ?? [];
  const font = fontNames.find((known) => known === name);
  return font === undefined ? undefined : { accent: `#${hex}`, font };
}
