import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { PICTURE_BESIDE } from "../src/article/images/media-path.ts";
import type { FoundFile, MediaRoots } from "./media-roots.ts";

/** From where an article's paths are read. */
export interface ArticlePlace {
  readonly roots: MediaRoots;
  /** From the articles' folder to the article's. */
  readonly folder: string;
  /** The article's path without its ending. */
  readonly name: string;
}

/** Where note-taking tools keep the files of all notes, which name them without a folder. */
const ATTACHMENT_FOLDERS = [
  "attachments",
  "Attachments",
  "_attachments",
  "_resources",
  "files",
  "Files",
  "media",
  "Media",
];

/**
 * Searched in order: beside the article; in the folder of its name, where Hexo keeps a post's files; in the site's static
 * folders; in a vault's folder of attachments.
 */
export function findBeside(place: ArticlePlace, path: string): FoundFile | undefined {
  const { roots, folder, name } = place;
  if (path === PICTURE_BESIDE) return findPictureBeside(place);
  const { root, placesOf } = roots;
  const beside = [join(root, folder, path), join(root, name, path)];
  const places = path.startsWith("/") ? placesOf(path) : [...beside, ...(path.startsWith("../") ? [] : placesOf(path))];
  const found = places.map(roots.find).find((one) => one !== undefined && isFile(one.path));
  if (found !== undefined || path.includes("/")) return found;
  const shared = [join(root, folder), root].flatMap((home) => ATTACHMENT_FOLDERS.map((name) => join(home, name, path)));
  return shared.map(roots.find).find((one) => one !== undefined && one.spelling === undefined && isFile(one.path));
}

/** As Hugo's own templates choose it: a name with "feature", else one with "cover" or "thumbnail". */
const LEADS = [/feature/i, /cover|thumbnail/i];
const PICTURE = /\.(?:jpe?g|png|webp|gif|avif|svg)$/i;

/** The lead picture of a bundle, which is a folder of one article with its files. */
function findPictureBeside({ roots, folder, name }: ArticlePlace): FoundFile | undefined {
  if (!isBundle(name)) return undefined;
  const home = join(roots.root, folder);
  const pictures = readdirSync(home)
    .filter((file) => PICTURE.test(file))
    .sort();
  const lead = LEADS.map((form) => pictures.find((file) => form.test(file))).find((file) => file !== undefined);
  const found = lead === undefined ? undefined : roots.find(join(home, lead));
  return found !== undefined && isFile(found.path) ? found : undefined;
}

export function isBundle(name: string): boolean {
  return /\/index$/i.test(name);
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
