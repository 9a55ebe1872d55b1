import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { WorkerName } from "../build/bundles.ts";
import { IS_CHECKOUT, PACKAGE_FOLDER } from "./package-folder.ts";

const BUILT = join(PACKAGE_FOLDER, "dist", "workers");

let built: Promise<unknown> | undefined;

/** The script of a worker. The published package carries both; a checkout builds them, once a command. */
export async function findWorkerScript(name: WorkerName): Promise<string> {
  if (IS_CHECKOUT) {
    built ??= buildWorkers();
    await built;
  }
  return join(BUILT, name, "index.js");
}

async function buildWorkers(): Promise<void> {
  // By its address: the bundle must not contain the bundler.
  const { bundleWorkers, endBundler } = (await import(
    pathToFileURL(join(PACKAGE_FOLDER, "build", "bundles.ts")).href
  )) as typeof import("../build/bundles.ts");
  await bundleWorkers(BUILT);
  await endBundler();
}
