import { hasPlace } from "../../src/article/recordings/search-for-place.ts";

interface Search {
  readonly isFound: boolean;
  readonly readBytes: number;
  readonly longest: number;
}

/** `sizeBytes`: of a file that ends in sample data, which is not made. */
export function searchFile(file: Uint8Array, sizeBytes = file.length): Search {
  let [readBytes, longest] = [0, 0];
  const isFound = hasPlace(sizeBytes, ({ offset, length }) => {
    readBytes += length;
    longest = Math.max(longest, length);
    return file.subarray(offset, offset + length);
  });
  return { isFound, readBytes, longest };
}
