import type { Finding } from "../../lib/finding.ts";
import type { YamlGroup, YamlPath, YamlTree, YamlValue } from "./read-yaml.ts";

/** Our name for each value, and the names that users of Hugo, Jekyll, Astro and Eleventy write; the first given one counts. */
const FIELD_NAMES = {
  title: ["title"],
  date: ["date", "published", "pubDate", "publishDate"],
  updated: ["updated", "lastmod", "updatedDate"],
  expires: ["expires", "expiryDate"],
  draft: ["draft"],
  slug: ["slug"],
  aliases: ["aliases", "redirect_from"],
  summary: ["summary", "description", "excerpt"],
  authors: ["author", "authors"],
  categories: ["categories", "category"],
  tags: ["tags"],
  image: ["image", "heroImage", "cover", "featured_image"],
  imageAlt: ["heroImageAlt"],
  language: ["lang"],
  link: ["link", "canonical"],
  id: ["id", "guid"],
  corrections: ["corrections"],
} as const satisfies Record<string, readonly string[]>;

export type FieldName = keyof typeof FIELD_NAMES;

const KNOWN_NAMES: ReadonlySet<string> = new Set(Object.values(FIELD_NAMES).flat());

interface NamedFields {
  readonly fields: YamlGroup;
  readonly findings: readonly Finding[];
  /** Of a path that begins with our name. */
  readonly lineOf: (path: YamlPath) => number;
  /** The name in the file for our name. */
  readonly writtenName: (field: string) => string;
}

/** Brings the names in the file to ours, and names those that mean nothing here. */
export function nameFields(group: YamlGroup, lineOf: YamlTree["lineOf"]): NamedFields {
  const written = new Map<string, string>();
  const findings: Finding[] = [];
  const warn = (reason: Finding["reason"], name: string, message: string) =>
    findings.push({ severity: "warning", reason, line: lineOf([name]), message });
  for (const [field, names] of Object.entries(FIELD_NAMES)) {
    const [first, ...others] = names.filter((name) => Object.hasOwn(group, name));
    if (first !== undefined) written.set(field, first);
    for (const name of others) warn("field-invalid", name, `"${name}" is ignored, since "${first}" says the same`);
  }
  for (const name of Object.keys(group)) {
    if (!KNOWN_NAMES.has(name)) {
      warn("front-matter-unknown-key", name, `${JSON.stringify(name)} is not a known name and is ignored`);
    }
  }
  const writtenName = (field: string) => written.get(field) ?? field;
  const fields = Array.from(written, ([field, name]): [string, YamlValue] => [field, group[name] ?? ""]);
  const findLine = ([field = "", ...rest]: YamlPath) => lineOf([writtenName(String(field)), ...rest]);
  return { fields: Object.fromEntries(fields), findings, lineOf: findLine, writtenName };
}
