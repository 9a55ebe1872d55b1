import { statSync } from "node:fs";
import { join } from "node:path";
import type { FoundFile, MediaRoots } from "./media-roots.ts";

/** From where an article's paths are read. */
export interface ArticlePlace {
  readonly roots: MediaRoots;
  /** From the articles' folder to the article's. */
  readonly folder: string;
  /** The article's path without its ending. */
  readonly name: string;
}

/**
 * Searched in order: beside the article; in the folder of its name, where Hexo keeps a post's files; in the site's static
 * folders.
 */
export function findBeside({ roots, folder, name }: ArticlePlace, path: string): FoundFile | undefined {
  const { root, placesOf } = roots;
  const beside = [join(root, folder, path), join(root, name, path)];
  const places = path.startsWith("/") ? placesOf(path) : [...beside, ...(path.startsWith("../") ? [] : placesOf(path))];
  return places.map(roots.find).find((found) => found !== undefined && isFile(found.path));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
