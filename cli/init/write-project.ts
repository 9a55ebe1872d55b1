import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";

/** Files that git and editors make in a new folder are no content. */
const HARMLESS: ReadonlySet<string> = new Set([".git", ".DS_Store", ".idea", ".vscode"]);

/** Throws a UsageError for a folder that has files in it: nothing is mixed into them unasked. */
export function requireEmptyFolder(folder: string): void {
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => !HARMLESS.has(name)) : [];
  if (found.length === 0) return;
  const shown = found.slice(0, 3).join(", ") + (found.length > 3 ? ", …" : "");
  throw new UsageError(
    `The folder "${folder}" is not empty (${shown}); choose another name, or add edgewire to what is there: cd ${folder}, then ${callEdgewire("init --here")}`,
  );
}

export interface WrittenFiles {
  readonly created: readonly string[];
  /** Files that were there before and stay as they are. */
  readonly kept: readonly string[];
}

/** Writes each file that does not exist yet. */
export function writeMissingFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  writeNew: WriteNew = writeNewFile,
): WrittenFiles {
  const created: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of files) {
    const target = join(folder, path);
    if (existsSync(target)) {
      kept.push(path);
      continue;
    }
    write(target, text, writeNew);
    created.push(path);
  }
  return { created, kept };
}

type WriteNew = (path: string, text: string) => void;

function writeNewFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  // Fails where something made the file meanwhile.
  writeFileSync(path, text, { flag: "wx" });
}

function write(path: string, text: string, writeNew: WriteNew): void {
  try {
    writeNew(path, text);
  } catch (error) {
    throw new UsageError(`Cannot write ${path}: ${describe(error as NodeJS.ErrnoException)}`);
  }
}

const cures: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; make room and run the same command again",
  EACCES: "you may not write there; choose another folder",
  EROFS: "the disk cannot be written to; choose another folder",
  EEXIST: "something else made it at the same time; run the same command again",
  ENOTDIR: "a file stands where a folder is needed; choose another folder",
};

function describe({ code = "", message }: NodeJS.ErrnoException): string {
  return cures[code] ?? message;
}
