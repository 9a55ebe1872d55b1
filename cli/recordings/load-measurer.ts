import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as MusicMetadata from "music-metadata";
import { PACKAGE_FOLDER } from "../package-folder.ts";

export type Measurer = typeof MusicMetadata;

/** An optional peer, as sharp is: a publication without sound needs none. Undefined: it is not installed. */
export async function loadMeasurer(): Promise<Measurer | undefined> {
  for (const from of [process.cwd(), PACKAGE_FOLDER]) {
    // It exports no package.json, so its entry is looked for by the folders that Node would look into.
    const folders = createRequire(join(from, "package.json")).resolve.paths("music-metadata") ?? [];
    const entry = folders.map((folder) => join(folder, "music-metadata", "lib", "index.js")).find(existsSync);
    if (entry !== undefined) return (await import(pathToFileURL(entry).href)) as Measurer;
  }
  return undefined;
}
