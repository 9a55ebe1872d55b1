import { DAY_MS } from "../lib/dates.ts";
import { isPageGone } from "./fetch-page.ts";
import type { SourcePorts } from "./source-ports.ts";
import type { MissingEntry } from "./source-store.ts";

/** Pages of entries that have vanished from the middle of a window are looked at once a day; gone twice, they are retracted. */
export async function checkMissing(limit: number, ports: SourcePorts, isOver: () => boolean): Promise<void> {
  const now = ports.now();
  for (const entry of await ports.store.takeMissing(now, now - DAY_MS, limit)) {
    if (isOver()) return;
    await checkOne(entry, ports);
  }
}

async function checkOne({ key, page, goneAt }: MissingEntry, ports: SourcePorts): Promise<void> {
  const { store, client } = ports;
  const isGone = await isPageGone(page, client);
  // An inconclusive answer neither confirms that the page is gone nor clears an earlier 404.
  if (isGone === undefined) return;
  if (!isGone) return store.noteGone(key, undefined);
  const now = ports.now();
  if (goneAt === undefined) return store.noteGone(key, now);
  if (now - goneAt < DAY_MS) return;
  const [, source = "", digest = ""] = key.split("/");
  // Polls have not found it for two days: the next that does so restores it.
  await store.stageWithdrawal(source, { digests: [digest], links: [], titleDays: [] }, undefined);
}
