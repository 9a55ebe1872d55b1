import { hasPlaceInBytes } from "./place-in-bytes.ts";

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Yields the ranges that it needs, takes their bytes (fewer at the end of the file), and says whether it found a place. */
export type ByteSearch = Generator<ByteRange, boolean, Uint8Array>;

const MEBIBYTE = 1024 * 1024;
export const BLOCK_BYTES = MEBIBYTE;
/** The most bytes of metadata that are searched. */
export const MAX_SEARCHED_BYTES = 64 * MEBIBYTE;
/** Blocks overlap, so that a mark across the border of two is whole in the second. */
export const OVERLAP_BYTES = 4096;

export function* searchRange(start: number, end: number): ByteSearch {
  for (let at = start; at < end; at += BLOCK_BYTES - OVERLAP_BYTES) {
    if (hasPlaceInBytes(yield { offset: at, length: Math.min(BLOCK_BYTES, end - at) })) return true;
  }
  return false;
}
