import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { describeAll } from "../../cli/commands/check.ts";
import { importFeed } from "../../cli/import/import-feed.ts";
import { readPublication } from "../../cli/publication.ts";
import { CheckedFolder, type CheckOutput, isPublic, listTexts } from "../cases/checked-folder.ts";
import { compareArticle } from "../cases/compare-article.ts";
import { compareImport } from "../cases/compare-import.ts";
import type { ArticleExpectation, ImportExpectation } from "../cases/expectation.ts";

// Folders in the shape that each tool's generator makes: nothing is added but the title in site.yaml.

interface StarterExpectation {
  /** The folder that the articles are in, below site/. */
  readonly root: string;
  /** Every article file of the starter, by its path below the root. */
  readonly articles: Readonly<Record<string, ArticleExpectation>>;
  /** Files that are named as not read. */
  readonly unread?: readonly string[];
}

/** An export, which is imported into an empty folder first. */
interface ExportExpectation {
  readonly export: string;
  /** The address of the site, where the export does not say it. */
  readonly site: string | null;
  readonly import: ImportExpectation;
}

type Expectation = StarterExpectation | ExportExpectation;

const starters = globSync("*/expected.json", { cwd: import.meta.dirname }).sort();
const read = (path: string) => JSON.parse(readFileSync(join(import.meta.dirname, path), "utf8")) as Expectation;
const all = starters.map((path) => ({ tool: dirname(path), wanted: read(path) }));
const folders = all.flatMap(({ tool, wanted }) => ("root" in wanted ? [{ tool, wanted }] : []));
const exports = all.flatMap(({ tool, wanted }) => ("root" in wanted ? [] : [{ tool, wanted }]));

it.each(folders)("a starter of $tool is published right with nothing but a title", async ({ tool, wanted }) => {
  await inTemporaryFolder(async (parent) => {
    const root = join(parent, wanted.root);
    cpSync(join(import.meta.dirname, tool, "site"), parent, { recursive: true });
    writeFileSync(join(root, "site.yaml"), "title: Starter\n");
    expect(compareStarter(await check(root), wanted, Date.now())).toEqual([]);
  });
});

it.each(exports)("an export of $tool is published right after its import", async ({ tool, wanted }) => {
  await inTemporaryFolder(async (parent) => {
    const root = join(parent, "articles");
    mkdirSync(root);
    const source = join(import.meta.dirname, tool, wanted.export);
    const request = { source, folder: root, withImages: false, site: wanted.site ?? undefined };
    const fetch = () => Promise.reject(new Error("a starter asks the network for nothing"));
    const report = JSON.stringify(await importFeed(request, { fetch }));
    expect(compareImport(await check(root), wanted.import, report, Date.now())).toEqual([]);
  });
});

async function inTemporaryFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "edgewire-starter-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function check(root: string): Promise<CheckedFolder> {
  const output = JSON.parse(JSON.stringify(describeAll(await readPublication(root)))) as CheckOutput;
  return new CheckedFolder(root, output);
}

function compareStarter(folder: CheckedFolder, wanted: StarterExpectation, now: number): string[] {
  const { articles, unread = [] } = wanted;
  const open = [...folder.entries].filter(([, entry]) => isPublic(entry, now));
  const shown = open.flatMap(([, { article }]) => listTexts(article)).join(" ");
  const named = folder.others.flatMap((finding) => listTexts(finding)).join(" ");
  return [
    ...Object.entries(articles).flatMap(([path, article]) =>
      compareArticle(folder, path, article, now).map((reason) => `${path}: ${reason}`),
    ),
    ...[...folder.entries.keys()].filter((path) => !(path in articles)).map((path) => `${path}: is not in the table`),
    ...(shown.includes("Secret") ? ["readers would see what was held back"] : []),
    ...unread.filter((path) => !named.includes(path)).map((path) => `${path}: is not named as not read`),
  ];
}
