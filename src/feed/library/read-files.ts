import type { FeedFile } from "../feed-item.ts";
import { isImage } from "../files.ts";
import { asObject, type Loose, readAddress, readMeasure, readText } from "./read-values.ts";
import type { Trace } from "./trace.ts";
import type { Enclosure, Item } from "./types.ts";

/** Endings of addresses, by the first half of their media types; after `=` the second half, where it is not the ending. */
const ENDINGS =
  "image/ jpg=jpeg jpeg png gif webp avif svg=svg+xml " +
  "audio/ mp3=mpeg m4a=mp4 aac flac wav ogg opus=ogg " +
  "video/ mp4 m4v=mp4 mov=quicktime webm ogv=ogg " +
  "application/ pdf ";

/**
 * The files of an item, the main one first. RSS has room for one: film or sound before another file, and a picture last, as players
 * take the enclosure whatever it is.
 */
export function readFiles(item: Loose<Item>, trace?: Trace): FeedFile[] {
  const files: FeedFile[] = [];
  const pictures: FeedFile[] = [];
  for (const file of [
    readFile(item.video, "video/mp4", trace),
    readFile(item.audio, "audio/mpeg", trace),
    readFile(item.enclosure, "application/octet-stream", trace),
    readFile(item.image, "image/jpeg", trace),
  ]) {
    if (file) (isImage(file) ? pictures : files).push(file);
  }
  return files.concat(pictures);
}

/** Reads a file. Its media type is told by its address where it has none, and is `fallback` where that ends unknown. */
function readFile(value: unknown, fallback: string, trace?: Trace): FeedFile | undefined {
  if (value == null) return undefined;
  const file = asObject<Enclosure>(value, "url");
  const url = readAddress(file.url, trace);
  if (url === undefined) return undefined;
  const type = readText(file.type, trace) ?? "";
  return {
    url,
    type: /^[\w.+-]+\/[\w.+-]+ *(?:;|$)/.test(type) ? type : guessType(url, fallback),
    length: Math.round(readMeasure(file.length, trace) ?? 0),
    title: readText(file.title, trace),
    duration: readMeasure(file.duration, trace),
    width: readMeasure(file.width, trace),
    height: readMeasure(file.height, trace),
    alt: readText(file.alt, trace),
    credit: readText(file.credit, trace),
  };
}

function guessType(url: string, fallback: string): string {
  const ending = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase();
  const [, kind, half = ending] = new RegExp(`(\\w+)/[^/]* ${ending}(?:=(\\S+))? `).exec(ENDINGS) ?? [];
  if (kind === undefined) return fallback;
  // An MP4 or a WebM may be sound alone.
  return `${kind === "video" && fallback.startsWith("audio") ? "audio" : kind}/${half}`;
}
