import { existsSync, type FSWatcher, readdirSync, watch } from "node:fs";
import { dirname, join } from "node:path";

/** Long enough for an editor that writes a temporary file and renames it, short enough not to be noticed. */
const QUIET_MS = 40;
const SKIPPED = /^(?:\.|node_modules$)/;

export interface FolderWatch {
  readonly close: () => void;
}

/**
 * Calls back once after each burst of changes anywhere below the folders. One watcher a folder, listed anew at each event: a
 * recursive `fs.watch` on Linux no longer sees a file that was replaced by a rename.
 */
export function watchFolder(roots: readonly string[], onChange: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  function note(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      follow();
      onChange();
    }, QUIET_MS);
  }

  function follow(): void {
    const present = new Set(roots.flatMap(listFolders));
    for (const [folder, watcher] of watchers) {
      if (present.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of present) if (!watchers.has(folder)) add(folder);
  }

  function add(folder: string): void {
    try {
      const watcher = watch(folder, note);
      // A folder that was removed or renamed; the next listing drops or replaces it.
      watcher.on("error", () => drop(folder));
      watcher.on("close", () => drop(folder));
      watchers.set(folder, watcher);
    } catch {
      // Gone since it was listed.
    }
  }

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  follow();
  return {
    close: () => {
      clearTimeout(timer);
      for (const watcher of [...watchers.values()]) watcher.close();
    },
  };
}

/** Of a folder that is not there yet, the one in which it will be. */
function listFolders(root: string): string[] {
  if (!existsSync(root)) return [dirname(root)];
  const folders = [root];
  for (const folder of folders) {
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory() && !SKIPPED.test(entry.name)) folders.push(join(folder, entry.name));
    } catch {
      // Gone since it was listed.
    }
  }
  return folders;
}
