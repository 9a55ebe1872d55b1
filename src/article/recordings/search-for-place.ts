import { type ByteRange, type ByteSearch, MAX_SEARCHED_BYTES, searchRange } from "./byte-search.ts";
import { type ChunkedFormat, chunkedFormats, flac, HEADER_BYTES } from "./metadata-chunks.ts";
import { isOgg } from "./recording-types.ts";
import { isMatroska, searchMatroska } from "./search-matroska.ts";
import { searchOgg } from "./search-ogg.ts";

/** A film in fragments has thousands, and its metadata before them (ISO/IEC 14496-12 §8.8). */
const MAX_CHUNKS = 256;

interface SearchedFormat {
  readonly isFormatOf: (start: Uint8Array) => boolean;
  readonly search: (sizeBytes: number) => ByteSearch;
}

const searchedFormats: readonly SearchedFormat[] = [
  ...chunkedFormats.map((format) => ({
    isFormatOf: format.isFormatOf,
    search: (sizeBytes: number) => searchChunks(format, 0, sizeBytes),
  })),
  { isFormatOf: isMatroska, search: searchMatroska },
  { isFormatOf: isOgg, search: searchOgg },
];

/**
 * Whether a recording (mp4, m4a, mov, mp3, flac, wav, webm, ogg), or a picture within it, carries the place where it was recorded. Yields the
 * ranges that it needs, and takes their bytes, fewer at the end of the file: the file is never read whole.
 */
export function* searchForPlace(sizeBytes: number): ByteSearch {
  const start = yield { offset: 0, length: Math.min(HEADER_BYTES, sizeBytes) };
  const format = searchedFormats.find(({ isFormatOf }) => isFormatOf(start));
  return format === undefined ? false : yield* format.search(sizeBytes);
}

/** `start`: of a file, or of one behind a tag. Sample data are stepped over. */
function* searchChunks({ firstOffset, readChunk }: ChunkedFormat, start: number, sizeBytes: number): ByteSearch {
  let left = MAX_SEARCHED_BYTES;
  let at = start + firstOffset;
  for (let count = 0; count < MAX_CHUNKS && at < sizeBytes; count += 1) {
    const chunk = readChunk(yield { offset: at, length: Math.min(HEADER_BYTES, sizeBytes - at) });
    if (!(chunk.sizeBytes >= 4)) return false;
    if (chunk.hasMetadata) {
      const end = Math.min(at + chunk.sizeBytes, sizeBytes, at + left);
      if (yield* searchRange(at, end)) return true;
      left -= end - at;
    }
    at += chunk.sizeBytes;
    if (chunk.isLast === true) return chunk.isTag === true && (yield* searchBehindTag(at, sizeBytes));
  }
  return false;
}

/** Some programs put ID3 before FLAC, whose pictures are in its own blocks. */
function* searchBehindTag(start: number, sizeBytes: number): ByteSearch {
  if (start >= sizeBytes) return false;
  const isFlac = flac.isFormatOf(yield { offset: start, length: Math.min(HEADER_BYTES, sizeBytes - start) });
  return isFlac && (yield* searchChunks(flac, start, sizeBytes));
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
  const isFilm = /^(?:mp4|m4v|mov|webm|ogv)$/i.test(extension);
  const [read, written] = [quote(`${from}.${extension}`), quote(`${to}.${extension}`)];
  return `ffmpeg -i ${read} ${isFilm ? "" : "-map 0:a "}-map_metadata -1 -c copy ${written}`;
}

/** For a shell. */
function quote(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
