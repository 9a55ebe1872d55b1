import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import type { WorkerName } from "../build/bundles.ts";
import { IS_CHECKOUT, PACKAGE_FOLDER } from "./package-folder.ts";

/**
 * The scripts of both workers, in the folder. The published package carries them compressed, which is a megabyte less to install; a
 * checkout builds them.
 */
export async function findWorkerScripts(folder: string): Promise<Readonly<Record<WorkerName, string>>> {
  // Modules of a former version beside the main one would be uploaded with it.
  for (const name of names) rmSync(join(folder, name), { recursive: true, force: true });
  if (IS_CHECKOUT) await buildWorkers(folder);
  else for (const name of names) unpackWorker(folder, name);
  return { readers: join(folder, "readers", "index.js"), publisher: join(folder, "publisher", "index.js") };
}

const names: readonly WorkerName[] = ["readers", "publisher"];

/** Each of them in a folder of its own: without bundling wrangler uploads the modules that it finds beside the main one. */
function unpackWorker(folder: string, name: string): void {
  const packed = readFileSync(join(PACKAGE_FOLDER, "dist", "workers", `${name}.json.br`));
  const modules = JSON.parse(brotliDecompressSync(packed).toString()) as Readonly<Record<string, string>>;
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(modules)) writeFileSync(join(folder, name, file), text);
}

async function buildWorkers(folder: string): Promise<void> {
  // By its address: the bundle must not contain the bundler.
  const { bundleWorkers, endBundler } = (await import(
    pathToFileURL(join(PACKAGE_FOLDER, "build", "bundles.ts")).href
  )) as typeof import("../build/bundles.ts");
  await bundleWorkers(folder);
  await endBundler();
}
