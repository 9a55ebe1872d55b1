import { readFileSync } from "node:fs";

/** The file's bytes, or why they cannot be read: permission is denied, or the file was deleted since it was listed. */
export function tryToRead(path: string): Uint8Array | string {
  try {
    return readFileSync(path);
  } catch (error) {
    return (error as Error).message;
  }
}
