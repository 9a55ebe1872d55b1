const encoder = new TextEncoder();

/** An isolate's first document pays for the block that it needs, not for that of the largest: zeroing a megabyte takes half a millisecond. */
const FIRST_BLOCK_BYTES = 64 * 1024;
const MAX_KEPT_BYTES = 1024 * 1024;
/** UTF-8 needs at most three bytes for a UTF-16 code unit. */
const MAX_BYTES_PER_UNIT = 3;

/** The largest block so far, lent to one call at a time; no view of it leaves this file. */
let spareBlock: Uint8Array | undefined;

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return joinUtf8([text]);
}

/**
 * The parts one after the other, texts as UTF-8, in one new array. Parts may be made while they are asked for: none is held on
 * to. Texts go through a block that is used again and again, as `encodeInto` takes half the time of `encode`, which measures
 * a text before it writes it.
 */
export function joinUtf8(parts: Iterable<string | Uint8Array>): Uint8Array<ArrayBuffer> {
  const firstBlock = spareBlock ?? new Uint8Array(FIRST_BLOCK_BYTES);
  spareBlock = undefined;
  const chunks: Uint8Array[] = [];
  let block = firstBlock;
  let used = 0;
  for (const part of parts) {
    if (typeof part !== "string") {
      chunks.push(part);
      continue;
    }
    const needed = part.length * MAX_BYTES_PER_UNIT;
    if (block.length - used < needed) {
      block = new Uint8Array(Math.max(Math.min(2 * block.length, MAX_KEPT_BYTES), needed));
      used = 0;
    }
    const { written } = encoder.encodeInto(part, block.subarray(used));
    chunks.push(block.subarray(used, used + written));
    used += written;
  }
  spareBlock = block.length > MAX_KEPT_BYTES ? firstBlock : block;
  return joinBytes(chunks);
}

/** Two lower-case digits for each byte. */
export function formatHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const chunk of chunks) length += chunk.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/** Whether bytes have the characters of a text, each one byte, at an offset: the mark of a file format. */
export function startsWith(bytes: Uint8Array, offset: number, text: string): boolean {
  return Array.from(text).every((character, index) => bytes[offset + index] === character.charCodeAt(0));
}
