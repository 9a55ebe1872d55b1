import { existsSync, readFileSync } from "node:fs";

/** The optional file beside package.json. It holds no secret. */
export const SETTINGS_FILE = "edgewire.yaml";

/** A quoted value, or a bare one up to the comment. A whole parser takes longer to load than most commands to run. */
const ARTICLES = /^articles:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'#][^#\n]*))/m;

/** The folder that holds the articles, relative to the project's own. */
export function readArticlesFolder(file = SETTINGS_FILE): string {
  const [, double, single, plain] = existsSync(file) ? (ARTICLES.exec(readFileSync(file, "utf8")) ?? []) : [];
  return (double ?? single ?? plain)?.trim().replace(/\/+$/, "") || "articles";
}
