// RFC 8794, EBML: elements of an id, a size and data.

export interface Element {
  readonly id: number;
  readonly headerBytes: number;
  /** Infinite where the size is not known (RFC 8794 §6.2). */
  readonly dataBytes: number;
}

/** At the beginning of the bytes; undefined where there is none. */
export function readElement(bytes: Uint8Array): Element | undefined {
  const idBytes = countBytes(bytes[0]);
  const sizeBytes = countBytes(bytes[idBytes]);
  const headerBytes = idBytes + sizeBytes;
  if (idBytes > 4 || sizeBytes > 8 || headerBytes > bytes.length) return undefined;
  const size = Uint8Array.from(bytes.subarray(idBytes, headerBytes));
  // RFC 8794 §4: the bits before the number, and the one that ends them.
  size[0] = (size[0] ?? 0) & (0xff >> sizeBytes);
  const isUnknown = size.every((byte, index) => byte === (index === 0 ? 0xff >> sizeBytes : 0xff));
  const dataBytes = isUnknown ? Number.POSITIVE_INFINITY : readNumber(size);
  return { id: readNumber(bytes.subarray(0, idBytes)), headerBytes, dataBytes };
}

/** RFC 8794 §4.1: as many bytes as there are zeros before the first bit that is set, and one. */
function countBytes(first = 0): number {
  return Math.clz32(first) - 23;
}

/** Exact up to 2^53: no file is longer. */
export function readNumber(bytes: Uint8Array): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
