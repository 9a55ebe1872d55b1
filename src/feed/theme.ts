import { type FontName, fontNames, type SiteProfile } from "../article/profile/site-profile.ts";
import { RENDERER_VERSION } from "./renderer-version.ts";

/** What a publication chooses of how its pages and its feeds look. */
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
 * Where the files of a look stand. The path says all that decides them, so that nobody need look anything up to answer it; and it
 * changes with the pages, which it was made for.
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
