import type { StoredFile } from "../../src/article/article.ts";

export interface LocalRecording {
  readonly medium: StoredFile;
  /** Where on disk it is. */
  readonly place: string;
}
