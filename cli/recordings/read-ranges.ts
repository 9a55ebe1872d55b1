import { closeSync, openSync, readSync } from "node:fs";
import type { ByteRange } from "../../src/article/recordings/byte-search.ts";
import { hasPlace } from "../../src/article/recordings/search-for-place.ts";

/** The first bytes of a file, which tell its type. */
export function readStart(file: string, length: number): Uint8Array {
  return withFile(file, (read) => read({ offset: 0, length }));
}

/** Whether a recording, or a picture within it, carries the place where it was recorded. */
export function isPlaced(file: string, sizeBytes: number): boolean {
  return withFile(file, (read) => hasPlace(sizeBytes, read));
}

function withFile<Value>(file: string, use: (read: (range: ByteRange) => Uint8Array) => Value): Value {
  const handle = openSync(file, "r");
  try {
    return use(({ offset, length }) => {
      const block = Buffer.alloc(length);
      return block.subarray(0, readSync(handle, block, 0, length, offset));
    });
  } finally {
    closeSync(handle);
  }
}
