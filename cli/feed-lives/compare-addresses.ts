import type { SourceFeed } from "../../src/import/source-feed.ts";
import { parseSource } from "../../src/import/source-formats.ts";
import { compareFeeds, type FeedComparison } from "../compare-feeds.ts";
import { readSource } from "../import/read-source.ts";
import { print } from "../output.ts";
import { chooseFetch, type Fetch } from "../public-fetch.ts";

export interface ComparedFeeds {
  readonly old: SourceFeed;
  readonly comparison: FeedComparison;
}

/** Reads a feed and its successor, and compares them entry by entry. `choose`: what fetches an address. */
export async function compareAddresses(
  old: string,
  next: string,
  choose: (address: string) => Promise<Fetch> = chooseFetch,
): Promise<ComparedFeeds> {
  const read = async (address: string) =>
    parseSource(await readSource(address, await choose(address)), address, undefined);
  const known = await read(old);
  return { old: known, comparison: compareFeeds(known, await read(next)) };
}

export function printComparison({ common, differences }: FeedComparison): void {
  print(`${common} entries are in both feeds under one id`);
  for (const { severity, message } of differences) print(`${severity}: ${message}`);
}

/** Whether readers would notice the change of feed. */
export function hasErrors({ differences }: FeedComparison): boolean {
  return differences.some(({ severity }) => severity === "error");
}
