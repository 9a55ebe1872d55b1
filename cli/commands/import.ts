import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { importFeed } from "../import/import-feed.ts";
import { isAddress } from "../import/read-source.ts";
import { renderReport } from "../import/report.ts";
import { ARTICLES, DRY_RUN, JSON_OUTPUT } from "../options.ts";
import { print, printJson } from "../output.ts";
import { createProgress } from "../progress.ts";
import type { Fetch } from "../public-fetch.ts";

export const importArticles = defineCommand({
  summary: "Turn a feed or an export into articles that keep their ids; exit 1 if any entry was refused",
  operands: "FILE|URL",
  options: {
    articles: ARTICLES,
    "no-images": { type: "boolean", help: "leave pictures where they are" },
    site: { type: "string", value: "URL", help: "where the old site is, if the export does not say" },
    json: JSON_OUTPUT,
    "dry-run": DRY_RUN,
  },
  run: async ({ articles: folder, "no-images": withoutImages, site, json, "dry-run": dryRun }, [source, ...rest]) => {
    if (source === undefined || rest.length > 0) {
      throw new UsageError(`wanted one file or address: ${callEdgewire("import https://example.org/feed.xml")}`);
    }
    if (site !== undefined && !isAddress(site)) {
      throw new UsageError(`--site must be an address that begins with https:// or http://, found "${site}"`);
    }
    const report = await importFeed(
      { source, folder, withImages: !withoutImages, site },
      {
        fetch: createLateFetch(source),
        ...(dryRun && { writeFile: () => {} }),
        // In a pipe there is the report alone.
        ...(process.stderr.isTTY ? { createProgress } : {}),
      },
    );
    if (json) printJson(report);
    else
      print(
        ...renderReport(report, dryRun ? "to import" : "imported")
          .trimEnd()
          .split("\n"),
      );
    return report.refused.length > 0 ? 1 : 0;
  },
});

/** The client is loaded at the first request: an export on the disk needs none. */
function createLateFetch(source: string): Fetch {
  let client: Promise<Fetch> | undefined;
  return async (url, init) => {
    client ??= import("../public-fetch.ts").then(({ createImportFetch }) => createImportFetch(source));
    return (await client)(url, init);
  };
}
