import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type FeedClient, present, type Reading, type SeenEntry } from "./reading.ts";
import { runProgram, runPython } from "./run-program.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

interface CachedItem {
  readonly guid: string;
  readonly title: string;
  readonly author: string;
  readonly url: string;
  /** Seconds. */
  readonly pubDate: number;
  readonly content: string;
  readonly enclosure_url: string;
  readonly enclosure_type: string;
}

/** newsboat 2.21's columns: none for categories, a summary or an update. A new one may make the support table untrue. */
const COLUMNS =
  "id guid title author url feedurl pubDate content unread enclosure_url enclosure_type enqueued flags deleted base";

export const newsboat: FeedClient = {
  name: "newsboat",
  async read(url) {
    const folder = await createNewsboatFolder(url);
    await reloadNewsboat(folder);
    return readCache(folder);
  },
};

/** Settings, subscriptions and cache of one reader of one feed. */
export async function createNewsboatFolder(url: string): Promise<string> {
  const folder = await createTemporaryFolder("newsboat");
  await writeFile(join(folder, "urls"), `${url}\n`);
  await writeFile(join(folder, "config"), "");
  return folder;
}

/** One poll. */
export async function reloadNewsboat(folder: string): Promise<void> {
  const files = ["-u", join(folder, "urls"), "-c", join(folder, "cache.db"), "-C", join(folder, "config")];
  const { code, stderr } = await runProgram({ command: "newsboat", aptPackage: "newsboat" }, [
    "-x",
    "reload",
    ...files,
  ]);
  if (code !== 0) throw new Error(`newsboat ended with ${code}:\n${stderr}`);
}

export async function readCache(folder: string): Promise<Reading> {
  const { feeds, items } = await runPython<{ feeds: readonly unknown[]; items: readonly CachedItem[] }>(
    "read-cache-db.py",
    [join(folder, "cache.db")],
    "python3",
  );
  return { isAccepted: feeds.length === 1, entries: items.map(describeItem) };
}

function describeItem(item: CachedItem): SeenEntry {
  const columns = Object.keys(item).join(" ");
  if (columns !== COLUMNS) throw new Error(`newsboat's cache has other columns than were known: ${columns}`);
  return {
    id: item.guid,
    title: item.title,
    link: item.url,
    published: present(item.pubDate * 1000),
    updated: undefined,
    authors: item.author === "" ? undefined : [item.author],
    categories: undefined,
    enclosure: item.enclosure_url === "" ? undefined : { url: item.enclosure_url, type: item.enclosure_type },
    summary: undefined,
    fullText: present(item.content),
  };
}
