import { type Dirent, readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { isUnreadExtension, kindOfExtension } from "../src/article/article-kinds.ts";

/** The files of a publication's folder, as sorted paths relative to its root, separated by `/`. */
export interface FolderFiles {
  /** Files that may be articles. */
  readonly articles: readonly string[];
  /** Articles in formats of other tools. */
  readonly unread: readonly string[];
  /** Folders that were not walked. */
  readonly skipped: readonly SkippedFolder[];
}

export interface SkippedFolder {
  readonly path: string;
  readonly why: string;
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

type FileRole = "articles" | "unread" | "other";

type ListFolder = (path: string) => readonly Dirent[];

const listFolder: ListFolder = (path) => readdirSync(path, { withFileTypes: true });

/**
 * Walks the folder. Dot files belong to tools and are skipped, and so are linked folders, which may lead outside or form a
 * loop. A folder below the first that cannot be listed, or is gone meanwhile, hides no other.
 */
export function listFolderFiles(root: string, list: ListFolder = listFolder): FolderFiles {
  const walk: Walk = { root, found: { articles: [], unread: [], other: [] }, skipped: [], pending: [ROOT] };
  for (let folder = walk.pending.pop(); folder !== undefined; folder = walk.pending.pop()) {
    for (const entry of tryToList(root, folder.inside, list, walk.skipped)) {
      if (!entry.name.startsWith(".") && !TOOL_FOLDERS.has(entry.name)) sortEntry(entry, folder, walk);
    }
  }
  const { found, skipped } = walk;
  return { articles: found.articles.sort(), unread: found.unread.sort(), skipped: skipped.sort(byPath) };
}

interface Folder {
  readonly inside: string;
  readonly isStatic: boolean;
}

const ROOT: Folder = { inside: "", isStatic: false };

interface Walk {
  readonly root: string;
  readonly found: Record<FileRole, string[]>;
  readonly skipped: SkippedFolder[];
  readonly pending: Folder[];
}

function sortEntry(entry: Dirent, folder: Folder, { root, found, skipped, pending }: Walk): void {
  const { name } = entry;
  const inside = folder.inside === "" ? name : `${folder.inside}/${name}`;
  const isStatic = folder.isStatic || STATIC_FOLDERS.has(name);
  if (entry.isDirectory()) pending.push({ inside, isStatic });
  else if (!isLinkedFolder(entry, join(root, inside))) found[roleOf(name, folder)].push(inside);
  else if (!isStatic) skipped.push({ path: inside, why: LINKED });
}

const LINKED = "a link to a folder is not followed; move the folder here";

function byPath(a: SkippedFolder, b: SkippedFolder): number {
  return a.path < b.path ? -1 : 1;
}

function tryToList(root: string, inside: string, list: ListFolder, skipped: SkippedFolder[]): readonly Dirent[] {
  try {
    return list(join(root, inside));
  } catch (error) {
    if (inside === "") throw error;
    skipped.push({ path: inside, why: `the folder cannot be listed: ${(error as Error).message}` });
    return [];
  }
}

/** A link with the name of an article is one to a file that is refused later, with its own reason. */
function isLinkedFolder(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink() || kindOfExtension(extensionOf(entry.name)) !== undefined) return false;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
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
