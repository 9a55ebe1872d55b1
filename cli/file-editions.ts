import { execFile } from "node:child_process";
import { realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** When the files of a folder were last changed. */
export interface FileEditions {
  /** Milliseconds; of several files that make one edition, the last change. */
  dateOf(paths: readonly string[]): number;
  /** The same where every file's whole history is known, so that it is the same on every machine. */
  dateOfCommit(paths: readonly string[]): number | undefined;
}

interface History {
  /** Path in the folder, NFC, with `/` -> milliseconds of the last commit that touched it. */
  readonly commits: ReadonlyMap<string, number>;
  /** Paths with changes that are not committed; what git ignores is among them. */
  readonly changed: ReadonlySet<string>;
  /** A shallow clone takes each file for a part of its oldest commit. */
  readonly isShallow: boolean;
}

/**
 * An edition is as old as the last commit that touched its file, where there is git and the file is clean: a checkout gives every
 * file the time of the checkout. Else it is as old as the file says.
 */
export async function readFileEditions(folder: string): Promise<FileEditions> {
  const root = realpathSync(folder);
  const history = await readHistory(root).catch(() => undefined);
  const nameIn = (path: string) => relative(root, join(realpathSync(folder), relative(folder, path)));

  function findCommit(path: string): number | undefined {
    const name = nameIn(path).split(sep).join("/").normalize("NFC");
    return history === undefined || history.changed.has(name) ? undefined : history.commits.get(name);
  }

  return {
    dateOf: (paths) => Math.max(...paths.map((path) => findCommit(path) ?? Math.floor(statSync(path).mtimeMs))),
    dateOfCommit(paths) {
      if (history?.isShallow !== false) return undefined;
      const times = paths.map(findCommit);
      return times.some((time) => time === undefined) ? undefined : Math.max(...times.map((time) => time ?? 0));
    },
  };
}

/** Rejects where there is no git, or no repository. */
async function readHistory(root: string): Promise<History> {
  const [shallow, prefix, status, log] = await Promise.all([
    git(root, ["rev-parse", "--is-shallow-repository"]),
    git(root, ["rev-parse", "--show-prefix"]),
    git(root, ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored", "--", "."]),
    // A merge counts as a change of what it brought to this branch: that is when it was published here.
    git(root, [
      ...["log", "--first-parent", "--diff-merges=first-parent", "--no-renames", "--relative"],
      ...["--name-only", "-z", "--format=%x01%ct", "--", "."],
    ]),
  ]);
  return {
    commits: readLog(log),
    changed: new Set(readStatus(status, prefix.trim())),
    isShallow: shallow.trim() !== "false",
  };
}

async function git(root: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", ["-C", root, ...args], { maxBuffer: 1024 * 1024 * 1024 });
  return stdout;
}

/** Newest first: a file's first mention is its last commit. */
function readLog(log: string): Map<string, number> {
  const commits = new Map<string, number>();
  let time = 0;
  for (const token of log.split(/[\0\n]/)) {
    if (token.startsWith("\u0001")) time = Number(token.slice(1)) * 1000;
    else if (token !== "" && !commits.has(token.normalize("NFC"))) commits.set(token.normalize("NFC"), time);
  }
  return commits;
}

/** `XY path`, from the top of the repository. A folder that is ignored as a whole ends with a slash. */
function readStatus(status: string, prefix: string): string[] {
  return status
    .split("\0")
    .map((entry) => entry.slice(3).normalize("NFC"))
    .filter((path) => path.startsWith(prefix.normalize("NFC")))
    .map((path) => path.slice(prefix.length));
}
