import { joinBytes } from "../../../lib/bytes.ts";
import { keepOrientation } from "./orientation.ts";
import { hasText, readFourCharacters, viewOf } from "./text-at.ts";

const HEADER_BYTES = 8;
const RIFF_BYTES = 12;
/** RFC 9649 §2.7.1.1: position, size and duration stand before the chunks of a frame. */
const FRAME_HEADER_BYTES = 16;

const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;

/** RFC 9649 §2.7: pixels, transparency, animation, colours. */
const KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ICCP"]);
const KEPT_IN_FRAME = new Set(["VP8 ", "VP8L", "ALPH"]);

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** Undefined where a chunk goes beyond the end that RIFF states; what follows that is left out. */
export function stripWebp(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < RIFF_BYTES) return undefined;
  const end = viewOf(bytes).getUint32(4, true) + HEADER_BYTES;
  if (end < RIFF_BYTES || end > bytes.length) return undefined;
  const chunks = readChunks(bytes.subarray(RIFF_BYTES, end));
  if (chunks === undefined) return undefined;
  const exif = chunks[0]?.type === "VP8X" ? findExif(chunks) : undefined;
  const kept = chunks.map((chunk) => keepChunk(chunk, exif));
  if (kept.some((chunk) => chunk === "damaged")) return undefined;
  const written = kept.flatMap((chunk) => (chunk === undefined || chunk === "damaged" ? [] : [writeChunk(chunk)]));
  const body = joinBytes(exif === undefined ? written : [...written, writeChunk({ type: "EXIF", data: exif })]);
  const riff = new Uint8Array(RIFF_BYTES);
  riff.set(new TextEncoder().encode("RIFF"));
  viewOf(riff).setUint32(4, body.length + 4, true);
  riff.set(new TextEncoder().encode("WEBP"), HEADER_BYTES);
  return joinBytes([riff, body]);
}

function keepChunk({ type, data }: Chunk, exif: Uint8Array | undefined): Chunk | "damaged" | undefined {
  if (type === "VP8X") return { type, data: writeFlags(data, exif) };
  if (type === "ANMF") {
    const inner = data.length < FRAME_HEADER_BYTES ? undefined : readChunks(data.subarray(FRAME_HEADER_BYTES));
    if (inner === undefined) return "damaged";
    const frame = inner.filter((chunk) => KEPT_IN_FRAME.has(chunk.type)).map(writeChunk);
    return { type, data: joinBytes([data.subarray(0, FRAME_HEADER_BYTES), ...frame]) };
  }
  return KEPT.has(type) ? { type, data } : undefined;
}

function writeFlags(data: Uint8Array, exif: Uint8Array | undefined): Uint8Array {
  const flags = data.slice(0, 10);
  flags[0] = ((flags[0] ?? 0) & ~(EXIF_FLAG | XMP_FLAG)) | (exif === undefined ? 0 : EXIF_FLAG);
  return flags;
}

/** Some writers put JPEG's `Exif\0\0` before the TIFF structure. */
function findExif(chunks: readonly Chunk[]): Uint8Array | undefined {
  const data = chunks.find(({ type }) => type === "EXIF")?.data;
  return data && keepOrientation(hasText(data, 0, "Exif\0\0") ? data.subarray(6) : data);
}

/** Undefined where a chunk extends beyond the end. A missing final padding byte is tolerated. */
function readChunks(bytes: Uint8Array): Chunk[] | undefined {
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  for (let offset = 0; offset + HEADER_BYTES <= bytes.length; ) {
    const end = offset + HEADER_BYTES + view.getUint32(offset + 4, true);
    if (end > bytes.length) return undefined;
    chunks.push({ type: readFourCharacters(bytes, offset), data: bytes.subarray(offset + HEADER_BYTES, end) });
    offset = end + (end % 2);
  }
  return chunks;
}

function writeChunk({ type, data }: Chunk): Uint8Array {
  const chunk = new Uint8Array(HEADER_BYTES + data.length + (data.length % 2));
  chunk.set(new TextEncoder().encode(type));
  viewOf(chunk).setUint32(4, data.length, true);
  chunk.set(data, HEADER_BYTES);
  return chunk;
}
