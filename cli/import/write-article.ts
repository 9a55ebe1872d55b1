import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ArticleText } from "../../src/import/write-article-text.ts";

export interface ImportedArticle extends ArticleText {
  /** Files that stand beside it, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** `name.html`, or `name/index.html` with its pictures beside it; `text` is the rendered article. Gives the path. */
export function writeArticle(folder: string, article: ImportedArticle, text: string, write: WriteFile): string {
  const { key } = article.placed;
  const path = join(folder, article.files.size === 0 ? `${key}.html` : join(key, "index.html"));
  // The text last: an import that was interrupted then takes the article again.
  for (const [name, bytes] of article.files) write(join(dirname(path), name), bytes);
  write(path, text);
  return path;
}

export type WriteFile = (path: string, content: string | Uint8Array) => void;

/** Writes files, and creates each folder that they need once. */
export function createFileWriter(): WriteFile {
  const made = new Set<string>();
  return (path, content) => {
    const folder = dirname(path);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    writeFileSync(path, content);
  };
}
