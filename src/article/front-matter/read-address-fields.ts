import { aliasOf, isNamedByLostQuery } from "../alias-of.ts";
import { slugOfText } from "../derive/derive-slug.ts";
import { isAddressPattern } from "../former-addresses.ts";
import type { FieldReports } from "./field-reports.ts";
import { isFalseWord, normaliseWord } from "./held-back-words.ts";
import { type NamedValue, type NamedValues, nameOf } from "./named-values.ts";
import type { YamlPath, YamlValue } from "./read-yaml.ts";
import { isSlug, isWebAddress } from "./yaml-schema.ts";

export interface AddressFields {
  readonly slug?: string | undefined;
  /** The last part of permalink, url or path: the slug of an article that has none yet. */
  readonly addressSlug?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  /** Patterns in the place of addresses, as `/:year/:slug/`. */
  readonly addressPatterns?: readonly string[] | undefined;
  /** The day that the address names, as `2019-07-02`: of `/2019/07/02/low-water/`. */
  readonly addressDay?: string | undefined;
}

/** `/:year/:title/`, `/{{ slug }}/`: an address that the tool makes. */
const PATTERN = /(?:^|\/):[a-z]|\{\{|\{%/i;

/** Slug and former addresses: `slug`, else the last part of permalink, url or path, which are former addresses themselves. */
export function readAddressFields(names: NamedValues, reports: FieldReports): AddressFields {
  const written = names.of("address").flatMap((named) => readAddress(named, reports));
  const addresses = written.filter((text) => !PATTERN.test(text));
  const slugs = names.of("slug").flatMap((named) => readSlug(named, reports));
  const given = slugs[0];
  const aliases = [
    ...names.of("aliases").flatMap((named) => readAliases(named, reports)),
    ...[...(given?.startsWith("/") ? [given] : []), ...addresses].flatMap(toAlias),
  ];
  const firstOf = (texts: readonly string[]) => texts.map(cleanSlug).find((text) => text !== undefined);
  return {
    slug: firstOf(slugs),
    addressSlug: firstOf(addresses),
    aliases: aliases.length === 0 ? undefined : [...new Set(aliases)],
    addressPatterns: written.length === addresses.length ? undefined : written.filter((text) => PATTERN.test(text)),
    addressDay: addresses.map(dayInAddress).find((day) => day !== undefined),
  };
}

function dayInAddress(address: string): string | undefined {
  const [, year, month = "", day = ""] = /(?:^|\/)(\d{4})\/(\d{1,2})\/(\d{1,2})(?:\/|$)/.exec(address) ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function readSlug({ path, value }: NamedValue, reports: FieldReports): string[] {
  if (typeof value === "string" && cleanSlug(value) !== undefined) return [value.trim()];
  reports.misfit("warning", {
    path,
    found: value,
    wanted: "a slug of letters, digits and hyphens",
    example: "low-water",
  });
  return [];
}

function readAddress(named: NamedValue, reports: FieldReports): string[] {
  const { path, value } = named;
  if (typeof value !== "string") {
    reports.misfit("warning", { path, found: value, wanted: "an address", example: "/2019/07/low-water/" });
    return [];
  }
  const text = value.trim();
  if (isFalseWord(normaliseWord(text))) return [];
  // Jekyll and Hexo mean the file's name by `:title`, Hugo the title.
  const pattern = (nameOf(named) === "permalink" ? text.replaceAll(":title", ":name") : text).replaceAll(
    ":contentbasename",
    ":name",
  );
  if (isAddressPattern(pattern)) return [pattern];
  if (PATTERN.test(text)) {
    const message = `"${nameOf(named)}" is not used, since ${JSON.stringify(text.slice(0, 80))} is a pattern; write ${nameOf(named)}: /the/address/ to keep this article's old address`;
    reports.add("warning", "field-invalid", path, message);
    return [];
  }
  return [text];
}

/** Only what has a slash is an address: Jekyll's `permalink: pretty` names a style. */
function toAlias(address: string): string[] {
  if (!address.includes("/") || /\s/.test(address)) return [];
  if (!isWebAddress(address)) return [address.startsWith("/") ? address : `/${address}`];
  const url = new URL(address);
  const alias = aliasOf(url);
  // An address whose query names the article would take over every other one at its path.
  return alias === "/" || isNamedByLostQuery(url) ? [] : [alias];
}

function readAliases({ path, value }: NamedValue, reports: FieldReports): string[] {
  const items: readonly YamlValue[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item, index) => {
    const place = Array.isArray(value) ? [...path, index] : path;
    if (typeof item === "string" && /^\S{1,500}$/.test(item.trim())) return readAlias(item.trim(), place, reports);
    if (typeof item === "string" && item.trim() === "") return [];
    reports.misfit("warning", {
      path: place,
      found: item,
      wanted: "an old slug or path",
      example: "/2019/07/low-water/",
    });
    return [];
  });
}

/** Other sites' addresses come as `/2020/01/old/` or with their host, which no longer matters. */
function readAlias(text: string, path: YamlPath, reports: FieldReports): string[] {
  if (!text.includes("?")) return [isWebAddress(text) ? aliasOf(new URL(text)) : text];
  const url = URL.parse(text, "https://own.invalid");
  if (url === null) return [text];
  if (!isNamedByLostQuery(url)) return [isWebAddress(text) || text.startsWith("watch?") ? aliasOf(url) : text];
  const message = `"${text.slice(0, 80)}" cannot lead here, since only its query names the article; write a path, or a query such as ?p=12`;
  reports.add("warning", "field-invalid", path, message);
  return [];
}

/** The last part of a path as a slug: `/2019/Low water.html` is `low-water`. Undefined where nothing is left. */
function cleanSlug(text: string): string | undefined {
  const path = isWebAddress(text) ? new URL(text).pathname : text.replace(/[?#].*$/, "");
  const parts = decode(path.trim())
    .split("/")
    .filter((part) => part !== "" && !/^index(?:\.\w+)?$/i.test(part));
  const last = (parts.at(-1) ?? "").replace(/\.(?:html?|md|php|aspx?)$/i, "").normalize("NFC");
  // A valid slug stays as written: it may be an address that was in use.
  const slug = isSlug(last) ? last : slugOfText(last);
  return isSlug(slug) ? slug : undefined;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
