import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { WorkerName } from "../build/bundles.ts";
import { IS_CHECKOUT, PACKAGE_FOLDER } from "./package-folder.ts";

/**
 * The scripts of both workers. The published package carries them; a checkout builds them into the folder, since another command may
 * be reading its own.
 */
export async function findWorkerScripts(folder: string): Promise<Readonly<Record<WorkerName, string>>> {
  const place = IS_CHECKOUT ? folder : join(PACKAGE_FOLDER, "dist", "workers");
  if (IS_CHECKOUT) await buildWorkers(place);
  return { readers: join(place, "readers", "index.js"), publisher: join(place, "publisher", "index.js") };
}

async function buildWorkers(folder: string): Promise<void> {
  // By its address: the bundle must not contain the bundler.
  const { bundleWorkers, endBundler } = (await import(
    pathToFileURL(join(PACKAGE_FOLDER, "build", "bundles.ts")).href
  )) as typeof import("../build/bundles.ts");
  await bundleWorkers(folder);
  await endBundler();
}
