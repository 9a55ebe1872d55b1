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

/** Endings of addresses, by the first half of their media types; after `=` the second half, where it is not the ending. */
const ENDINGS: Readonly<Record<string, string>> = {
  image: " jpg=jpeg jpeg png gif webp avif svg=svg+xml ",
  audio: " mp3=mpeg m4a=mp4 aac flac wav ogg opus=ogg ",
  video: " mp4 m4v=mp4 mov=quicktime webm ogv=ogg ",
  application: " pdf ",
};

/** Reads a file. Its media type is told by its address where it has none, and is `fallback` where that ends unknown. */
export function fileOf(fallback: string): Read<FeedFile> {
  return (value, problems) => {
    const file = readMembers(fileMembers, asObject(value, "url"), problems);
    const { url, type, length = 0 } = file;
    if (url === undefined) return undefined;
    const isType = type && /^[\w.+-]+\/[\w.+-]+ *(?:;|$)/.test(type);
    return { ...file, url, length: Math.round(length), type: isType ? type : guessType(url, fallback) };
  };
}

function guessType(url: string, fallback: string): string {
  const ending = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase();
  for (const kind in ENDINGS) {
    const found = new RegExp(` ${ending}(?:=(\\S+))? `).exec(ENDINGS[kind] ?? "");
    // An MP4 or a WebM may be sound alone.
    if (found) return `${kind === "video" && /^audio/.test(fallback) ? "audio" : kind}/${found[1] ?? ending}`;
  }
  return fallback;
}

/**
 * The main file first. RSS has room for one: film or sound before another file, and a picture last, as players take the enclosure
 * whatever it is.
 */
export function sortFiles(files: readonly (FeedFile | undefined)[]): FeedFile[] {
  return files.filter((file) => file !== undefined).sort((a, b) => Number(isImage(a)) - Number(isImage(b)));
}
