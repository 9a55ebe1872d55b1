import { UsageError } from "../../src/lib/usage-error.ts";
import type { Options } from "../edgewire.ts";
import { importFeed } from "../import/import-feed.ts";
import { isAddress } from "../import/read-source.ts";
import { renderReport } from "../import/report.ts";
import { createProgress } from "../progress.ts";

/** Turns a feed or an export into articles that keep their ids. Exit 1 if any entry was refused. */
export async function importArticles(options: Options, [source, ...rest]: readonly string[]): Promise<number> {
  if (source === undefined || rest.length > 0) {
    throw new UsageError("wanted one file or address: edgewire import https://example.org/feed.xml");
  }
  const { articles: folder, images: withImages, site } = options;
  if (site !== undefined && !isAddress(site)) {
    throw new UsageError(`--site must be an address that begins with https:// or http://, found "${site}"`);
  }
  const report = await importFeed(
    { source, folder, withImages, site },
    {
      fetch: (url, init) => fetch(url, init),
      // In a pipe there is the report alone.
      ...(process.stderr.isTTY ? { createProgress } : {}),
    },
  );
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
  return report.refused.length > 0 ? 1 : 0;
}
