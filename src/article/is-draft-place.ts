const DRAFTS_FOLDERS: ReadonlySet<string> = new Set(["_drafts", "drafts"]);

/** Whether a key lies in a folder of drafts, at any depth; other tools publish nothing from there. */
export function isDraftPlace(key: string): boolean {
  return key
    .split("/")
    .slice(0, -1)
    .some((folder) => DRAFTS_FOLDERS.has(folder.toLowerCase()));
}
