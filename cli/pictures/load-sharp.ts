import { createRequire } from "node:module";
import { join } from "node:path";
import type Sharp from "sharp";
import { PACKAGE_FOLDER } from "../package-folder.ts";

export type SharpModule = typeof Sharp;

let loaded: SharpModule | undefined;

/** sharp as the user's project has it, else beside this package; undefined where it is not installed, or not for this system. */
export function loadSharp(): SharpModule | undefined {
  loaded ??= requireFrom(process.cwd()) ?? requireFrom(PACKAGE_FOLDER);
  return loaded;
}

function requireFrom(folder: string): SharpModule | undefined {
  try {
    const sharp = createRequire(join(folder, "package.json"))("sharp") as SharpModule;
    // Pictures are made side by side, so each needs one thread; what libvips keeps for the next operation is not asked for again.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  } catch {
    return undefined;
  }
}

export const SHARP_MISSING =
  "sharp is not installed here: pictures are sent as they are, without smaller sizes; npm install --save-dev sharp";
