import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll } from "vitest";
import { type ImportRequest, importFeed } from "../../../cli/import/import-feed.ts";
import type { ImportReport } from "../../../cli/import/report.ts";
import type { Fetch } from "../../../cli/public-fetch.ts";
import { readPublication } from "../../../cli/publication.ts";
import type { Article } from "../../../src/article/article.ts";

export const FIXTURES = join(import.meta.dirname, "fixtures");

const made: string[] = [];

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "edgewire-import-"));
  made.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

const NO_NETWORK: Fetch = async (url) => {
  throw new Error(`no network for ${url}`);
};

export interface Imported {
  readonly report: ImportReport;
  readonly folder: string;
}

/** Imports a text, as a file, into a folder of its own. */
export async function importText(
  text: string | Uint8Array,
  request: Partial<ImportRequest> = {},
  fetch = NO_NETWORK,
): Promise<Imported> {
  const source = join(makeFolder(), "source");
  writeFileSync(source, text);
  return importSource(source, request, fetch);
}

export async function importSource(
  source: string,
  request: Partial<ImportRequest> = {},
  fetch = NO_NETWORK,
): Promise<Imported> {
  const folder = request.folder ?? join(makeFolder(), "articles");
  const all: ImportRequest = { source, withImages: false, site: undefined, ...request, folder };
  return { report: await importFeed(all, { fetch }), folder };
}

/** Findings that a picture of the old site brings with it: it was left there, or has no description. */
const OF_OLD_PICTURES: readonly string[] = ["image-missing", "image-alt-missing"];

/** The folder's articles as the publish command reads them; fails on any other finding. */
export async function readArticles(folder: string): Promise<Article[]> {
  const { articles, siteFindings } = await readPublication(folder);
  const findings = [...siteFindings, ...articles.flatMap((one) => one.findings)].filter(
    ({ reason }) => !OF_OLD_PICTURES.includes(reason),
  );
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join("\n"));
  return articles.flatMap(({ article }) => article ?? []);
}

/** Every file of a folder, by path. */
export function readFiles(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [relative(folder, path), readFileSync(path, "base64")]));
}
