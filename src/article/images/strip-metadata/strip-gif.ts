import { joinBytes } from "../../../lib/bytes.ts";
import { hasText } from "./text-at.ts";

const SCREEN_END = 13;
const TRAILER = 0x3b;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const PLAIN_TEXT = 0x01;
const APPLICATION = 0xff;

/** Application extensions that say how often to repeat, and which colours are meant. */
const KEPT_APPLICATIONS = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"];
/** Repetitions have one sub-block of three bytes, or of five for buffering; anything longer is something else. */
const MAX_REPETITION_BYTES = 16;

/**
 * GIF89a §23 to §26: images, their timing and repetition stay; comments, texts and other applications' data (XMP) do not. The
 * file is cut at its trailer. Undefined where a block is broken off.
 */
export function stripGif(bytes: Uint8Array): Uint8Array | undefined {
  const start = SCREEN_END + colourTableBytes(bytes[10] ?? 0);
  const blocks = start > bytes.length ? undefined : listBlocks(bytes, start);
  if (!blocks?.some(isImage)) return undefined;
  // Walk from the end: a graphic control (§23) belongs to the next image or text, even with other blocks between them.
  let shown: Uint8Array | undefined;
  const kept: Uint8Array[] = [];
  for (const block of blocks.toReversed()) {
    if (isImage(block) || block[1] === PLAIN_TEXT) shown = block;
    if (isKept(block, shown)) kept.push(block);
  }
  // Browsers show a file that ends without its trailer.
  return joinBytes([bytes.subarray(0, start), ...kept.reverse(), Uint8Array.of(TRAILER)]);
}

function listBlocks(bytes: Uint8Array, start: number): Uint8Array[] | undefined {
  const blocks: Uint8Array[] = [];
  for (let offset = start; offset < bytes.length && bytes[offset] !== TRAILER; ) {
    const end = findBlockEnd(bytes, offset);
    if (end === undefined) return undefined;
    blocks.push(bytes.subarray(offset, end));
    offset = end;
  }
  return blocks;
}

function findBlockEnd(bytes: Uint8Array, start: number): number | undefined {
  if (bytes[start] === IMAGE) return findImageEnd(bytes, start);
  return bytes[start] === EXTENSION ? findBlocksEnd(bytes, start + 2) : undefined;
}

function isImage(block: Uint8Array): boolean {
  return block[0] === IMAGE;
}

/** The graphic control of a text goes with it. */
function isKept(block: Uint8Array, shown: Uint8Array | undefined): boolean {
  if (isImage(block)) return true;
  if (block[1] === GRAPHIC_CONTROL) return shown !== undefined && isImage(shown);
  return block[1] === APPLICATION && isKeptApplication(block);
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** §20: a descriptor of ten bytes, its colour table, the size of its codes, and blocks. */
function findImageEnd(bytes: Uint8Array, start: number): number | undefined {
  return findBlocksEnd(bytes, start + 10 + colourTableBytes(bytes[start + 9] ?? 0) + 1);
}

/** §15: sub-blocks, each with its length, ended by one of length 0. */
function findBlocksEnd(bytes: Uint8Array, start: number): number | undefined {
  for (let offset = start; offset < bytes.length; ) {
    const length = bytes[offset] ?? 0;
    offset += 1 + length;
    if (length === 0) return offset;
  }
  return undefined;
}

/** After introducer and label: the length 11, the application's name, and its blocks. */
function isKeptApplication(block: Uint8Array): boolean {
  const name = KEPT_APPLICATIONS.find((known) => block[2] === 11 && hasText(block, 3, known));
  if (name === undefined) return false;
  return name.startsWith("ICC") || block.length <= 14 + MAX_REPETITION_BYTES;
}
