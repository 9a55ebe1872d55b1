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
  /** The folder of its store. */
  readonly state: string;
}

/** The publication that runs in this folder; undefined where none runs, or one that was killed has left its address behind. */
export function findRunning(path: string | undefined = PLACES.address): RunningPublication | undefined {
  if (path === undefined) return undefined;
  try {
    const running = JSON.parse(readFileSync(path, "utf8")) as RunningPublication;
    // Signal 0 asks only whether the process is there; of process 0, whether this one is.
    return running.pid > 0 && process.kill(running.pid, 0) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** The publication that other commands mean where no address is given: the one that runs in this folder. */
export function readLocalAddress(): string {
  return findRunning()?.address ?? "http://localhost:8787";
}

/** Keeps it until the process ends, by a signal or by itself. A publication from another store is not the folder's own. */
export function keepLocalAddress(address: string, state: string): void {
  const { address: path } = PLACES;
  if (path === undefined || (state !== PLACES.state && findRunning() !== undefined)) return;
  const running: RunningPublication = { address, pid: process.pid, state };
  makeGeneratedFolder(dirname(path));
  writeFileSync(path, `${JSON.stringify(running)}\n`);
  process.once("exit", () => {
    if (findRunning()?.pid === process.pid) rmSync(path, { force: true });
  });
}

/** Two servers of one store would lock each other out of it. */
export function requireFreeStore(state: string): void {
  const running = findRunning();
  if (running?.state !== state) return;
  throw new UsageError(
    `This folder is served already, on ${running.address} (process ${running.pid}); use that one, or end it with: kill ${running.pid}`,
  );
}
