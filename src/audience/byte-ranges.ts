/** Bytes of a file from the first up to, and without, the second offset. */
export type ByteRange = readonly [start: number, end: number];

/** A player asks for a file in a few long runs; more than these are kept of none. */
const MAX_RANGES = 32;

/**
 * The same bytes as ranges that neither touch nor overlap, in their order. Of more than a client sends while it plays, the longest
 * are kept, so that no byte counts that was not asked for. Joining twice changes nothing.
 */
export function joinRanges(ranges: readonly ByteRange[]): ByteRange[] {
  const joined: ByteRange[] = [];
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last === undefined || start > last[1]) joined.push([start, end]);
    else joined[joined.length - 1] = [last[0], Math.max(last[1], end)];
  }
  if (joined.length <= MAX_RANGES) return joined;
  const longest = new Set(joined.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MAX_RANGES));
  return joined.filter((range) => longest.has(range));
}

/** The number of bytes in joined ranges. */
export function sumRanges(joined: readonly ByteRange[]): number {
  return joined.reduce((sum, range) => sum + lengthOf(range), 0);
}

function lengthOf([start, end]: ByteRange): number {
  return end - start;
}
