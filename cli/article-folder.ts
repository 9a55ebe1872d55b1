import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { ArticleKind } from "../src/article/article.ts";
import type { Finding } from "../src/lib/finding.ts";
import { AttachmentFolder } from "./attachment-folder.ts";
import { MediaFolder } from "./media-folder.ts";

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
  /** What is wrong with the file before anybody has read it. */
  readonly findings: readonly Finding[];
}

const kinds: Readonly<Record<string, ArticleKind>> = { ".txt": "text", ".md": "markdown", ".html": "html" };

/** Lists a publication's articles in the order of their keys: `name.md`, or `name/index.md` with its images beside it. */
export function readArticleFolder(root: string): ArticleFile[] {
  const realRoot = realpathSync(root);
  return listFiles(root)
    .map((path) => readArticleFile(path, root, realRoot))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** By key; two files of one key by path, so that the same one is refused each time. */
function orderOf({ key, path }: ArticleFile): string {
  return `${key}\0${path}`;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    // Editors and version control keep their own: .git, .obsidian.
    if (entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    // A linked folder is not entered: it may lead out, or in a circle.
    if (entry.isDirectory()) return listFiles(path);
    return extensionOf(entry.name) in kinds && !entry.name.startsWith("README") ? [path] : [];
  });
}

function extensionOf(name: string): string {
  return /\.[a-z]+$/i.exec(name)?.[0].toLowerCase() ?? "";
}

function readArticleFile(path: string, root: string, realRoot: string): ArticleFile {
  const inside = relative(root, path).split(sep).join("/");
  const extension = extensionOf(inside);
  const key = inside.slice(0, -extension.length).replace(/\/index$/, "");
  const kind = kinds[extension] ?? "text";
  const media = new MediaFolder(dirname(path), realRoot);
  const attachments = new AttachmentFolder(dirname(path), realRoot);
  const base = { key, kind, path, media, attachments };
  const problem = findFileProblem(path, realRoot);
  if (problem !== undefined) return { ...base, body: new Uint8Array(), findings: [error(problem)] };
  try {
    return { ...base, body: readFileSync(path), findings: [] };
  } catch (unread) {
    return {
      ...base,
      body: new Uint8Array(),
      findings: [error(`the file cannot be read: ${(unread as Error).message}`)],
    };
  }
}

function error(message: string): Finding {
  return { severity: "error", reason: "file-unreadable", line: undefined, message };
}

/** What is wrong with the file's place, in words. */
function findFileProblem(path: string, realRoot: string): string | undefined {
  try {
    const real = realpathSync(path);
    if (!real.startsWith(realRoot + sep)) return `the file must lie inside the folder, found a link to ${real}`;
    return statSync(real).isFile() ? undefined : "an article must be a file, found something else";
  } catch {
    return "the link leads nowhere; wanted a file inside the folder";
  }
}
