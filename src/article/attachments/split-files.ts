import { isMedium, type Medium, type StoredFile } from "../article.ts";

export interface SplitFiles {
  readonly media: ReadonlyMap<string, Medium>;
  readonly attachments: ReadonlyMap<string, StoredFile>;
}

/** Parts images from other files. */
export function splitFiles(files: ReadonlyMap<string, StoredFile>): SplitFiles {
  const media = new Map<string, Medium>();
  const attachments = new Map<string, StoredFile>();
  for (const [path, file] of files) {
    if (isMedium(file)) media.set(path, file);
    else attachments.set(path, file);
  }
  return { media, attachments };
}
