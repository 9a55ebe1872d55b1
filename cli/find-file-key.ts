import { existsSync } from "node:fs";
import { PAGE_KEYS } from "../src/article/standing-page.ts";
import { UsageError } from "../src/lib/usage-error.ts";
import { keyOfPath, pagesFolderOf } from "./article-folder.ts";
import { withoutEnding } from "./find-article.ts";
import { listFolderFiles } from "./folder-files.ts";

/** The key of a file that people name by its key or its path; undefined where the folder has no such file. */
export function findFileKey(articles: string, name: string): string | undefined {
  const candidates = listCandidates(articles, name);
  if (!existsSync(articles)) throw new UsageError(`There is no folder "${articles}"; --articles names another`);
  const keys = new Set(listKeys(articles));
  return candidates.find((candidate) => keys.has(candidate));
}

function listCandidates(articles: string, name: string): string[] {
  const key = withoutEnding(name).normalize("NFC").replace(/^\.\//, "");
  const inFolder = key.startsWith(`${articles}/`) ? key.slice(articles.length + 1) : key;
  return [key, inFolder, key.replace(/^pages\//, PAGE_KEYS)];
}

function listKeys(articles: string): string[] {
  const pages = pagesFolderOf(articles);
  const standing = pages !== undefined && existsSync(pages) ? listFolderFiles(pages).articles : [];
  return [...listFolderFiles(articles).articles.map(keyOfPath), ...standing.map((path) => PAGE_KEYS + keyOfPath(path))];
}
