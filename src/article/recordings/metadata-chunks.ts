import { isIsoMedia } from "./recording-types.ts";

/** A part of a recording's file, from its header to the next one. */
export interface Chunk {
  readonly hasMetadata: boolean;
  /** With its header; not a number where the file breaks off or is none of its format. */
  readonly sizeBytes: number;
  readonly isLast?: boolean;
  /** A tag, behind which there may be a file of FLAC. */
  readonly isTag?: boolean;
}

/** A format whose metadata is in chunks of its own, beside the sound. */
export interface ChunkedFormat {
  readonly isFormatOf: (start: Uint8Array) => boolean;
  readonly firstOffset: number;
  readonly readChunk: (header: Uint8Array) => Chunk;
}

/** As much of a chunk as its size and type take. */
export const HEADER_BYTES = 16;

const UNREADABLE: Chunk = { hasMetadata: false, sizeBytes: Number.NaN };

/** The top-level boxes with metadata; XMP is in a `uuid`. */
const METADATA_BOXES: ReadonlySet<string> = new Set(["moov", "meta", "udta", "uuid"]);

/** RFC 9639 §8.1: blocks, of which the first bit names the last. */
export const flac: ChunkedFormat = {
  isFormatOf: (start) => textAt(start, 0, 4) === "fLaC",
  firstOffset: 4,
  readChunk: (header) => {
    const [kind, high = 0, middle = 0, low = 0] = header;
    if (kind === undefined) return UNREADABLE;
    return { hasMetadata: true, sizeBytes: 4 + ((high << 16) | (middle << 8) | low), isLast: kind >= 0x80 };
  },
};

export const chunkedFormats: readonly ChunkedFormat[] = [
  // ID3v2.4.0 §3.1: one tag before the sound, whose size has seven bits a byte.
  {
    isFormatOf: (start) => textAt(start, 0, 3) === "ID3",
    firstOffset: 0,
    readChunk: (header) => {
      const [high = 0, second = 0, third = 0, low = 0] = header.subarray(6, 10);
      const sizeBytes = 10 + ((high << 21) | (second << 14) | (third << 7) | low);
      return { hasMetadata: true, sizeBytes, isLast: true, isTag: true };
    },
  },
  flac,
  // Chunks of WAVE, whose sizes are even; in RF64 (EBU Tech 3306) that of the sound is elsewhere, and it ends the search.
  {
    isFormatOf: (start) => ["RIFF", "RF64"].includes(textAt(start, 0, 4)) && textAt(start, 8, 4) === "WAVE",
    firstOffset: 12,
    readChunk: (header) => {
      if (header.length < 8) return UNREADABLE;
      const size = viewOf(header).getUint32(4, true);
      return { hasMetadata: textAt(header, 0, 4) !== "data", sizeBytes: 8 + size + (size % 2) };
    },
  },
  { isFormatOf: isIsoMedia, firstOffset: 0, readChunk: readBox },
];

/** ISO/IEC 14496-12 §4.2: a size of 1 is followed by one of 64 bits, a size of 0 reaches to the end of the file. */
function readBox(header: Uint8Array): Chunk {
  if (header.length < 8) return UNREADABLE;
  const [view, hasMetadata] = [viewOf(header), METADATA_BOXES.has(textAt(header, 4, 4))];
  const size = view.getUint32(0);
  if (size === 0) return { hasMetadata, sizeBytes: Number.POSITIVE_INFINITY };
  if (size !== 1) return { hasMetadata, sizeBytes: size };
  // A 64-bit size of 0 is invalid.
  return { hasMetadata, sizeBytes: header.length < 16 ? Number.NaN : Number(view.getBigUint64(8)) || Number.NaN };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function textAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}
