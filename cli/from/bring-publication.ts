import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { importFeed } from "../import/import-feed.ts";
import { renderReport } from "../import/report.ts";
import { print } from "../output.ts";
import type { Fetch } from "../public-fetch.ts";
import { openFeed } from "./find-feed.ts";
import { renderImprovement } from "./improvement-table.ts";
import { type FeedMeasure, measureFeed } from "./measure-feed.ts";

/** A publication that is served elsewhere, as articles of this machine. */
export interface BroughtPublication {
  readonly feed: string;
  /** The folder of its articles. */
  readonly folder: string;
  /** Its feed as readers find it there; undefined: it was gone by then. */
  readonly before: FeedMeasure | undefined;
}

/** Reads a publication at an address into a folder beside the local store; what was brought there before is replaced. */
export async function bringPublication(address: string, state: string): Promise<BroughtPublication> {
  const { feed, fetch } = await openFeed(address);
  const folder = join(dirname(state), "from", new URL(feed).hostname);
  rmSync(folder, { recursive: true, force: true });
  const report = await importFeed({ source: feed, folder, withImages: true, site: undefined }, { fetch });
  print(...renderReport(report).trimEnd().split("\n"));
  return { feed, folder, before: await measureFeed(feed, fetch) };
}

/** Measures the feed that is served here, shows both measurements, and says how to go on. */
export async function printImprovement(
  { feed, before }: BroughtPublication,
  publicUrl: string,
  own: Fetch = (url, init) => globalThis.fetch(url, init),
): Promise<void> {
  const after = await measureFeed(`${publicUrl}/rss.xml`, own);
  print("", ...renderImprovement(before, after), "");
  print("To keep it in step, write into site.yaml:", "", "  sources:", "    - name: blog", `      from: ${feed}`);
}
