import { articlePath } from "../../src/article/article-path.ts";
import { decideState } from "../../src/article/lifecycle.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { isPageKey } from "../../src/article/standing-page.ts";
import { formatZonedMinute } from "../../src/lib/zoned-dates.ts";
import { describeProblem } from "../api/answers.ts";
import type { ApiClient } from "../api-client.ts";
import { planCoverStyle } from "../cover/cover-style.ts";
import { describeOutcome } from "../describe-outcome.ts";
import type { FileEditions } from "../file-editions.ts";
import { applyMoves, findKeys, findMoves } from "../find-moves.ts";
import { keepPublished } from "../missing/published-record.ts";
import { createPictureSender } from "../pictures/picture-sender.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import { type LocalPublication, linkToStored, readPublication } from "../publication.ts";
import { findMissing, listStored, listUnchanged, planArticles } from "../publish-plan.ts";
import { type LocatedFinding, listFindings } from "../report-findings.ts";
import { sendSite } from "../send-site.ts";
import type { HeldArticle } from "./dev-state.ts";

const CONCURRENCY = 8;

export interface Republication {
  readonly findings: readonly LocatedFinding[];
  readonly held: readonly HeldArticle[];
  /** One line for each article that was sent. */
  readonly sent: readonly string[];
  /** Keys of articles that are shown although the folder has no file of them. */
  readonly missing: readonly string[];
  /** Keys of files whose articles were retracted: only a restore shows them again. */
  readonly retracted: readonly string[];
  readonly isSiteChanged: boolean;
  /** site.yaml cannot be used: nothing was sent. */
  readonly isBlocked: boolean;
}

export type Republish = (onStep?: (done: number, total: number) => void) => Promise<Republication>;

/** Publishes what changed in the folder since the last time. Keeps what it sent, so that an unchanged site.yaml costs no request. */
export function createRepublisher(folder: string, client: ApiClient): Republish {
  let sentSite = "";
  let held: readonly HeldArticle[] = [];

  async function sendChangedSite(read: LocalPublication): Promise<boolean> {
    const site = JSON.stringify([read.siteText, [...read.siteMedia.used].map(([path, { medium }]) => [path, medium])]);
    if (site === sentSite) return false;
    await sendSite(client, read, Date.now());
    sentSite = site;
    return true;
  }

  return async (onStep = () => {}) => {
    const read = await readPublication(folder);
    const found = listFindings(read);
    if (read.profile === undefined) return { ...NOTHING, findings: found, held, isBlocked: true };
    const isSiteChanged = await sendChangedSite(read);
    const listed = await client.listArticles();
    const known = applyMoves(listed, findMoves(read.articles, listed, read.profile.timeZone));
    const publication = await linkToStored(read, listStored(read, known));
    const plan = planArticles(publication.articles, known, EDITED_NOW);
    const { changed, retracted } = plan;
    const stored = listUnchanged(publication.articles, plan);
    const findings: LocatedFinding[] = [...found];
    const sent: string[] = [];
    const [queue, pages] = [changed.filter(isArticle), changed.filter((one) => !isArticle(one))];
    const folders = changed.map(({ file }) => file.media.used);
    const warn = (message: string) => findings.push({ path: folder, finding: warning(`the picture ${message}`) });
    const pictures = await createPictureSender(folders, { client, profile: read.profile, warn });
    const coverStyle = planCoverStyle(read.profile, read.siteMedia.used);
    const send = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const sized = await pictures.send(next.file.media.used);
        const sending = { ...findKeys(next, known), editionAt: Date.now(), minor: false, sized, coverStyle };
        const answer = await client.putArticle(next, sending);
        if (answer.status < 400) {
          stored.push(next);
          sent.push(describeOutcome(next.file.path, answer.body));
        } else findings.push({ path: next.file.path, finding: refusal(describeProblem(answer)) });
        onStep(sent.length, changed.length);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, send));
    // One after another: each changes the navigation, which every other article's save would have to take account of.
    queue.push(...pages);
    await send();
    keepPublished({ articles: folder }, stored, known);
    held = listHeld(publication.articles, read.profile, held);
    const missing = findMissing(known, publication.articles).map(({ key }) => key);
    const taken = retracted.map(({ file }) => file.key);
    return { findings, held, sent, missing, retracted: taken, isSiteChanged, isBlocked: false };
  };
}

function isArticle({ file }: PreparedArticle): boolean {
  return !isPageKey(file.key);
}

const NOTHING = { sent: [], missing: [], retracted: [], isSiteChanged: false } as const;

/** Files on the disk count as edited now, whatever their history says: the writer wants to see them. */
const EDITED_NOW: FileEditions = { dateOf: Date.now, dateOfCommit: () => undefined };

function refusal(message: string): LocatedFinding["finding"] {
  return { severity: "error", reason: "field-invalid", line: undefined, message };
}

function warning(message: string): LocatedFinding["finding"] {
  return { severity: "warning", reason: "image-unreadable", line: undefined, message };
}

/** While a file has an error, the page of its last good edition stays. */
function listHeld(
  articles: readonly PreparedArticle[],
  { timeZone }: SiteProfile,
  before: readonly HeldArticle[],
): readonly HeldArticle[] {
  return articles.flatMap((prepared): HeldArticle[] => {
    const { article, file } = prepared;
    if (article === undefined) return before.filter((held) => held.prepared.file.path === file.path);
    const state = decideState(article, Date.now());
    if (state !== "draft" && state !== "scheduled") return [];
    const until = Math.max(article.publishedAt, article.heldUntil ?? 0);
    const mark = state === "draft" ? "Draft" : `Embargoed until ${formatZonedMinute(until, timeZone)} ${timeZone}`;
    return [{ prepared, path: articlePath(article.slug), title: article.title, mark }];
  });
}
