import * as v from "valibot";
import { cleanLine } from "../../../lib/text.ts";
import type { FieldReports } from "../field-reports.ts";
import type { NamedValue } from "../named-values.ts";
import { isGroup, type YamlGroup, type YamlValue } from "../read-yaml.ts";
import { webAddress } from "../yaml-schema.ts";

export interface ChapterField {
  readonly startSeconds: number;
  readonly title: string;
  readonly url?: string | undefined;
  /** A path or an address. */
  readonly image?: string | undefined;
  readonly isHidden?: true | undefined;
  /** Of the file. */
  readonly line: number;
}

const WANTED = "a time and a title, or a group of start, title, url and image";
const EXAMPLE = '"00:12:30 The harbour"';

/**
 * `- 00:12:30 The harbour`, groups of start and title, a text with a chapter a line; or one text without times, which is the path or
 * address of a file.
 */
export function readChapterField(
  { path, value }: NamedValue,
  reports: FieldReports,
): readonly ChapterField[] | string | undefined {
  const items = typeof value === "string" ? value.split("\n").filter((text) => text.trim() !== "") : listItems(value);
  const [only] = items;
  if (items.length === 1 && typeof only === "string" && readLine(only) === undefined) return cleanLine(only);
  const chapters = items.flatMap((item, index) => {
    const at = Array.isArray(value) ? [...path, index] : path;
    const chapter = isGroup(item) ? readGroup(item) : typeof item === "string" ? readLine(item) : undefined;
    if (chapter !== undefined) return [{ ...chapter, line: reports.lineOf(at) }];
    reports.misfit("warning", { path: at, found: item, wanted: WANTED, example: EXAMPLE });
    return [];
  });
  return chapters.length > 0 ? chapters.toSorted((a, b) => a.startSeconds - b.startSeconds) : undefined;
}

function listItems(value: YamlValue): readonly YamlValue[] {
  return Array.isArray(value) ? value : [value];
}

type Chapter = Omit<ChapterField, "line">;

function readLine(text: string): Chapter | undefined {
  const [, start = "", title = ""] = /^\s*[([]?(\d[\d:.]*)[)\]]?(?:\s*[-–—:|]\s+|\s+)(\S.*)$/.exec(text) ?? [];
  const startSeconds = start.includes(":") ? parseChapterTime(start) : undefined;
  return startSeconds === undefined ? undefined : { startSeconds, title: cleanLine(title) };
}

function readGroup(group: YamlGroup): Chapter | undefined {
  const textOf = (...names: readonly string[]) => {
    const found = names.map((name) => group[name]).find((value) => typeof value === "string" && value.trim() !== "");
    return typeof found === "string" ? cleanLine(found) : undefined;
  };
  const startSeconds = parseChapterTime(textOf("start", "startTime", "time") ?? "");
  const title = textOf("title", "name");
  if (startSeconds === undefined || title === undefined) return undefined;
  const url = v.safeParse(webAddress, textOf("url", "href", "link"));
  const image = textOf("image", "img");
  const isHidden = /^(?:false|no)$/i.test(textOf("toc") ?? "");
  return {
    startSeconds,
    title,
    ...(url.success && { url: url.output }),
    ...(image !== undefined && { image }),
    ...(isHidden && { isHidden }),
  };
}

/** `1:02:03.5`, `02:03`, or seconds (Podlove Simple Chapters: Normal Play Time of RFC 2326 §3.6). Undefined for what is no time. */
export function parseChapterTime(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d(?:\.\d{1,3})?)|(\d{1,6}(?:\.\d{1,3})?))$/.exec(text.trim());
  if (match === null) return undefined;
  const [, hours = "0", minutes = "0", seconds = "0", plain] = match;
  return plain === undefined ? Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds) : Number(plain);
}
