import { requireProfile } from "../../feed/build-feed.ts";
import { type Theme, themeOf } from "../../feed/theme.ts";
import type { PageContext } from "../page-context.ts";
import feedStylesheet from "./feed.css";
import { fontStacks, SANS_SCRIPTS } from "./fonts.ts";
import { computePalette, type Scheme } from "./palette.ts";
import pageStylesheet from "./style.css";

interface ThemeFile {
  readonly contentType: string;
  readonly write: (theme: Theme) => string;
}

/** The files below a theme's path (feed/theme.ts), by name. */
export const themeFiles: Readonly<Record<string, ThemeFile>> = {
  "page.css": { contentType: "text/css; charset=utf-8", write: (theme) => writeTheme(theme) + pageStylesheet },
  // CSS requires namespaces before all rules, and the feeds' stylesheet begins with them.
  "feed.css": { contentType: "text/css; charset=utf-8", write: (theme) => feedStylesheet + writeTheme(theme) },
  "icon.svg": { contentType: "image/svg+xml", write: writeIcon },
};

function writeTheme({ accent, font }: Theme): string {
  const { families, otherScripts } = fontStacks[font];
  const scripts = otherScripts === "serif" ? [] : SANS_SCRIPTS;
  return [
    `:root{${writeTints(accent, "light")};--latin:${families}}`,
    `@media (prefers-color-scheme:dark){:root{${writeTints(accent, "dark")}}}`,
    // One more [lang] than style.css has: these come first and must win all the same.
    ...scripts.map(([languages, faces]) => `[lang][lang]${languages}{--face:${faces}}`),
    "\n",
  ].join("\n");
}

function writeTints(hex: string, scheme: Scheme): string {
  const { accent, control, onControl } = computePalette(hex, scheme);
  return `--accent:${accent};--control:${control};--on-control:${onControl}`;
}

/** The icon that browsers request at /favicon.ico by themselves. */
export function renderIcon({ snapshot }: Pick<PageContext, "snapshot">): string {
  return writeIcon(themeOf(requireProfile(snapshot.site)));
}

/** The sign of a feed on the publication's colour, for publications without an icon of their own. */
function writeIcon({ accent }: Theme): string {
  const { control, onControl } = computePalette(accent, "light");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${control}"/><g fill="none" stroke="${onControl}" stroke-width="3.2" stroke-linecap="round"><path d="M8 8a16 16 0 0 1 16 16"/><path d="M8 15a9 9 0 0 1 9 9"/></g><circle cx="9.6" cy="22.4" r="2.4" fill="${onControl}"/></svg>\n`;
}
