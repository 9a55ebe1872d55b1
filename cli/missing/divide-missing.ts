import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { ARTICLE_EXTENSIONS } from "../../src/article/article-kinds.ts";
import { PAGE_KEYS } from "../../src/article/standing-page.ts";
import { type ManifestLine, nameOf } from "../api-client.ts";
import { keyOfPath, pagesFolderOf } from "../article-folder.ts";
import { extensionOf } from "../folder-files.ts";
import { type PublishedPlace, readPublished } from "./published-record.ts";

const run = promisify(execFile);

export interface DividedMissing {
  /** Articles that had a file in this folder. */
  readonly own: readonly ManifestLine[];
  /** Articles of the API, of writing tools and of other folders. */
  readonly foreign: readonly ManifestLine[];
}

/**
 * Tells which of the articles without a file had one in this folder: by the record of what was published from here, and by git's
 * history, which a fresh clone has, too.
 */
export async function divideMissing(missing: readonly ManifestLine[], place: PublishedPlace): Promise<DividedMissing> {
  const published = readPublished(place);
  const isRecorded = ({ key }: ManifestLine) => published.has(nameOf(key));
  if (missing.every(isRecorded)) return { own: missing, foreign: [] };
  const committed = await listCommitted(place.articles);
  const isOwn = (line: ManifestLine) => isRecorded(line) || committed.has(nameOf(line.key));
  return { own: missing.filter(isOwn), foreign: missing.filter((line) => !isOwn(line)) };
}

/** The names of all articles that any commit has put into the folder, and of the pages beside it. */
async function listCommitted(articles: string): Promise<ReadonlySet<string>> {
  const pages = pagesFolderOf(articles);
  const [own, standing] = await Promise.all([listHistory(articles), pages === undefined ? [] : listHistory(pages)]);
  return new Set([...own, ...standing.map((name) => PAGE_KEYS + name)]);
}

/** None where there is no git, no repository or no commit. A shallow clone knows fewer. */
async function listHistory(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const args = ["log", "--no-renames", "--relative", "--name-only", "-z", "--format=", "--", "."];
  const log = await run("git", ["-C", folder, ...args], { maxBuffer: 1024 * 1024 * 1024 }).catch(() => ({
    stdout: "",
  }));
  const paths = log.stdout
    .split(/[\0\n]/)
    .filter((path) => ARTICLE_EXTENSIONS.includes(extensionOf(path).toLowerCase()));
  return paths.map(keyOfPath);
}
