import type { Theme } from "../../feed/theme.ts";
import { writeIconShape } from "../icon/icon-shape.ts";
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

/** The sign of a feed on the publication's colour, for publications without an icon of their own. */
function writeIcon({ accent }: Theme): string {
  const { control, onControl } = computePalette(accent, "light");
  return writeIconShape(control, onControl, 7);
}
