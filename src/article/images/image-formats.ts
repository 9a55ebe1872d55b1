import { GIF } from "image-size/types/gif";
import { HEIF } from "image-size/types/heif";
import { JPG } from "image-size/types/jpg";
import { PNG } from "image-size/types/png";
import { WEBP } from "image-size/types/webp";
import { startsWith } from "../../lib/bytes.ts";
import type { ImageMediaType } from "../article.ts";
import { stripAvif } from "./strip-metadata/strip-avif.ts";
import { stripGif } from "./strip-metadata/strip-gif.ts";
import { stripJpeg } from "./strip-metadata/strip-jpeg.ts";
import { stripPng } from "./strip-metadata/strip-png.ts";
import { stripWebp } from "./strip-metadata/strip-webp.ts";

export interface ImageFormat {
  readonly mediaType: ImageMediaType;
  readonly extension: string;
  /** Further endings of file names that are right for this format. */
  readonly otherExtensions: readonly string[];
  readonly isFormatOf: (bytes: Uint8Array) => boolean;
  /** Whether the file is complete; a truncated download is not. */
  readonly isComplete: (bytes: Uint8Array) => boolean;
  /** Throws on malformed input. */
  readonly readSize: (bytes: Uint8Array) => { width: number; height: number; orientation?: number };
  /** Strips all metadata except orientation and colour profiles; undefined if the file is too damaged for that. */
  readonly strip: (bytes: Uint8Array) => Uint8Array | undefined;
}

const KIBIBYTE = 1024;

/** The five image formats that are published, detected by their magic bytes, never by name or Content-Type. */
export const IMAGE_FORMATS: readonly ImageFormat[] = [
  {
    mediaType: "image/jpeg",
    extension: "jpg",
    otherExtensions: ["jpeg", "jpe", "jfif"],
    isFormatOf: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
    isComplete: (bytes) => hasEndOfJpeg(bytes),
    // The frame header comes early; in what is no JPEG the package would try each byte, at 0.1 µs, of 10 MB.
    readSize: (bytes) => JPG.calculate(bytes.subarray(0, 1024 * KIBIBYTE)),
    strip: stripJpeg,
  },
  {
    mediaType: "image/png",
    extension: "png",
    otherExtensions: ["apng"],
    isFormatOf: (bytes) => startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n") && startsWith(bytes, 12, "IHDR"),
    isComplete: (bytes) => hasEndOfPng(bytes),
    readSize: PNG.calculate,
    strip: stripPng,
  },
  {
    mediaType: "image/webp",
    extension: "webp",
    otherExtensions: [],
    isFormatOf: (bytes) => startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP"),
    isComplete: (bytes) => viewOf(bytes).getUint32(4, true) + 8 <= bytes.length,
    readSize: WEBP.calculate,
    strip: stripWebp,
  },
  {
    mediaType: "image/gif",
    extension: "gif",
    otherExtensions: [],
    isFormatOf: (bytes) => startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a"),
    isComplete: (bytes) => bytes.lastIndexOf(0x3b) > 13,
    readSize: GIF.calculate,
    strip: stripGif,
  },
  {
    mediaType: "image/avif",
    extension: "avif",
    otherExtensions: ["avifs"],
    isFormatOf: (bytes) => isAvif(bytes),
    isComplete: (bytes) => hasWholeBoxes(bytes),
    // The package scans all boxes after each box: quadratic time.
    readSize: (bytes) => HEIF.calculate(bytes.subarray(0, 128 * KIBIBYTE)),
    strip: stripAvif,
  },
];

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** ISO 14496-12 §4.3: the major brand, or one of the compatible ones in the first box, is `avif`. */
function isAvif(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || !startsWith(bytes, 4, "ftyp")) return false;
  const end = Math.min(viewOf(bytes).getUint32(0), bytes.length, 256);
  for (let offset = 8; offset + 4 <= end; offset += 4) if (startsWith(bytes, offset, "avif")) return true;
  return false;
}

/** ITU-T T.81 §B.1.1.3: a JPEG ends with EOI. Telephones put more after it, so it is looked for from the end. */
function hasEndOfJpeg(bytes: Uint8Array): boolean {
  let end = bytes.lastIndexOf(0xd9);
  while (end > 2 && bytes[end - 1] !== 0xff) end = bytes.lastIndexOf(0xd9, end - 1);
  return end > 2;
}

/** PNG §5.3: chunks of a length, a type, that many bytes and a checksum, until IEND. */
function hasEndOfPng(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  for (let offset = 8; offset + 12 <= bytes.length; offset += 12 + view.getUint32(offset)) {
    if (startsWith(bytes, offset + 4, "IEND")) return true;
  }
  return false;
}

/**
 * ISO 14496-12 §4.2: complete if the boxes reach the end and include the pixels (`mdat`). A last box of size 0 extends to the
 * end.
 */
function hasWholeBoxes(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  let offset = 0;
  let hasPixels = false;
  while (offset + 8 <= bytes.length) {
    const size = view.getUint32(offset);
    hasPixels ||= startsWith(bytes, offset + 4, "mdat");
    if (size === 0) return hasPixels;
    if (size < 8) return false;
    offset += size;
  }
  return hasPixels && offset === bytes.length;
}
