import { cleanLine } from "../../lib/text.ts";
import type { FieldReports } from "./field-reports.ts";
import { isFalseWord, isTrueWord, normaliseWord } from "./held-back-words.ts";
import { normaliseKey } from "./key-names.ts";
import { type NamedValue, nameOf } from "./named-values.ts";
import { isGroup, type YamlGroup, type YamlValue } from "./read-yaml.ts";

/** The lead image as the front matter names it. */
export interface ImageField {
  /** A path or an address. */
  readonly src: string;
  readonly alt?: string | undefined;
  readonly caption?: string;
  readonly credit?: string;
  readonly license?: string;
  /** Whether partners may have it, whatever its licence and its own metadata say. */
  readonly republish?: "yes" | "no";
}

/** Names of the address in a group, the first given one counting; `feature` and `teaser` are those of Jekyll's themes. */
const SOURCES = [
  "src",
  "url",
  "path",
  "image",
  "feature",
  "file",
  "filename",
  "relativePath",
  "overlayImage",
  "teaser",
].map(normaliseKey);
/** Members that describe how the picture beside the post is shown. */
const BESIDE = ["focalPoint", "previewOnly", "placement"].map(normaliseKey);
/** `image: false` disables the lead image. */
const SWITCH = /^(?:true|false|yes|no|none|auto)$/i;

/** Undefined for an empty value; a finding for one that is neither a path nor a group with one. */
export function readImageField(named: NamedValue, reports: FieldReports): ImageField | undefined {
  const { path, value } = named;
  const first = Array.isArray(value) ? value.find((item) => typeof item === "string" || isGroup(item)) : value;
  // A theme's `header` is a picture only where it is a group that names one.
  const isHeader = normaliseKey(nameOf(named)) === "header";
  if (typeof first === "string") return isHeader ? undefined : readSource(first);
  if (isGroup(first)) return readImageGroup(first, named, reports);
  const wanted = "a path, an address, or a group of src, alt, caption, credit and license";
  if (!isHeader) reports.misfit("warning", { path, found: value, wanted, example: "photo.jpg" });
  return undefined;
}

/** A group without an address says how a cover is laid out, unless it has a text that belongs to a picture. */
function readImageGroup(group: YamlGroup, { path }: NamedValue, reports: FieldReports): ImageField | undefined {
  reportRepublish(group, path, reports);
  const src = readSource(memberOf(group, SOURCES) ?? "")?.src;
  const texts = readTexts(group);
  if (src !== undefined) return { src, ...texts };
  // Hugo Blox describes the picture that lies beside the post.
  if (BESIDE.some((name) => Object.keys(group).map(normaliseKey).includes(name))) return undefined;
  if (texts.alt !== undefined || texts.caption !== undefined) {
    reports.misfit("warning", {
      path: [...path, "src"],
      found: undefined,
      wanted: "a path or an address",
      example: "photo.jpg",
    });
  }
  return undefined;
}

/** The texts that the front matter has for the picture beside the post; "none" where it wants no picture. */
export type BesideField = Omit<ImageField, "src"> | "none";

export function readBesideField({ value }: NamedValue): BesideField | undefined {
  if (typeof value === "string")
    return SWITCH.test(value.trim()) && !/^(?:true|yes|auto)$/i.test(value.trim()) ? "none" : undefined;
  return isGroup(value) ? readTexts(value) : undefined;
}

function readSource(text: string): ImageField | undefined {
  const src = cleanLine(text);
  return src === "" || SWITCH.test(src) ? undefined : { src };
}

function readTexts(group: YamlGroup): Omit<ImageField, "src"> {
  const alt = memberOf(group, ["alt", "alttext"])?.trim();
  const rest = (["caption", "credit", "license"] as const).flatMap((name) => {
    const text = cleanLine(plainTextOf(memberOf(group, [name]) ?? ""));
    return text === "" ? [] : [[name, text] as const];
  });
  const republish = readRepublish(group);
  return {
    ...(alt !== undefined && alt !== "" && { alt }),
    ...Object.fromEntries(rest),
    ...(republish !== undefined && { republish }),
  };
}

/** Any value but a yes is a no: a picture that a partner has shown cannot be taken back. */
function readRepublish(group: YamlGroup): "yes" | "no" | undefined {
  const word = republishOf(group);
  if (word === undefined) return undefined;
  return isTrueWord(word) ? "yes" : "no";
}

function reportRepublish(group: YamlGroup, path: NamedValue["path"], reports: FieldReports): void {
  const word = republishOf(group);
  if (word === undefined || isTrueWord(word) || isFalseWord(word)) return;
  const wanted = '"yes" or "no" (until then no partner gets the picture)';
  reports.misfit("warning", { path: [...path, "republish"], found: word, wanted, example: "no" });
}

/** Empty of a group or a list; undefined where nothing is said. */
function republishOf(group: YamlGroup): string | undefined {
  const [, value] = Object.entries(group).find(([name]) => normaliseKey(name) === "republish") ?? [];
  if (value === undefined || (typeof value === "string" && value.trim() === "")) return undefined;
  return typeof value === "string" ? normaliseWord(value) : "";
}

/** Themes take markup in a caption; a caption here is a text, so that the words of a link stay. */
function plainTextOf(text: string): string {
  return text.replace(/<\/?[a-z][^<>]{0,2000}>/gi, "").replace(/\[([^[\]]{1,500})\]\([^()\s]{1,2000}\)/g, "$1");
}

function memberOf(group: YamlGroup, keys: readonly string[]): string | undefined {
  const members = Object.entries(group).map(([name, value]): [string, YamlValue] => [normaliseKey(name), value]);
  for (const key of keys) {
    const found = members.find(([name, value]) => name === key && typeof value === "string" && value.trim() !== "");
    if (typeof found?.[1] === "string") return found[1];
  }
  return undefined;
}
