import type { FeedFile } from "../feed-item.ts";
import { isImage } from "../files.ts";
import { asObject } from "./read-parts.ts";
import { type Read, readAddress, readMeasure, readMembers, readText } from "./read-values.ts";

const fileMembers = {
  url: readAddress,
  type: readText,
  length: readMeasure,
  title: readText,
  duration: readMeasure,
  width: readMeasure,
  height: readMeasure,
  alt: readText,
  credit: readText,
};

/** Endings of addresses by the first half of their media type. */
const KINDS: readonly (readonly [kind: string, endings: RegExp])[] = [
  ["image", /^(?:jpe?g|png|gif|webp|avif|svg)$/],
  ["audio", /^(?:mp3|m4a|aac|flac|wav|ogg|opus)$/],
  ["video", /^(?:mp4|m4v|mov|webm|ogv)$/],
  ["application", /^pdf$/],
];

/** The second half, where it is not the ending. */
const SUBTYPES: Readonly<Record<string, string>> = {
  jpg: "jpeg",
  svg: "svg+xml",
  mp3: "mpeg",
  m4a: "mp4",
  m4v: "mp4",
  ogv: "ogg",
  opus: "ogg",
  mov: "quicktime",
};

/** Reads a file. Its media type is told by its address where it has none, and is `fallback` where that ends unknown. */
export function fileOf(fallback: string): Read<FeedFile> {
  return (value, path, problems) => {
    const file = readMembers(fileMembers, asObject(value, "url"), `${path}.`, problems);
    const { url, type, length = 0 } = file;
    if (url === undefined) return undefined;
    const isType = type && /^[\w.+-]+\/[\w.+-]+ *(?:;|$)/.test(type);
    return { ...file, url, length: Math.round(length), type: isType ? type : guessType(url, fallback) };
  };
}

function guessType(url: string, fallback: string): string {
  const ending = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? "";
  const kind = KINDS.find(([, endings]) => endings.test(ending))?.[0];
  if (kind === undefined) return fallback;
  // An MP4 or a WebM may be sound alone.
  return `${kind === "video" ? (/^audio/.exec(fallback)?.[0] ?? kind) : kind}/${SUBTYPES[ending] ?? ending}`;
}

/**
 * The main file first. RSS has room for one: film or sound before another file, and a picture last, as players take the enclosure
 * whatever it is.
 */
export function sortFiles(files: readonly (FeedFile | undefined)[]): FeedFile[] {
  return files.flatMap((file) => file ?? []).sort((a, b) => Number(isImage(a)) - Number(isImage(b)));
}
