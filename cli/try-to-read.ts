import { readFileSync } from "node:fs";

/** The file's bytes, or why they cannot be read: it may not be, or it is gone since it was found. */
export function tryToRead(path: string): Uint8Array | string {
  try {
    return readFileSync(path);
  } catch (error) {
    return (error as Error).message;
  }
}
