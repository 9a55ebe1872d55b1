import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { DEFAULT_STATIC_FOLDERS } from "../src/article/profile/site-profile.ts";

/** Where the files of a publication may lie, and what is there. */
export interface MediaRoots {
  /** The real path of the articles' folder. */
  readonly root: string;
  /** The folders in which a path from the site's root (`/images/a.png`) is looked for, nearest first. */
  readonly placesOf: (sitePath: string) => readonly string[];
  /** The path as the disk spells it, or undefined if there is no such file; folders are listed once. */
  readonly find: (path: string) => FoundFile | undefined;
}

export interface FoundFile {
  readonly path: string;
  /** The path's last parts as they are on disk, where they differ from what was asked for by more than their normal form. */
  readonly spelling: string | undefined;
  /** Whether the file is inside a folder that files are published from: the articles' folder or a static one. */
  readonly isInside: boolean;
}

/**
 * A tool's static folders lie in the articles' folder, beside it, one level above, or further up to the top of the site:
 * `source/images` for Hexo's `source/_posts`, `public` for Astro's `src/content/blog`.
 */
export function createMediaRoots(folder: string, staticFolders: readonly string[] | undefined): MediaRoots {
  const root = realpathSync(folder);
  const names = staticFolders ?? DEFAULT_STATIC_FOLDERS;
  const bases = listBases(root);
  const listed = new Map<string, ReadonlyMap<string, string>>();
  const homes = new Map<string, boolean>();

  /** The entries of a folder by their names without case, in NFC. */
  const list = (path: string): ReadonlyMap<string, string> => {
    const known = listed.get(path);
    if (known !== undefined) return known;
    const entries = listNames(path);
    listed.set(path, entries);
    return entries;
  };

  const statics = names.flatMap((name) =>
    name.includes("/") ? [resolve(root, name)] : bases.map((base) => join(base, name)),
  );
  /** A static folder outside the articles' counts only where it is no link. */
  const isHome = (path: string): boolean => {
    const known = homes.get(path) ?? (realPathOf(path) === path || isBelow(realPathOf(path), root));
    homes.set(path, known);
    return known;
  };
  const isInside = (real: string): boolean =>
    isBelow(real, root) || statics.some((home) => isBelow(real, home) && isHome(home));

  return {
    root,
    placesOf: (sitePath) => {
      const inside = sitePath.replace(/^\/+/, "");
      const first = inside.split("/")[0] ?? "";
      const roots = names.includes(first) ? bases : [root];
      // Astro's templates name files from the top of the site: `/src/assets/a.png`.
      return [...new Set([...roots, ...statics, ...bases])].map((home) => join(home, inside));
    },
    find: (path) => {
      const spelled = spell(path, list);
      if (spelled === undefined) return undefined;
      const real = realPathOf(spelled);
      if (real === undefined) return undefined;
      const differs = spelled.normalize("NFC") !== path.normalize("NFC");
      return { path: real, spelling: differs ? relativeTo(path, spelled) : undefined, isInside: isInside(real) };
    },
  };
}

/** Files that lie at the top of a site's repository. */
const TOP_MARKS = [".git", "package.json", "_config.yml", "hugo.toml", "hugo.yaml", "config.toml", "pelicanconf.py"];
const MAX_BASES = 6;

/** The articles' folder, the two above it, and those up to the top of the site: `public` for Next's `src/content/blog`. */
function listBases(root: string): readonly string[] {
  const above = Array.from({ length: MAX_BASES }, (_, level) => resolve(root, "../".repeat(level)));
  const top = above.findIndex((folder) => TOP_MARKS.some((name) => existsSync(join(folder, name))));
  return [...new Set(above.slice(0, Math.max(3, top + 1)))];
}

/** Exact names first: where a disk has `a.png` and `A.png`, each is found under its own. */
function listNames(path: string): ReadonlyMap<string, string> {
  try {
    const names = readdirSync(path).sort();
    const entries = new Map(names.toReversed().map((name) => [name.normalize("NFC").toLowerCase(), name]));
    for (const name of names) entries.set(`=${name.normalize("NFC")}`, name);
    return entries;
  } catch {
    return new Map(); // No folder, or one that may not be read.
  }
}

/** The path with each of its parts as the disk spells it. */
function spell(path: string, list: (folder: string) => ReadonlyMap<string, string>): string | undefined {
  if (path.includes("\0")) return undefined;
  const at = path.lastIndexOf(sep);
  const [folder, wanted] = [path.slice(0, at) || sep, path.slice(at + 1).normalize("NFC")];
  if (at === -1 || wanted === "") return undefined;
  const entries = list(folder);
  const name = entries.get(`=${wanted}`) ?? entries.get(wanted.toLowerCase());
  if (name !== undefined) return join(folder, name);
  if (entries.size > 0) return undefined;
  // The folder itself may be spelled otherwise.
  const parent = spell(folder, list);
  return parent === undefined || parent === folder ? undefined : spell(join(parent, wanted), list);
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isBelow(path: string | undefined, folder: string): boolean {
  return path?.startsWith(folder.endsWith(sep) ? folder : folder + sep) ?? false;
}

/** The part of `found` that `asked` spells otherwise. */
function relativeTo(asked: string, found: string): string {
  const [askedParts, foundParts] = [asked.split(sep), found.split(sep)];
  const first = foundParts.findIndex((part, index) => part.normalize("NFC") !== askedParts[index]?.normalize("NFC"));
  return foundParts.slice(Math.max(0, first)).join("/");
}
