import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import type { ArticleKind } from "../src/article/article.ts";
import { ARTICLE_EXTENSIONS, kindOfExtension } from "../src/article/article-kinds.ts";
import { PAGE_KEYS } from "../src/article/standing-page.ts";
import type { Finding } from "../src/lib/finding.ts";
import { AttachmentFolder } from "./attachment-folder.ts";
import { extensionOf, listFolderFiles } from "./folder-files.ts";
import { MediaFolder } from "./media-folder.ts";
import { createMediaRoots, type MediaRoots } from "./media-roots.ts";
import { RequestRoom } from "./request-room.ts";

/** One article's file, read but not yet understood. */
export interface ArticleFile {
  readonly key: string;
  readonly kind: ArticleKind;
  /** As people name it: `articles/2024-05-01-cats.md`. */
  readonly path: string;
  readonly body: Uint8Array;
  /** Loads and measures the images beside the file when the article asks for them. */
  readonly media: MediaFolder;
  /** The same for other files. */
  readonly attachments: AttachmentFolder;
  /** `index.md` of a folder that holds other articles: a section's page for other tools, unless it is dated. */
  readonly isSectionIndex: boolean;
  /** Problems of the file itself, found before its text is read. */
  readonly findings: readonly Finding[];
}

/** A file of a format that is not read. */
export interface UnreadFile {
  readonly path: string;
  readonly finding: Finding;
}

export interface ArticleFolder {
  /** In the order of their keys. */
  readonly files: readonly ArticleFile[];
  readonly unread: readonly UnreadFile[];
}

/** Reads a publication's articles: `name.md`, or `name/index.md` with its images beside it. */
export function readArticleFolder(root: string, media: MediaRoots = createMediaRoots(root, undefined)): ArticleFolder {
  const { articles, unread, skipped } = listFolderFiles(root);
  const realRoot = realpathSync(root);
  const folders = countByFolder(articles);
  const files = articles.map((inside) => {
    const isSectionIndex = /(?:^|\/)index\.[^/]+$/i.test(inside) && (folders.get(folderOf(inside)) ?? 0) > 1;
    return { ...readArticleFile(inside, root, realRoot, media), isSectionIndex };
  });
  return {
    files: files.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
    unread: [
      ...unread.map((inside) => ({ path: join(root, inside), finding: describeUnread(inside) })),
      ...skipped.map(({ path, why }) => ({ path: join(root, path), finding: describeSkipped(why) })),
    ],
  };
}

/** Reads the standing pages in `pages/` beside the articles. Their keys begin with PAGE_KEYS. */
export function readPagesFolder(articles: string, staticFolders: readonly string[] | undefined): ArticleFolder {
  const root = pagesFolderOf(articles);
  const isThere = root !== undefined && statSync(root, { throwIfNoEntry: false })?.isDirectory();
  if (!isThere) return { files: [], unread: [] };
  const { files, unread } = readArticleFolder(root, createMediaRoots(root, staticFolders));
  return { files: files.map((file) => ({ ...file, key: PAGE_KEYS + file.key, isSectionIndex: false })), unread };
}

/**
 * Undefined for a folder of articles by another name: another tool's project may well have a folder pages/ that its owner never meant to
 * publish from here.
 */
export function pagesFolderOf(articles: string): string | undefined {
  return basename(resolve(articles)) === "articles" ? join(articles, "../pages") : undefined;
}

/** By key; two files of one key by path, so that the same one is refused each time. */
function orderOf({ key, path }: ArticleFile): string {
  return `${key}\0${path}`;
}

function folderOf(inside: string): string {
  return inside.slice(0, Math.max(0, inside.lastIndexOf("/")));
}

/** How many articles lie in each folder, at any depth below it. */
function countByFolder(articles: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const inside of articles) {
    for (let folder = inside; folder !== ""; ) {
      folder = folderOf(folder);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return counts;
}

/** The key of an article by its file's path in the folder. */
export function keyOfPath(inside: string): string {
  return nameOfPath(inside).replace(/\/index$/i, "");
}

/** Two spellings of one letter are one name; the key is the article's identity. */
function nameOfPath(inside: string): string {
  return inside.slice(0, -extensionOf(inside).length - 1).normalize("NFC");
}

type FileParts = Omit<ArticleFile, "isSectionIndex">;

function readArticleFile(inside: string, root: string, realRoot: string, roots: MediaRoots): FileParts {
  const path = join(root, inside);
  const extension = extensionOf(inside);
  const named = nameOfPath(inside);
  const key = keyOfPath(inside);
  const kind = kindOfExtension(extension) ?? "text";
  const place = { roots, folder: folderOf(inside), name: named };
  const room = new RequestRoom();
  const media = new MediaFolder(place, room);
  const attachments = new AttachmentFolder(place, room);
  const base = { key, kind, path, media, attachments };
  const problem = findFileProblem(path, realRoot);
  if (problem !== undefined) return { ...base, body: new Uint8Array(), findings: [error(problem)] };
  try {
    return { ...base, body: readFileSync(path), findings: reportCase(inside, extension) };
  } catch (unread) {
    const message = `the file cannot be read: ${(unread as Error).message}`;
    return { ...base, body: new Uint8Array(), findings: [error(message)] };
  }
}

function error(message: string): Finding {
  return { severity: "error", reason: "file-unreadable", line: undefined, message };
}

/** Tools on systems that tell `a.MD` from `a.md` do not see the one. */
function reportCase(inside: string, extension: string): Finding[] {
  const wanted = extension.toLowerCase();
  if (wanted === extension) return [];
  const name = inside.slice(folderOf(inside).length).replace(/^\//, "");
  const message = `The ending ".${extension}" is read as ".${wanted}"; name the file ${name.slice(0, -wanted.length)}${wanted}`;
  return [{ severity: "warning", reason: "file-name-case", line: undefined, message }];
}

function describeUnread(inside: string): Finding {
  const extension = extensionOf(inside).toLowerCase();
  const wanted = ARTICLE_EXTENSIONS.map((name) => `.${name}`).join(", ");
  const message = `".${extension}" files are not read; wanted ${wanted}`;
  return { severity: "warning", reason: "file-not-read", line: undefined, message };
}

function describeSkipped(why: string): Finding {
  return { severity: "warning", reason: "file-not-read", line: undefined, message: why };
}

/** Explains why the file's location is refused; undefined if it is allowed. */
function findFileProblem(path: string, realRoot: string): string | undefined {
  try {
    const real = realpathSync(path);
    if (!real.startsWith(realRoot + sep)) return `the file must lie inside the folder, found a link to ${real}`;
    return statSync(real).isFile() ? undefined : "an article must be a file, found something else";
  } catch {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return isLink
      ? "the link leads nowhere; wanted a file inside the folder"
      : "the file is not there any more, or its name is not UTF-8; rename it, or run the command again";
  }
}
