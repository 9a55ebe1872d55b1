import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PICTURE_RECIPE, SIZE_PARTS } from "../../src/article/images/picture-sizes.ts";
import { makeGeneratedFolder, PLACES } from "../project-places.ts";
import type { MadeSize } from "./make-sizes.ts";

/**
 * Keeps the sizes that were made: beside the local store, a folder for each original and recipe, safe to delete. A file's name is its
 * place in the order, and its part.
 */
export class SizeCache {
  readonly #root: string;

  constructor(root: string = PLACES.pictures) {
    this.#root = root;
  }

  find(original: string): MadeSize[] | undefined {
    const folder = this.#folderOf(original);
    if (!existsSync(folder)) return undefined;
    const sizes = readdirSync(folder)
      .sort()
      .flatMap((file): MadeSize[] => {
        const part = SIZE_PARTS.find((one) => file.endsWith(`-${one}`));
        return part === undefined ? [] : [{ part, bytes: new Uint8Array(readFileSync(join(folder, file))) }];
      });
    return sizes.some(({ part }) => part === "main") ? sizes : undefined;
  }

  /** A cache that cannot be written costs time, not the command. */
  keep(original: string, sizes: readonly MadeSize[]): void {
    const folder = this.#folderOf(original);
    const unfinished = `${folder}.${process.pid}`;
    try {
      makeGeneratedFolder(unfinished);
      for (const [index, { part, bytes }] of sizes.entries())
        writeFileSync(join(unfinished, `${index}-${part}`), bytes);
      // Renamed into place: a command that runs at the same time never finds half of them.
      renameSync(unfinished, folder);
    } catch {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }

  #folderOf(original: string): string {
    return join(this.#root, `${original.replace(/\..*$/, "")}-${PICTURE_RECIPE}`);
  }
}
