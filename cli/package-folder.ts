import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package: of the checkout, or below node_modules of a user's project. */
export const PACKAGE_FOLDER = findPackage(import.meta.dirname);

/** Whether the command runs from its sources. The published package has bundles instead. */
export const IS_CHECKOUT = existsSync(join(PACKAGE_FOLDER, "cli", "edgewire.ts"));

function findPackage(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No package.json above ${import.meta.dirname}`);
  return findPackage(parent);
}
