import { createRequire } from "node:module";
import type Sharp from "sharp";
import { findPackageFile } from "../local/user-package.ts";

export type SharpModule = typeof Sharp;

let loaded: SharpModule | undefined;

/** sharp as the user's project has it; undefined where it is not installed, or not for this system. */
export function loadSharp(): SharpModule | undefined {
  if (loaded !== undefined) return loaded;
  const found = findPackageFile("sharp");
  if (found === undefined) return undefined;
  try {
    loaded = createRequire(found)("sharp") as SharpModule;
  } catch {
    return undefined;
  }
  // Pictures are made side by side, so each needs one thread; what libvips keeps for the next operation is not asked for again.
  loaded.concurrency(1);
  loaded.cache(false);
  return loaded;
}

export const SHARP_MISSING =
  "sharp is not installed here: pictures are sent as they are, without smaller sizes; npm install --save-dev sharp";
