import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { UsageError } from "../src/lib/usage-error.ts";
import { IS_CHECKOUT, PACKAGE_FOLDER } from "./package-folder.ts";

/** Where the command keeps what it makes, relative to the working folder. None of it belongs into a repository. */
export interface ProjectPlaces {
  /** The token of the local publication. */
  readonly tokenFile: string;
  /** The store of the local publication. */
  readonly state: string;
  /** The cache of readings. */
  readonly reading: string;
  /** The cache of pictures' sizes. */
  readonly pictures: string;
  /** The records of what was published from here. */
  readonly published: string;
  /** The address of the publication that runs here; undefined: always the default one. */
  readonly address?: string;
}

const inCheckout: ProjectPlaces = {
  tokenFile: ".dev.vars",
  state: join(".wrangler", "state"),
  reading: join(".wrangler", "reading"),
  pictures: join(".wrangler", "pictures"),
  published: join(".wrangler", "published"),
};

/** One folder, so that one line of .gitignore is enough. */
export const GENERATED = ".edgewire";

const inProject: ProjectPlaces = {
  tokenFile: join(GENERATED, ".dev.vars"),
  state: join(GENERATED, "state"),
  reading: join(GENERATED, "reading"),
  pictures: join(GENERATED, "pictures"),
  published: join(GENERATED, "published"),
  address: join(GENERATED, "address"),
};

export const PLACES: ProjectPlaces = IS_CHECKOUT && process.cwd() === PACKAGE_FOLDER ? inCheckout : inProject;

/** Makes the folder for its owner alone. `.edgewire` ignores itself: a project that was there before may have no line for it. */
export function makeGeneratedFolder(folder: string): void {
  if (folder === ".") return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (`${folder}${sep}`.startsWith(`${GENERATED}${sep}`)) writeFileSync(join(GENERATED, ".gitignore"), "*\n");
}

interface RunningPublication {
  readonly address: string;
  readonly pid: number;
}

/** The publication that runs in this folder; undefined where none runs, or one that was killed has left its address behind. */
export function findRunning(path: string | undefined = PLACES.address): RunningPublication | undefined {
  if (path === undefined) return undefined;
  try {
    const [, address, pid] = /^(\S+) (\d+)$/.exec(readFileSync(path, "utf8").trim()) ?? [];
    // Signal 0 asks only whether the process is there.
    return address !== undefined && process.kill(Number(pid), 0) ? { address, pid: Number(pid) } : undefined;
  } catch {
    return undefined;
  }
}

/** The publication that other commands mean where no address is given: the one that runs in this folder. */
export function readLocalAddress(): string {
  return findRunning()?.address ?? "http://localhost:8787";
}

/** Keeps it until the process ends, by a signal or by itself. A second publication of the folder does not take its place. */
export function keepLocalAddress(address: string): void {
  const { address: path } = PLACES;
  if (path === undefined || findRunning() !== undefined) return;
  makeGeneratedFolder(dirname(path));
  writeFileSync(path, `${address} ${process.pid}\n`);
  process.once("exit", () => rmSync(path, { force: true }));
}

/** Two servers of one store would lock each other out of it. */
export function requireFreeStore(state: string): void {
  const running = state === PLACES.state ? findRunning() : undefined;
  if (running === undefined) return;
  throw new UsageError(
    `This folder is served already, on ${running.address} (process ${running.pid}); use that one, or end it with: kill ${running.pid}`,
  );
}
