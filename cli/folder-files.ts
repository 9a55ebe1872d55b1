import { readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { isUnreadExtension, kindOfExtension } from "../src/article/article-kinds.ts";

/** The files of a publication's folder, as sorted paths relative to its root, separated by `/`. */
export interface FolderFiles {
  /** Files that may be articles. */
  readonly articles: readonly string[];
  /** Articles in formats of other tools. */
  readonly unread: readonly string[];
}

/** Folders in which tools keep templates, data and what they installed. */
const TOOL_FOLDERS: ReadonlySet<string> = new Set([
  ...["node_modules", "bower_components", "vendor", "__pycache__"],
  ...["_layouts", "_includes", "_data", "_sass", "_site", "_plugins", "_build", "archetypes", "layouts"],
]);

/** Files about the folder rather than in the publication, with any ending; Hugo's and Zola's sections among them. */
const ABOUT_THE_FOLDER =
  /^(?:_index|readme|licen[cs]e|contributing|changelog|code[_-]of[_-]conduct|security|humans|robots|requirements)(?=\.)/i;

/** Text and HTML files below these are served as they are by other tools; their Markdown is still read. */
const STATIC_FOLDERS: ReadonlySet<string> = new Set(["public", "static", "assets", "images"]);

type FileRole = keyof FolderFiles | "other";

/**
 * Walks the folder. Dot files belong to tools and are skipped, and so are linked folders, which may lead outside or form a
 * loop.
 */
export function listFolderFiles(root: string): FolderFiles {
  const found: Record<FileRole, string[]> = { articles: [], unread: [], other: [] };
  const pending = [{ inside: "", isStatic: false }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(join(root, folder.inside), { withFileTypes: true })) {
      const { name } = entry;
      if (name.startsWith(".") || TOOL_FOLDERS.has(name)) continue;
      const inside = folder.inside === "" ? name : `${folder.inside}/${name}`;
      if (entry.isDirectory()) pending.push({ inside, isStatic: folder.isStatic || STATIC_FOLDERS.has(name) });
      else found[roleOf(name, folder)].push(inside);
    }
  }
  return { articles: found.articles.sort(), unread: found.unread.sort() };
}

function roleOf(name: string, { isStatic }: { readonly isStatic: boolean }): FileRole {
  if (ABOUT_THE_FOLDER.test(name)) return "other";
  const extension = extensionOf(name);
  if (isUnreadExtension(extension)) return isStatic ? "other" : "unread";
  const kind = kindOfExtension(extension);
  const isServedAsItIs = isStatic && (kind === "text" || kind === "html");
  return kind === undefined || isServedAsItIs ? "other" : "articles";
}

/** Without the dot, as it is written. */
export function extensionOf(name: string): string {
  return extname(name).slice(1);
}
