import { MAX_FILES_BYTES } from "../src/article/limits.ts";

/** The room for one article's images and files in the request that sends them: what the one takes, the other cannot have. */
export class RequestRoom {
  #usedBytes = 0;

  get freeBytes(): number {
    return MAX_FILES_BYTES - this.#usedBytes;
  }

  take(sizeBytes: number): void {
    this.#usedBytes += sizeBytes;
  }
}
