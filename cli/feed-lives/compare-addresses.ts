import type { SourceFeed } from "../../src/import/source-feed.ts";
import { parseSource } from "../../src/import/source-formats.ts";
import { compareFeeds, type FeedComparison } from "../compare-feeds.ts";
import { readSource } from "../import/read-source.ts";
import { print } from "../output.ts";
import type { Fetch } from "../public-fetch.ts";

export interface FeedToRead {
  readonly address: string;
  readonly fetch: Fetch;
}

export interface ReachedFeed {
  readonly feed: SourceFeed;
  /** Where its document was, after redirects. */
  readonly address: string;
}

export interface ComparedFeeds {
  readonly old: ReachedFeed;
  readonly next: ReachedFeed;
  readonly comparison: FeedComparison;
}

/** Reads a feed and its successor, and compares them entry by entry. */
export async function compareAddresses(old: FeedToRead, next: FeedToRead): Promise<ComparedFeeds> {
  const [before, after] = [await reachFeed(old), await reachFeed(next)];
  return { old: before, next: after, comparison: compareFeeds(before.feed, after.feed) };
}

async function reachFeed({ address, fetch }: FeedToRead): Promise<ReachedFeed> {
  let reached = address;
  const noteAddress: Fetch = async (url, init) => {
    const response = await fetch(url, init);
    reached = response.url || url;
    return response;
  };
  const feed = parseSource(await readSource(address, noteAddress), address, undefined);
  return { feed, address: reached };
}

export function printComparison({ common, differences }: FeedComparison): void {
  print(`${common} entries are in both feeds under one id`);
  for (const { severity, message } of differences) print(`${severity}: ${message}`);
}

/** Whether readers would notice the change of feed. */
export function hasErrors({ differences }: FeedComparison): boolean {
  return differences.some(({ severity }) => severity === "error");
}
