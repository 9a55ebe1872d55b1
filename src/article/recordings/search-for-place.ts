export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

const MEBIBYTE = 1024 * 1024;
const BLOCK_BYTES = MEBIBYTE;
/** The most bytes of metadata boxes that are searched. */
const MAX_SEARCHED_BYTES = 64 * MEBIBYTE;
/** Blocks overlap, so that a mark across the border of two is whole in the second. */
const OVERLAP_BYTES = 64;
/** A film in fragments has thousands, and its metadata before them (ISO/IEC 14496-12 §8.8). */
const MAX_BOXES = 256;
const HEADER_BYTES = 16;

/** The top-level boxes with metadata; XMP is in a `uuid`. */
const SEARCHED: ReadonlySet<string> = new Set(["moov", "meta", "udta", "uuid"]);

/**
 * `©xyz` of QuickTime and `loci` of 3GPP TS 26.244 §8.10, sample entries of tracks with positions (GoPro, Camera Motion Metadata,
 * DJI, Sony) and the `gps ` box of dashboard cameras, each after the size of its box, so that words such as "velocity" are none; Apple's metadata keys; Exif within XMP.
 */
const PLACE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: sizes and flags of boxes
  /\0\0[\0-\x1f][\s\S](?:©xyz|loci\0{4}|gps |(?:gpmd|camm|djmd|rtmd)\0{6})|com\.apple\.quicktime\.location\.|GPSLatitude/;

/**
 * Whether an ISO media file (mp4, m4a, mov) carries the place where it was recorded. Yields the ranges that it needs, and takes their
 * bytes, fewer at the end of the file: the file is never read whole, and sample data never.
 */
export function* searchForPlace(sizeBytes: number): Generator<ByteRange, boolean, Uint8Array> {
  let left = MAX_SEARCHED_BYTES;
  let at = 0;
  for (let count = 0; count < MAX_BOXES && at + 8 <= sizeBytes; count += 1) {
    const box = readHeader(yield { offset: at, length: Math.min(HEADER_BYTES, sizeBytes - at) });
    const boxBytes = box.sizeBytes === 0 ? sizeBytes - at : box.sizeBytes;
    if (!(boxBytes >= 8)) return false;
    if (SEARCHED.has(box.type)) {
      const end = Math.min(at + boxBytes, sizeBytes, at + left);
      if (yield* searchRange(at, end)) return true;
      left -= end - at;
    }
    at += boxBytes;
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
  return `"${name}" carries the place where it was recorded; send a copy without it: ffmpeg -i in.mp4 -map_metadata -1 -c copy out.mp4`;
}

function* searchRange(start: number, end: number): Generator<ByteRange, boolean, Uint8Array> {
  // One character for each byte.
  const decoder = new TextDecoder("windows-1252");
  for (let at = start; at < end; at += BLOCK_BYTES - OVERLAP_BYTES) {
    const bytes = yield { offset: at, length: Math.min(BLOCK_BYTES, end - at) };
    if (PLACE.test(decoder.decode(bytes))) return true;
  }
  return false;
}

/** ISO/IEC 14496-12 §4.2: a size of 1 is followed by one of 64 bits, a size of 0 reaches to the end of the file. */
function readHeader(bytes: Uint8Array): { readonly type: string; readonly sizeBytes: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) return { type: "", sizeBytes: Number.NaN };
  const type = String.fromCharCode(...bytes.subarray(4, 8));
  const size = view.getUint32(0);
  if (size !== 1) return { type, sizeBytes: size };
  // A 64-bit size of 0 is invalid.
  return { type, sizeBytes: bytes.length < 16 ? Number.NaN : Number(view.getBigUint64(8)) || Number.NaN };
}
