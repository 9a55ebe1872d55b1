import { decodeText } from "./decode-text.ts";
import { readSoundWxr } from "./formats/read-sound-wxr.ts";
import { isWxr } from "./formats/read-wxr.ts";
import type { SourceFeed } from "./source-feed.ts";
import type { LoadedSource } from "./source-formats.ts";

/** A well-formed export of WordPress, without the parsers of all other formats, which take long to load; undefined for the rest. */
export function readSoundExport({ bytes, charset }: LoadedSource, name: string): SourceFeed | undefined {
  // It begins with "<", or with the mark of UTF-8.
  if (bytes[0] !== 0x3c && bytes[0] !== 0xef) return undefined;
  const text = decodeText(bytes, name, charset);
  const feed = isWxr(text) ? readSoundWxr(text) : undefined;
  return feed === undefined || feed.entries.length === 0 ? undefined : feed;
}
