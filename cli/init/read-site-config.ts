import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { canonicalTag } from "../../src/article/front-matter/yaml-schema.ts";
import { isTimeZone } from "../../src/lib/zoned-dates.ts";

/** The fields of another tool's configuration that site.yaml has, too. */
export interface SiteConfig {
  readonly title?: string;
  readonly author?: string;
  readonly language?: string;
  readonly timeZone?: string;
}

/** Of Jekyll and Hexo, and of Hugo, Zola and their former names, in the order in which they are looked for. */
const FILES = [
  ...["_config.yml", "_config.yaml", "hugo.yaml", "hugo.yml", "config.yaml", "config.yml"],
  ...["hugo.toml", "config.toml", "zola.toml"],
];

/** Of the first file that is there; nothing where it cannot be read. The names of fields are those of Jekyll, Hexo, Hugo and Zola. */
export function readSiteConfig(folder: string): SiteConfig {
  const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  const config = file === undefined ? {} : readGroup(file);
  const text = (...values: unknown[]) =>
    values.find((value): value is string => typeof value === "string" && value.trim() !== "")?.trim();
  const params = toGroup(config.params);
  const title = text(config.title);
  const author = text(config.author, toGroup(config.author).name, params.author, toGroup(params.author).name);
  const written = text(config.lang, config.language, config.locale, config.languageCode, config.default_language);
  const language = written === undefined ? undefined : canonicalTag(written);
  const timeZone = text(config.timezone, config.timeZone);
  return {
    ...(title !== undefined && { title }),
    ...(author !== undefined && { author }),
    ...(language !== undefined && { language }),
    ...(timeZone !== undefined && isTimeZone(timeZone) && { timeZone }),
  };
}

type Group = Readonly<Record<string, unknown>>;

function readGroup(path: string): Group {
  try {
    const text = readFileSync(path, "utf8");
    return toGroup(path.endsWith(".toml") ? parseToml(text) : parseYaml(text));
  } catch {
    return {};
  }
}

function toGroup(value: unknown): Group {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Group) : {};
}
