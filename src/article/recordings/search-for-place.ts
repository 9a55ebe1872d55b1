import { findChunkedFormat, HEADER_BYTES } from "./metadata-chunks.ts";
import { hasPlaceInBytes } from "./place-in-bytes.ts";

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

const MEBIBYTE = 1024 * 1024;
const BLOCK_BYTES = MEBIBYTE;
/** The most bytes of metadata that are searched. */
const MAX_SEARCHED_BYTES = 64 * MEBIBYTE;
/** Blocks overlap, so that a mark across the border of two is whole in the second. */
const OVERLAP_BYTES = 4096;
/** A film in fragments has thousands, and its metadata before them (ISO/IEC 14496-12 §8.8). */
const MAX_CHUNKS = 256;

/**
 * Whether a recording (mp4, m4a, mov, mp3, flac, wav), or a picture within it, carries the place where it was recorded. Yields the ranges
 * that it needs, and takes their bytes, fewer at the end of the file: the file is never read whole, and sample data never.
 */
export function* searchForPlace(sizeBytes: number): Generator<ByteRange, boolean, Uint8Array> {
  const format = findChunkedFormat(yield { offset: 0, length: Math.min(HEADER_BYTES, sizeBytes) });
  if (format === undefined) return false;
  let left = MAX_SEARCHED_BYTES;
  let at = format.firstOffset;
  for (let count = 0; count < MAX_CHUNKS && at < sizeBytes; count += 1) {
    const chunk = format.readChunk(yield { offset: at, length: Math.min(HEADER_BYTES, sizeBytes - at) });
    if (!(chunk.sizeBytes >= 4)) return false;
    if (chunk.hasMetadata) {
      const end = Math.min(at + chunk.sizeBytes, sizeBytes, at + left);
      if (yield* searchRange(at, end)) return true;
      left -= end - at;
    }
    if (chunk.isLast === true) return false;
    at += chunk.sizeBytes;
  }
  return false;
}

/** {@link searchForPlace} in a file whose bytes are at hand. */
export function hasPlace(sizeBytes: number, read: (range: ByteRange) => Uint8Array): boolean {
  const search = searchForPlace(sizeBytes);
  let step = search.next();
  while (!step.done) step = search.next(read(step.value));
  return step.value;
}

/** A sentence for the API's callers. */
export function describePlace(name: string): string {
  return `"${name}" carries the place where it was recorded; send a copy without it: ${writeCleaning(name, "in", "out")}`;
}

/** The command that leaves the place out. Of sound it leaves out the cover as well: ffmpeg copies that with its Exif. */
export function writeCleaning(name: string, from: string, to: string): string {
  const [, extension = "mp4"] = /\.(\w+)$/.exec(name) ?? [];
  const isFilm = /^(?:mp4|m4v|mov)$/i.test(extension);
  const [read, written] = [quote(`${from}.${extension}`), quote(`${to}.${extension}`)];
  return `ffmpeg -i ${read} ${isFilm ? "" : "-map 0:a "}-map_metadata -1 -c copy ${written}`;
}

/** For a shell. */
function quote(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function* searchRange(start: number, end: number): Generator<ByteRange, boolean, Uint8Array> {
  for (let at = start; at < end; at += BLOCK_BYTES - OVERLAP_BYTES) {
    if (hasPlaceInBytes(yield { offset: at, length: Math.min(BLOCK_BYTES, end - at) })) return true;
  }
  return false;
}
