import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { createInterface } from "node:readline";
import { isPageKey, PAGE_KEYS } from "../../src/article/standing-page.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import type { Row } from "./backup-client.ts";

/** One line of `log.jsonl`: a row of the store. */
export interface LogLine {
  readonly table: string;
  readonly row: Row;
}

export const LOG = "log.jsonl";
export const MEDIA = "media";
export const SITE_FILE = "site.yaml";
/** For people and for spreadsheets: a restored publication counts its readers from its own first day. */
export const AUDIENCE = "audience.json";
/** Encrypted: callbacks and secrets of subscribers. */
export const SUBSCRIBERS = "subscribers.enc";
const MARK = "backup.json";

/** Whether a folder holds a backup, whole or begun. */
export function isBackup(folder: string): boolean {
  return existsSync(join(folder, MARK));
}

/** Throws a UsageError where the folder holds anything else: nothing is mixed into it. */
export function openBackup(folder: string): void {
  if (existsSync(folder) && !isBackup(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`The folder "${folder}" holds other files; name a new folder, or one of an earlier backup`);
  }
  // Drafts and subscribers are in it.
  mkdirSync(join(folder, MEDIA), { recursive: true, mode: 0o700 });
  if (!isBackup(folder)) writeMark(folder, { isComplete: false });
}

export interface BackupMark {
  readonly isComplete: boolean;
  readonly from?: string;
  readonly at?: string;
  readonly revision?: number;
}

export function writeMark(folder: string, mark: BackupMark): void {
  writeWhole(join(folder, MARK), `${JSON.stringify({ version: 1, ...mark }, null, 2)}\n`);
}

/** A kill leaves the former file or the new one, never half of one. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, content, { mode: 0o600 });
  renameSync(`${path}.part`, path);
}

/** Like {@link writeWhole}, for content that does not fit in memory. */
export async function writeWholeStream(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, content, { mode: 0o600 });
  renameSync(`${path}.part`, path);
}

/** Whether a medium is there already, whole: its name is that of its bytes. */
export function hasWholeMedium(folder: string, name: string, sizeBytes: number): boolean {
  const path = join(folder, MEDIA, name);
  return existsSync(path) && statSync(path).size === sizeBytes;
}

/** The path of an article's file below the folder; undefined where its key would lead out of it. */
export function articlePath(folder: string, key: string, extension: string): string | undefined {
  const [root, name] = isPageKey(key) ? ["pages", key.slice(PAGE_KEYS.length)] : ["articles", key];
  const inside = resolve(folder, root);
  const path = resolve(inside, `${name}.${extension}`);
  return path.startsWith(inside + sep) ? path : undefined;
}

/** The rows of a backup, in the order in which they are restored. */
export async function* readLog(folder: string): AsyncGenerator<LogLine> {
  const lines = createInterface({ input: createReadStream(join(folder, LOG)), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    try {
      yield JSON.parse(line) as LogLine;
    } catch {
      throw new UsageError(
        `${join(folder, LOG)}:${number} is no JSON: the file was cut or edited; make the backup again`,
      );
    }
  }
}
