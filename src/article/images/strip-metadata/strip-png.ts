import { joinBytes } from "../../../lib/bytes.ts";
import { keepOrientation } from "./orientation.ts";
import { readFourCharacters, viewOf } from "./text-at.ts";

const SIGNATURE_BYTES = 8;
/** Length, type and checksum around the data of a chunk. */
const FRAME_BYTES = 12;

/** PNG §11 and APNG: pixels, colours and frames. Texts, times, suggested palettes and private chunks are left out. */
const KEPT = new Set(
  "IHDR PLTE IDAT tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV mDCv cLLI cLLi bKGD hIST pHYs acTL fcTL fdAT".split(" "),
);

/** Undefined where the file ends before its IEND; what follows that is left out. */
export function stripPng(bytes: Uint8Array): Uint8Array | undefined {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  let hasExif = false;
  for (let offset = SIGNATURE_BYTES; offset + FRAME_BYTES <= bytes.length; ) {
    const end = offset + FRAME_BYTES + view.getUint32(offset);
    if (end > bytes.length) return undefined;
    const type = readFourCharacters(bytes, offset + 4);
    // An IEND has no data: any content is not part of the image.
    if (type === "IEND") return joinBytes([...kept, writeChunk("IEND", new Uint8Array())]);
    if (KEPT.has(type)) kept.push(bytes.subarray(offset, end));
    if (type === "eXIf" && !hasExif) {
      const tiff = keepOrientation(bytes.subarray(offset + 8, end - 4));
      if (tiff !== undefined) kept.push(writeChunk("eXIf", tiff));
      hasExif = tiff !== undefined;
    }
    offset = end;
  }
  return undefined;
}

function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(FRAME_BYTES + data.length);
  const view = viewOf(chunk);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, checksum(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** CRC-32 as PNG §D has it, bit by bit: the chunks written here have 30 bytes. */
function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return ~rest >>> 0;
}
