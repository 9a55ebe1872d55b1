import { UsageError } from "../../src/lib/usage-error.ts";
import { type ApiClient, describeProblem, type ManifestLine } from "../api-client.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { counted } from "../counted.ts";
import { ARTICLES, CLIENT } from "../options.ts";
import { hasErrors, type PreparedArticle } from "../prepared-article.ts";
import { printable } from "../printable.ts";
import { createProgress, type Progress } from "../progress.ts";
import { type LocalPublication, linkToStored, readPublication } from "../publication.ts";
import { printFindings } from "./check.ts";

const CONCURRENCY = 8;

type OutcomeName = "created" | "updated" | "unchanged" | "failed";

export interface PublishSummary {
  readonly counts: Readonly<Record<OutcomeName, number>>;
  readonly sentBytes: number;
}

export const publish = defineCommand({
  summary:
    "Send site.yaml and what changed since the last time, oldest first; exit 1 if anything could not be published",
  options: {
    articles: ARTICLES,
    ...CLIENT,
    minor: { type: "boolean", help: 'these edits change no substance, "updated" stays' },
    "retract-missing": { type: "boolean", help: "retract articles whose files are gone, after showing which" },
    "dry-run": { type: "boolean", help: "say what would be sent, send nothing" },
  },
  run: async ({ articles, to, token, minor, "retract-missing": retractMissing, "dry-run": dryRun }) => {
    const client = connect({ to, token });
    const { isGood } = await publishFolder({ articles, minor, retractMissing, dryRun }, client);
    return isGood ? 0 : 1;
  },
});

export interface PublishRequest {
  /** The publication's folder. */
  readonly articles: string;
  readonly minor: boolean;
  readonly retractMissing: boolean;
  readonly dryRun: boolean;
}

export async function publishFolder(options: PublishRequest, client: ApiClient): Promise<{ isGood: boolean }> {
  const began = performance.now();
  const read = await readPublication(options.articles);
  printFindings(read.sitePath, read.siteFindings);
  if (read.profile === undefined) return { isGood: false };
  for (const { file, findings } of read.articles) printFindings(file.path, findings);
  if (!options.dryRun) await putSite(client, read);
  const known = await client.listArticles();
  const publication = await linkToStored(read, new Map([...known].map(([key, { slug }]) => [key, slug])));
  const readable = publication.articles.filter(({ article }) => article !== undefined);
  const changed = readable
    .filter(({ file, contentHash }) => known.get(file.key)?.contentHash !== contentHash)
    .sort(byDate);
  const counts: Record<OutcomeName, number> = {
    created: 0,
    updated: 0,
    unchanged: readable.length - changed.length,
    failed: publication.articles.length - readable.length,
  };
  const missing = findMissing(known, publication.articles);
  if (options.dryRun) {
    for (const { file } of changed)
      console.log(`${known.has(file.key) ? "would update" : "would create"} ${file.path}`);
    if (options.retractMissing) for (const { key } of missing) console.log(`would retract ${key}`);
    return { isGood: counts.failed === 0 };
  }
  const sentBytes = await sendAll(changed, client, options.minor, counts);
  await settleMissing(missing, client, options.retractMissing, counts);
  const isGood = counts.failed === 0 && !hasErrors(publication.siteFindings);
  printSummary({ counts, sentBytes }, performance.now() - began);
  return { isGood };
}

/** What readers have and the folder has not. A file that cannot be read is there all the same. */
function findMissing(known: ReadonlyMap<string, ManifestLine>, articles: readonly PreparedArticle[]): ManifestLine[] {
  const files = new Set(articles.map(({ file }) => file.key));
  return [...known.values()].filter(
    ({ key, state }) => !files.has(key) && (state === "published" || state === "scheduled"),
  );
}

/** A deleted file takes nothing back by itself: that must be asked for, and what goes is shown before it goes. */
async function settleMissing(
  missing: readonly ManifestLine[],
  client: ApiClient,
  retractMissing: boolean,
  counts: Record<OutcomeName, number>,
): Promise<void> {
  if (missing.length === 0) return;
  if (!retractMissing) {
    const [have, them] = missing.length === 1 ? ["has", "it"] : ["have", "them"];
    console.log(`${counted(missing.length, "article")} ${have} no file here; --retract-missing takes ${them} back:`);
    for (const { key } of missing.slice(0, 10)) console.log(`  ${key}`);
    return;
  }
  for (const { key } of missing) console.log(`retracting ${key}`);
  for (const { key } of missing) {
    const answer = await client.retractArticle(key, "");
    if (answer.status < 400) continue;
    counts.failed += 1;
    console.error(`${key}: error: ${describeProblem(answer)}`);
  }
}

function byDate(a: PreparedArticle, b: PreparedArticle): number {
  return (a.article?.publishedAt ?? 0) - (b.article?.publishedAt ?? 0);
}

/** Stored articles are brought to a changed profile in steps; each PUT does one. */
async function putSite(client: ApiClient, { siteText, siteMedia }: LocalPublication): Promise<void> {
  for (;;) {
    const { status, body } = await client.putSite(siteText, siteMedia.used);
    if (status === 200) return printHeldBack(body.heldBack ?? []);
    if (status !== 202) throw new UsageError(`site.yaml was refused: ${describeProblem({ status, body })}`);
  }
}

/** An upgrade reads stored articles again; what it took out is said until its file changes. */
function printHeldBack(heldBack: readonly { readonly key: string; readonly message: string }[]): void {
  if (heldBack.length === 0) return;
  const are = heldBack.length === 1 ? "is" : "are";
  console.log(`${counted(heldBack.length, "article")} ${are} no longer public since an upgrade, as the file says:`);
  for (const { key, message } of heldBack) console.log(printable(`  ${key}: ${message}`));
}

async function sendAll(
  articles: readonly PreparedArticle[],
  client: ApiClient,
  minor: boolean,
  counts: Record<OutcomeName, number>,
): Promise<number> {
  const progress = createProgress(articles.length);
  const queue = [...articles];
  let sentBytes = 0;
  const stop = () => {
    if (queue.length === 0) return;
    queue.length = 0;
    progress.say("Stopping after what is under way; run the same command again to go on.");
    process.exitCode = 130;
  };
  process.once("SIGINT", stop);
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      sentBytes += await sendOne(next, client, minor, counts, progress);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  process.off("SIGINT", stop);
  progress.stop();
  return sentBytes;
}

async function sendOne(
  prepared: PreparedArticle,
  client: ApiClient,
  minor: boolean,
  counts: Record<OutcomeName, number>,
  progress: Progress,
): Promise<number> {
  const { path } = prepared.file;
  const { sentBytes, ...answer } = await client.putArticle(prepared, minor);
  const { outcome, slug, state = "published" } = answer.body;
  if (answer.status >= 400 || outcome === undefined) {
    counts.failed += 1;
    progress.say(`${path}: error: ${describeProblem(answer)}`);
  } else {
    counts[outcome as OutcomeName] += 1;
    sayServerFindings(prepared, answer.body.findings ?? [], progress);
    // At the address of a draft or an embargoed article there is nothing yet.
    const remark = state === "published" ? "" : ` (${state})`;
    progress.step(`${outcome} ${path} -> /articles/${slug ?? ""}${remark}`);
  }
  return sentBytes;
}

/** Only the server knows which addresses other articles have, and whether a picture elsewhere answers. */
function sayServerFindings(
  { file, findings }: PreparedArticle,
  answered: readonly { readonly line?: number; readonly message: string; readonly reason?: string }[],
  progress: Progress,
): void {
  const said = new Set(findings.map(({ reason }) => reason as string | undefined));
  for (const { line, message, reason } of answered) {
    if (said.has(reason)) continue;
    progress.say(printable(`${file.path}${line === undefined ? "" : `:${line}`}: warning: ${message}`));
  }
}

function printSummary({ counts, sentBytes }: PublishSummary, milliseconds: number): void {
  const rows = Object.entries(counts).map(([name, count]) => `  ${name.padEnd(10)}${String(count).padStart(7)}`);
  const size = `${(sentBytes / 1024).toFixed(0)} KiB sent in ${(milliseconds / 1000).toFixed(1)} s`;
  console.log([...rows, `  ${size}`].join("\n"));
}
