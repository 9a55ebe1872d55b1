import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { describeAll } from "../../cli/commands/check.ts";
import { importFeed } from "../../cli/import/import-feed.ts";
import { readPublication } from "../../cli/publication.ts";
import { CheckedFolder, type CheckOutput } from "./checked-folder.ts";
import { compareArticle } from "./compare-article.ts";
import { compareImport } from "./compare-import.ts";
import type { CaseExpectation } from "./expectation.ts";

const DATA = join(import.meta.dirname, "data");
const names = globSync("*/expect.json", { cwd: DATA }).map(dirname).sort();

it.each(names)("%s", { timeout: 30_000 }, async (name) => {
  expect(await tryCase(join(DATA, name))).toEqual([]);
});

async function tryCase(folder: string): Promise<string[]> {
  const wanted = JSON.parse(readFileSync(join(folder, "expect.json"), "utf8")) as CaseExpectation;
  // A parent of its own, so that nothing beside the articles belongs to another case.
  const parent = mkdtempSync(join(tmpdir(), "edgewire-case-"));
  const root = join(parent, "articles");
  try {
    if (existsSync(join(folder, "articles"))) cpSync(join(folder, "articles"), root, { recursive: true });
    mkdirSync(root, { recursive: true });
    const report = wanted.import === undefined ? "" : await importInto(root, join(folder, "import"));
    const site = join(root, "site.yaml");
    if (!existsSync(site)) writeFileSync(site, "title: Case\n");
    const output = JSON.parse(JSON.stringify(describeAll(await readPublication(root)))) as CheckOutput;
    const now = Date.now();
    const checked = new CheckedFolder(root, output);
    return [
      ...output.site.findings.filter(({ severity }) => severity === "error").map(({ message }) => message),
      ...Object.entries(wanted.articles ?? {}).flatMap(([path, article]) =>
        compareArticle(checked, path, article, now).map((reason) => `${path}: ${reason}`),
      ),
      ...(wanted.import === undefined ? [] : compareImport(checked, wanted.import, report, now)),
    ];
  } catch (error) {
    return [String(error)];
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Imports the one file beside `options` and returns the report as text. No case asks the network for anything. */
async function importInto(root: string, folder: string): Promise<string> {
  const source = readdirSync(folder).find((file) => file !== "options");
  if (source === undefined) throw new Error(`${folder} holds no export`);
  const optionsPath = join(folder, "options");
  const options = existsSync(optionsPath) ? readFileSync(optionsPath, "utf8").trim().split(/\s+/) : [];
  const site = options.indexOf("--site");
  const request = {
    source: join(folder, source),
    folder: root,
    withImages: false,
    site: site < 0 ? undefined : options[site + 1],
  };
  const fetch = () => Promise.reject(new Error("a case asks the network for nothing"));
  return JSON.stringify(await importFeed(request, { fetch }));
}
