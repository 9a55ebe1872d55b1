import { completeAddress } from "../../src/import/api-address.ts";
import { listFeedLinks } from "../../src/import/check-xml.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { isAddress, readSource } from "../import/read-source.ts";
import { createImportFetch, createPublicFetch, type Fetch } from "../public-fetch.ts";

/** The feed at an address: itself, or the first feed that a page advertises. */
export async function findFeed(address: string, fetch: Fetch): Promise<string> {
  if (!isAddress(address) || !URL.canParse(address)) {
    throw new UsageError(`--from must be an address such as https://example.org/, found "${address}"`);
  }
  const { bytes } = await readSource(address, fetch);
  const start = new TextDecoder().decode(bytes.subarray(0, 200_000));
  const isPage = /^\s*(?:<!doctype\s+html|<html)/i.test(start);
  const [link] = isPage ? listFeedLinks(start) : [];
  return (link === undefined ? undefined : URL.parse(link, address)?.href) ?? address;
}

export interface OpenedFeed {
  readonly feed: string;
  /** Reaches the feed, and public hosts for what it names. */
  readonly fetch: Fetch;
}

/** Finds the feed of an address that the user has named. A page elsewhere cannot send the command into the user's network. */
export async function openFeed(address: string): Promise<OpenedFeed> {
  const start = completeAddress(address);
  const feed = await findFeed(start, await createImportFetch(start));
  const isSameHost = URL.parse(start)?.host === URL.parse(feed)?.host;
  return { feed, fetch: isSameHost ? await createImportFetch(feed) : createPublicFetch() };
}
