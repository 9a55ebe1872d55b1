import type { ArticleRecord } from "../../article/article-record.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { READER_VERSION } from "../../article/reader-version.ts";
import type { Finding } from "../../lib/finding.ts";
import { type ArticleMedia, listMedia } from "./media/article-media.ts";
import type { ArticleChange, StoredArticle } from "./publication-store.ts";
import { composeChange } from "./publish-article.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import { type ReadingWithMedia, readStored } from "./read-with-media.ts";
import { listSuccessions } from "./successors.ts";

/** A step of the walk that reads stored articles again, after a change of the profile or of the readers. */
export interface WalkStep {
  readonly remaining: boolean;
  /** The last revision that this step made, or 0. */
  readonly revision: number;
}

export interface CurrentProfile {
  readonly profile: SiteProfile;
  readonly profileHash: string;
}

/** The step of a cron run on Cloudflare's free plan, which allows 50 queries: each article takes two, the navigation two more. */
const CRON_ARTICLES = 19;
/** The progress is saved this often, since the runtime kills a run that exceeds its CPU time. */
const ARTICLES_PER_SAVE = 5;
const ATTEMPTS = 3;

const FINISHED: WalkStep = { remaining: false, revision: 0 };

/** Continues a walk that an upgrade or a changed profile began; a bounded step, for the cron. */
export async function continueWalk(ports: PublishingPorts): Promise<WalkStep> {
  await ports.store.beginReading(READER_VERSION);
  const { profile, profileHash, recomputedKey } = await ports.store.readSite();
  if (profile === undefined || recomputedKey === undefined) return FINISHED;
  return walkArticles({ profile, profileHash }, recomputedKey, ports, CRON_ARTICLES);
}

/** Reads the next `count` articles after a key again, each saved like any edit: at no moment a tag names two documents. */
export async function walkArticles(
  current: CurrentProfile,
  after: string,
  ports: PublishingPorts,
  count: number,
): Promise<WalkStep> {
  const { store } = ports;
  const entries = await store.listManifest(after, count);
  let revision = 0;
  for (const [index, { key }] of entries.entries()) {
    revision = Math.max(revision, await readAgain(key, current, ports));
    if (index % ARTICLES_PER_SAVE === ARTICLES_PER_SAVE - 1)
      await store.saveRecomputedKey(current.profileHash, key, []);
  }
  const remaining = entries.length === count;
  const successions = remaining ? [] : listSuccessions(current.profile, undefined);
  await store.saveRecomputedKey(current.profileHash, remaining ? entries.at(-1)?.key : undefined, successions);
  return { remaining, revision };
}

/**
 * Reads a stored article again with the current readers and profile, and saves it as a minor edit if readers see a difference.
 * Returns its revision, or 0. Retries if another writer came in between; a newer profile refuses the whole walk, and starts its
 * own.
 */
async function readAgain(key: string, current: CurrentProfile, ports: PublishingPorts, attempt = 1): Promise<number> {
  const stored = await ports.store.findStored(key);
  if (stored === undefined || stored.record.state === "retracted") return 0;
  const reading = await keepTakenBack(await readStored(stored, current.profile, ports), stored, ports);
  const change = composeWalkChange(stored, reading, current, ports.now);
  if (change === undefined || isUnchanged(change, stored)) return 0;
  const isOut = isTakenOut(change.record, stored.record);
  const hold = isOut ? ({ by: "walk", message: explain(reading.findings) } as const) : undefined;
  const saved = await ports.store.saveArticle({ ...change, hold });
  if (saved.ok) return saved.value.revision;
  const isWorthATry = saved.problem.reason === "conflict" && attempt < ATTEMPTS;
  return isWorthATry ? readAgain(key, current, ports, attempt + 1) : 0;
}

/**
 * An embargoed article that its publisher took back is a draft, although its file says nothing of it: a walk must not schedule it
 * again. What a walk has taken out itself may come back by one.
 */
async function keepTakenBack(
  reading: ReadingWithMedia,
  { record, contentHash }: StoredArticle,
  { store }: PublishingPorts,
): Promise<ReadingWithMedia> {
  const { article } = reading;
  if (record.state !== "draft" || article === undefined || article.draft) return reading;
  const heldBack = await store.listHeldBack();
  const isOurs = heldBack.some((entry) => entry.key === record.key && entry.contentHash === contentHash);
  return isOurs ? reading : { ...reading, article: { ...article, draft: true } };
}

/** Undefined for an article that stays as it was published, since what cannot be read in it hides nothing. */
function composeWalkChange(
  stored: StoredArticle,
  { article, media, findings }: ReadingWithMedia,
  { profile, profileHash }: CurrentProfile,
  now: number,
): ArticleChange | undefined {
  const { contentHash, editionAt, source, links } = stored;
  if (article !== undefined) {
    const parts = {
      article,
      id: stored.record.id,
      profile,
      profileHash,
      stored,
      media,
      links,
      contentHash,
      editionAt,
      source,
      minor: true,
    };
    return composeChange(parts, now);
  }
  const mayBeHeldBack = findings.some(
    ({ severity, reason }) => severity === "error" && reason === "front-matter-unreadable",
  );
  return mayBeHeldBack ? composeHold(stored, profileHash, now) : undefined;
}

/** Takes an article out whose front matter cannot be read: it may well say that it is a draft. */
function composeHold(stored: StoredArticle, profileHash: string, now: number): ArticleChange {
  const { record, contentHash, editionAt, source, media, links } = stored;
  return {
    record: { ...record, state: "draft", changedAt: now },
    logKind: record.state === "published" ? "retract" : undefined,
    contentHash,
    editionAt,
    source,
    profileHash,
    feeds: [],
    media,
    links,
    aliases: [],
    previous: stored,
  };
}

/** Nothing to write: an upgrade that reads most articles as before must not cost a day's writes. */
function isUnchanged({ record, logKind, feeds, media, aliases }: ArticleChange, stored: StoredArticle): boolean {
  const withoutClock = ({ changedAt, revision, ...rest }: ArticleRecord) => JSON.stringify(rest);
  // A scheduled article has memberships that no reader sees yet.
  const isMoved =
    record.state === "scheduled" &&
    (feeds.length !== stored.feeds.length || feeds.some(({ name }) => !stored.feeds.includes(name)));
  const isSame = withoutClock(record) === withoutClock(stored.record);
  return logKind === undefined && isSame && !isMoved && isSameMedia(media, stored.media) && aliases.length === 0;
}

/** A former version kept pictures with an article that it had ceased to show. */
function isSameMedia(next: ArticleMedia, previous: ArticleMedia): boolean {
  const isSameFile = ([path, { name }]: readonly [string, { readonly name: string }]) =>
    previous.files.get(path)?.name === name;
  const isSameCover = next.cover?.name === previous.cover?.name;
  return isSameCover && listMedia(next).length === listMedia(previous).length && [...next.files].every(isSameFile);
}

function isTakenOut(next: ArticleRecord, previous: ArticleRecord): boolean {
  const isHeld = next.state === "draft" || next.state === "scheduled";
  return isHeld && (previous.state === "published" || (previous.state === "scheduled" && next.state === "draft"));
}

/** Why an article was taken out, in the words of the finding that says so. */
function explain(findings: readonly Finding[]): string {
  const reasons = ["front-matter-unreadable", "held-back"];
  const finding = findings.find(({ reason }) => reasons.includes(reason));
  if (finding === undefined) return "its file says that it is a draft, or holds it until a date to come";
  return finding.line === undefined ? finding.message : `line ${finding.line}: ${finding.message}`;
}
