import { readFourCharacters, viewOf } from "./text-at.ts";

/** A box of ISO 14496-12 §4.2; positions are those in the file. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** Where its content begins. */
  readonly content: number;
  readonly end: number;
}

const HEADER_BYTES = 8;
/** §4.2: version and flags of a full box. */
export const FULL_BOX_BYTES = 4;

/** The boxes between two positions; undefined where they do not fill the space. Sizes of 64 bits are not taken. */
export function listBoxes(file: Uint8Array, from: number, to: number): Box[] | undefined {
  const view = viewOf(file);
  const boxes: Box[] = [];
  for (let start = from; start < to; ) {
    if (start + HEADER_BYTES > to) return undefined;
    const size = view.getUint32(start);
    // The last box may have size 0: it goes as far as there are bytes.
    const end = size === 0 ? to : start + size;
    if (end < start + HEADER_BYTES || end > to) return undefined;
    boxes.push({ type: readFourCharacters(file, start + 4), start, content: start + HEADER_BYTES, end });
    start = end;
  }
  return boxes;
}

/** Turns a box into free space (§8.1.2) in place, so that no offset in the file changes. */
export function blankBox(file: Uint8Array, { start, content, end }: Box): void {
  file.set(new TextEncoder().encode("free"), start + 4);
  file.fill(0, content, end);
}
