import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

const OWNER_ONLY = 0o700;
/** The store, the built workers, and files of earlier versions. */
const OURS = ["v3", "build", "registry"];

/**
 * Makes the folder of the local store readable for its owner alone; it holds drafts and subscribers' secrets. A folder with other
 * things in it (`--state /tmp`) keeps its mode, and what is ours inside gets it.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY });
  for (const name of ["v3", "build"]) {
    mkdirSync(join(folder, name), { recursive: true, mode: OWNER_ONLY });
    chmodSync(join(folder, name), OWNER_ONLY);
  }
  if (readdirSync(folder).every((name) => OURS.includes(name))) chmodSync(folder, OWNER_ONLY);
}
