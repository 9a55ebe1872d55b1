import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { callEdgewire } from "../call-edgewire.ts";
import { openFeed } from "../from/find-feed.ts";
import { importFeed } from "../import/import-feed.ts";
import { isAddress } from "../import/read-source.ts";
import { renderReport } from "../import/report.ts";
import { print } from "../output.ts";
import { PACKAGE_FOLDER } from "../package-folder.ts";
import { findPackageManager, installIn, writeRun } from "../package-manager.ts";
import { createProgress } from "../progress.ts";
import { createPublicFetch } from "../public-fetch.ts";
import { openPrompt } from "./ask-answers.ts";
import { gatherAnswers, type InitFlags, nameProject } from "./gather-answers.ts";
import { copyArticles, type ImportSource, readImportSource } from "./import-source.ts";
import { listProjectFiles, type NewPublication } from "./project-files.ts";
import { requireEmptyFolder, writeMissingFiles } from "./write-project.ts";

interface InitRequest extends InitFlags {
  readonly here: boolean;
  readonly articles: string;
  readonly from: string | undefined;
  readonly "no-workflow": boolean;
  readonly "backup-workflow": boolean;
  readonly "no-install": boolean;
  readonly package: string | undefined;
  readonly yes: boolean;
  readonly "dry-run": boolean;
}

const DEFAULT_FOLDER = "my-news";

/** Asks, writes, imports and installs; the last lines say how to go on. */
export async function initProject(operand: string | undefined, request: InitRequest): Promise<number> {
  const prompt = openPrompt(request);
  try {
    const asked = request.here ? "." : operand;
    const folder = asked ?? (await prompt?.ask("Folder", DEFAULT_FOLDER)) ?? DEFAULT_FOLDER;
    if (!request.here) requireEmptyFolder(folder);
    const source = request.from === undefined ? undefined : readImportSource(request.from);
    const answers = await gatherAnswers(folder, request, prompt?.ask);
    const publication = { ...answers, ...describeProject(folder, request) };
    return await writeProject(folder, publication, source, request);
  } finally {
    prompt?.close();
  }
}

type ProjectParts = Omit<NewPublication, "title" | "author" | "language" | "timeZone" | "domain">;

function describeProject(folder: string, request: InitRequest): ProjectParts {
  const { version, peerDependencies, dependencies, devDependencies } = readOwnManifest();
  const rangeOf = (name: string) => peerDependencies?.[name] ?? `^${dependencies?.[name] ?? devDependencies?.[name]}`;
  return {
    name: nameProject(folder),
    articles: request.articles,
    edgewire: request.package ?? `^${version}`,
    wrangler: rangeOf("wrangler"),
    sharp: rangeOf("sharp"),
    musicMetadata: rangeOf("music-metadata"),
    hasWorkflow: !request["no-workflow"],
    hasBackupWorkflow: request["backup-workflow"],
    today: new Date().toISOString().slice(0, 10),
  };
}

interface OwnManifest {
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readOwnManifest(): OwnManifest {
  return JSON.parse(readFileSync(join(PACKAGE_FOLDER, "package.json"), "utf8")) as OwnManifest;
}

async function writeProject(
  folder: string,
  publication: NewPublication,
  source: ImportSource | undefined,
  request: InitRequest,
): Promise<number> {
  const articles = join(folder, publication.articles);
  const files = listProjectFiles({ ...publication, hasArticles: source !== undefined || existsSync(articles) });
  if (request["dry-run"]) {
    for (const path of files.keys())
      print(`${existsSync(join(folder, path)) ? "would keep" : "would create"} ${join(folder, path)}`);
    return 0;
  }
  if (source !== undefined) await importInto(articles, source);
  const { created, kept } = writeMissingFiles(folder, files);
  for (const path of created) print(`created ${join(folder, path)}`);
  for (const path of kept) print(`kept ${join(folder, path)}`);
  if (kept.includes("package.json")) tellOfPackages(folder);
  else finish(folder, request);
  return 0;
}

/** A title that the source has is kept: its site.yaml is there before ours is written. */
async function importInto(articles: string, source: ImportSource): Promise<void> {
  if (source.kind === "folder") {
    copyArticles(source.folder, articles);
    print(`copied ${source.folder} to ${articles}`);
    return;
  }
  const { feed, fetch } = isAddress(source.source)
    ? await openFeed(source.source)
    : { feed: source.source, fetch: createPublicFetch() };
  const request = { source: feed, folder: articles, withImages: true, site: undefined };
  const ports = { fetch, ...(process.stderr.isTTY ? { createProgress } : {}) };
  print(
    ...renderReport(await importFeed(request, ports), "imported")
      .trimEnd()
      .split("\n"),
  );
}

/** The command that enters the project, where it is another folder. */
function listSteps(folder: string): readonly string[] {
  const place = relative(process.cwd(), folder) || ".";
  return place === "." ? [] : [`  cd ${/[^\w./-]/.test(place) ? JSON.stringify(place) : place}`];
}

/** For a project whose own package.json was kept. */
function tellOfPackages(folder: string): void {
  const manager = findPackageManager();
  const add = manager === "npm" ? "npm install" : `${manager} add`;
  print("", "package.json was there already, so add the packages and begin:", "");
  print(
    ...listSteps(folder),
    `  ${add} edgewire`,
    `  ${add} --save-dev wrangler sharp music-metadata`,
    `  ${callEdgewire("dev")}`,
  );
}

function finish(folder: string, request: InitRequest): void {
  const manager = findPackageManager();
  const isInstalled = !request["no-install"] && installIn(folder, manager);
  const install = isInstalled ? [] : [`  ${manager} install`];
  if (!isInstalled && !request["no-install"])
    print(
      `${manager} install failed; what it wrote is above. The files are all there: once that is mended, the first command below goes on.`,
    );
  print("", "Go on with", "", ...listSteps(folder), ...install, `  ${writeRun(manager, "start")}`);
}
