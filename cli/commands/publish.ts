import { isPageKey } from "../../src/article/standing-page.ts";
import { hasErrors } from "../../src/lib/finding.ts";
import { describeProblem, type HeldBack, isRefusedAs } from "../api/answers.ts";
import { type ApiClient, type ManifestLine, nameOf, type Sending } from "../api-client.ts";
import type { ArticleFile } from "../article-folder.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { checkDomain } from "../check-domain.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { counted } from "../counted.ts";
import { planCoverStyle } from "../cover/cover-style.ts";
import { describeOutcome } from "../describe-outcome.ts";
import { findEmptied } from "../feed-lives/find-emptied-feeds.ts";
import { type Ask, findAsk, settleEmptiedFeeds } from "../feed-lives/settle-emptied-feeds.ts";
import { readFileEditions } from "../file-editions.ts";
import { applyMoves, findKeys, findMoves } from "../find-moves.ts";
import { type DividedMissing, divideMissing } from "../missing/divide-missing.ts";
import { keepPublished } from "../missing/published-record.ts";
import { planRetractions, reportMissing, retractMissing } from "../missing/retract-missing.ts";
import { ARTICLES, CLIENT, DRY_RUN, STRICT, VERBOSE } from "../options.ts";
import { print, printError } from "../output.ts";
import { createPictureSender } from "../pictures/picture-sender.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import { createProgress, type Progress } from "../progress.ts";
import { type LocalPublication, linkToStored, readPublication } from "../publication.ts";
import {
  type Counts,
  dateSite,
  findMissing,
  listFiles,
  listStored,
  listUnchanged,
  type OutcomeName,
  type Plan,
  planArticles,
} from "../publish-plan.ts";
import { measureRemotes } from "../recordings/measure-remote.ts";
import { uploadRecordings } from "../recordings/upload-recordings.ts";
import { listFindings, printFindings } from "../report-findings.ts";
import { sendSite } from "../send-site.ts";
import { isUnpulled } from "../tools/plan-pulls.ts";

const CONCURRENCY = 8;

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
    "redraw-covers": { type: "boolean", help: "draw and send the covers of all articles, as after a new logo" },
    force: { type: "boolean", help: "publish this edition though a newer one is stored" },
    verbose: VERBOSE,
    strict: STRICT,
    "dry-run": DRY_RUN,
  },
  run: async ({
    articles,
    to,
    token,
    "retract-missing": retractMissing,
    "redraw-covers": redrawsCovers,
    "dry-run": dryRun,
    ...flags
  }) => {
    const client = connect({ to, token });
    const ask = dryRun ? undefined : findAsk();
    const { isGood } = await publishFolder(
      { articles, to, retractMissing, redrawsCovers, dryRun, ask, ...flags },
      client,
    );
    return isGood ? 0 : 1;
  },
});

export interface PublishRequest {
  /** The publication's folder. */
  readonly articles: string;
  /** The publication's address; undefined: it is on this machine. */
  readonly to?: string;
  readonly minor: boolean;
  readonly retractMissing: boolean;
  /** Draws and sends the covers of unchanged articles, too. */
  readonly redrawsCovers?: boolean;
  /** The edition is dated now, whatever the files' dates. */
  readonly force: boolean;
  readonly dryRun: boolean;
  /** Lists findings that are alike each by itself. */
  readonly verbose?: boolean;
  /** Sends nothing where there is any finding. */
  readonly strict?: boolean;
  /** Undefined: what could be asked is said instead. */
  readonly ask?: Ask;
}

export async function publishFolder(request: PublishRequest, client: ApiClient): Promise<{ isGood: boolean }> {
  const began = performance.now();
  const found = await readFolder(request);
  if (!mayBeSent(found, request)) return { isGood: false };
  const isChanged = await settleEmptiedFeeds(await findEmptied(found, client), found.sitePath, request.ask);
  const read = isChanged ? await readFolder(request) : found;
  const editions = await readFileEditions(request.articles);
  if (!request.dryRun) printHeldBack(await sendSite(client, read, dateSite(read, editions, request)));
  const listed = await client.listArticles();
  const moves = findMoves(read.articles, listed, read.profile?.timeZone ?? "UTC");
  const known = applyMoves(listed, moves);
  for (const { from, prepared, by } of moves) print(describeMove(from, prepared, by));
  const publication = await linkToStored(read, listStored(read, known));
  const plan = planArticles(publication.articles, known, editions, request);
  const missing = await divideMissing(findMissing(known, publication.articles), request);
  if (request.dryRun) return reportDryRun(plan, missing, known, request);
  const { counts } = plan;
  printUnpulled([...known.values()].filter((line) => isUnpulled(line) && line.state !== "retracted"));
  for (const { file } of plan.retracted) print(describeRetracted(file, known.get(nameOf(file.key))?.key));
  const coverStyle = planCoverStyle(publication.profile, publication.siteMedia.used);
  const sendings = plan.changed.map((prepared) => ({
    prepared,
    ...findKeys(prepared, known),
    editionAt: request.force ? Date.now() : editions.dateOf(listFiles(prepared)),
    minor: request.minor,
    coverStyle,
    ...(plan.redrawn.has(prepared) && redraw(known.get(nameOf(prepared.file.key)))),
    replaces: request.force ? findUnpulled(prepared, known) : undefined,
  }));
  const refused = await uploadRecordings(plan.changed, client);
  const accepted = sendings.filter((sending) => !isRefused(sending, refused, counts));
  const { sentBytes, isComplete, sent } = await sendAll(accepted, publication, client, counts);
  keepPublished(request, [...listUnchanged(publication.articles, plan), ...sent], known);
  const hasSiteErrors = hasErrors(publication.siteFindings);
  const mayRetract = request.retractMissing && isComplete && counts.failed === 0 && !hasSiteErrors;
  await (mayRetract ? retractMissing(missing, client, counts) : reportMissing(missing, request.retractMissing));
  printSummary({ counts, sentBytes }, performance.now() - began);
  return { isGood: counts.failed === 0 && !hasSiteErrors };
}

async function readFolder({ articles, to }: PublishRequest): Promise<LocalPublication> {
  const read = await readPublication(articles);
  return { ...read, siteFindings: [...read.siteFindings, ...checkDomain(read.profile, to)] };
}

/** Prints what was found; nothing is sent without a profile, and with --strict nothing where anything was found. */
function mayBeSent(read: LocalPublication, { verbose, strict }: PublishRequest): boolean {
  const found = listFindings(read);
  printFindings(found, { isVerbose: verbose === true });
  return read.profile !== undefined && (strict !== true || found.length === 0);
}

function reportDryRun(
  { changed, counts }: Plan,
  missing: DividedMissing,
  known: ReadonlyMap<string, ManifestLine>,
  request: PublishRequest,
): { isGood: boolean } {
  for (const { file } of changed)
    print(`${known.has(nameOf(file.key)) ? "would update" : "would create"} ${file.path}`);
  if (request.retractMissing && counts.failed === 0) planRetractions(missing);
  return { isGood: counts.failed === 0 };
}

function describeMove({ key }: ManifestLine, { file }: PreparedArticle, by: string): string {
  return `${file.path}: ${key} has moved here, by ${by}: id and address stay`;
}

function describeRetracted({ path, key: named }: ArticleFile, key = named): string {
  return `retracted ${path}: not sent; ${callEdgewire(`restore ${key}`)} brings it back`;
}

/** The folder goes without them until they are pulled, and no edition of it takes their place. */
function printUnpulled(lines: readonly ManifestLine[]): void {
  if (lines.length === 0) return;
  print(
    `${counted(lines.length, "article")} written with other tools: ${callEdgewire("pull")} brings what is not here`,
  );
  for (const { key, tool } of lines.slice(0, 10)) print(`  ${key} (${tool})`);
}

function findUnpulled({ file }: PreparedArticle, known: ReadonlyMap<string, ManifestLine>): string | undefined {
  const line = known.get(nameOf(file.key));
  return line !== undefined && isUnpulled(line) ? line.contentHash : undefined;
}

/** An upgrade reads stored articles again; the articles it withdrew are reported until their files change. */
function printHeldBack(heldBack: readonly HeldBack[]): void {
  if (heldBack.length === 0) return;
  const are = heldBack.length === 1 ? "is" : "are";
  print(`${counted(heldBack.length, "article")} ${are} no longer public since an upgrade, as the file says:`);
  for (const { key, message } of heldBack) print(`  ${key}: ${message}`);
}

type ArticleSending = Sending & { readonly prepared: PreparedArticle };

async function sendAll(
  sendings: readonly ArticleSending[],
  { profile }: LocalPublication,
  client: ApiClient,
  counts: Counts,
): Promise<{ sentBytes: number; isComplete: boolean; sent: readonly PreparedArticle[] }> {
  const progress = createProgress(sendings.length);
  const folders = sendings.map(({ prepared }) => prepared.file.media.used);
  const warn = (message: string) => progress.say(`warning: the picture ${message}`);
  const pictures = await createPictureSender(folders, { client, profile, warn });
  if (pictures.notice !== undefined) progress.say(pictures.notice);
  const pages = sendings.filter(({ key }) => isPageKey(key));
  const queue = sendings.filter(({ key }) => !isPageKey(key));
  const sent: PreparedArticle[] = [];
  let sentBytes = 0;
  let isComplete = true;
  const stop = () => {
    isComplete = false;
    if (queue.length === 0) return;
    queue.length = 0;
    progress.say("Stopping after what is under way; run the same command again to go on.");
    process.exitCode = 130;
  };
  process.once("SIGINT", stop);
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const sized = await pictures.send(next.prepared.file.media.used);
      const answer = await sendOne({ ...next, sized }, client, counts, progress);
      sentBytes += answer.sentBytes;
      if (answer.isStored) sent.push(next.prepared);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  // One after another: each changes the navigation, which every other article's save would have to take account of.
  if (isComplete) queue.push(...pages);
  await worker();
  process.off("SIGINT", stop);
  progress.stop();
  return { sentBytes: sentBytes + pictures.sentBytes(), isComplete, sent };
}

/** The stored edition with another cover. */
function redraw(stored: ManifestLine | undefined): Partial<Sending> {
  const editionAt = stored?.editionAt;
  return { redrawsCover: true, minor: true, ...(typeof editionAt === "number" && { editionAt }) };
}

/** Without its recording an article would lose its enclosure. */
function isRefused({ prepared }: ArticleSending, refused: ReadonlyMap<string, string>, counts: Counts): boolean {
  const places = [...prepared.file.attachments.recordings.values()].map(({ place }) => place);
  const place = places.find((one) => refused.has(one));
  if (place === undefined) return false;
  counts.failed += 1;
  printError(`${prepared.file.path}: error: cannot upload ${place}: ${refused.get(place)}`);
  return true;
}

async function sendOne(
  { prepared, ...sending }: ArticleSending,
  client: ApiClient,
  counts: Counts,
  progress: Progress,
): Promise<{ readonly sentBytes: number; readonly isStored: boolean }> {
  const { path } = prepared.file;
  const { measured: remoteRecordings, problems } = await measureRemotes(prepared.unmeasured);
  for (const problem of problems) progress.say(`${path}: warning: ${problem}`);
  const { sentBytes, ...answer } = await client.putArticle(prepared, { ...sending, remoteRecordings });
  const { outcome } = answer.body;
  if (isRefusedAs(answer, "retracted")) {
    // It was retracted after the list was read.
    counts.unchanged += 1;
    progress.say(describeRetracted(prepared.file, sending.formerKey));
  } else if (answer.status >= 400 || outcome === undefined) {
    counts.failed += 1;
    progress.say(`${path}: error: ${describeProblem(answer)}`);
  } else {
    counts[outcome as OutcomeName] += 1;
    sayServerFindings(prepared, problems.length > 0, answer.body.findings ?? [], progress);
    progress.step(describeOutcome(path, answer.body));
  }
  return { sentBytes, isStored: answer.status < 400 };
}

/** Only the server knows the addresses of other articles, and whether a remote image can be fetched. */
function sayServerFindings(
  { file, findings }: PreparedArticle,
  isMeasuringSaid: boolean,
  answered: readonly { readonly line?: number; readonly message: string; readonly reason?: string }[],
  progress: Progress,
): void {
  const said = new Set(findings.map(({ reason }) => reason as string | undefined));
  if (isMeasuringSaid) said.add("recording-unmeasured");
  for (const { line, message, reason } of answered) {
    if (said.has(reason)) continue;
    progress.say(`${file.path}${line === undefined ? "" : `:${line}`}: warning: ${message}`);
  }
}

function printSummary({ counts, sentBytes }: PublishSummary, milliseconds: number): void {
  const rows = Object.entries(counts).map(([name, count]) => `  ${name.padEnd(10)}${String(count).padStart(7)}`);
  const size = `${(sentBytes / 1024).toFixed(0)} KiB sent in ${(milliseconds / 1000).toFixed(1)} s`;
  print(...rows, `  ${size}`);
}
