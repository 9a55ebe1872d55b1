import type { SourceRule } from "../article/profile/source-rules.ts";
import { type PublishProblem, publishArticle } from "../feed/publishing/publish-article.ts";
import { restoreArticle, retractArticle } from "../feed/publishing/retract-article.ts";
import { composeArticle, type PublishWork } from "./compose-article.ts";
import { fetchPicture } from "./fetch-picture.ts";
import { findFullText } from "./full-text/find-full-text.ts";
import type { PageText } from "./full-text/read-page.ts";
import type { SourcePorts } from "./source-ports.ts";
import type { EntryOutcome, KnownEntry, PendingEntry } from "./source-store.ts";

const encoder = new TextEncoder();

export interface PublishLimits {
  readonly articles: number;
  readonly fullTexts: number;
}

/** Publishes what readings have staged, the sources in turn. Returns how many were taken. */
export async function publishStaged(
  rules: readonly SourceRule[],
  limits: PublishLimits,
  ports: SourcePorts,
  isOver: () => boolean,
): Promise<number> {
  const [only, ...others] = rules;
  const pending = await ports.store.takePending(
    ports.now(),
    limits.articles,
    others.length === 0 ? only?.name : undefined,
  );
  let pagesLeft = limits.fullTexts;
  for (const entry of pending) {
    const rule = rules.find(({ name }) => name === entry.source);
    if (rule === undefined || isOver()) continue;
    // An entry whose page is still to be fetched waits for the next run; withdrawals do not.
    if (rule.content === "page" && entry.work.kind === "publish" && --pagesLeft < 0) continue;
    const settled = await work(entry, rule, ports);
    if (settled !== undefined) await ports.store.settleEntry(entry.key, entry.hash, settled.outcome, settled.problem);
  }
  return pending.length;
}

interface Settled {
  readonly outcome: EntryOutcome;
  /** Also of a published entry: why its text is that of the feed. */
  readonly problem?: string | undefined;
}

/** Undefined: it is tried again in the next run. */
async function work(entry: PendingEntry, rule: SourceRule, ports: SourcePorts): Promise<Settled | undefined> {
  const stored = await ports.publishing.store.findStored(entry.key);
  const isHidden = stored?.record.state === "retracted" || stored?.record.state === "draft";
  // Only an article that the source had withdrawn is restored; one that was retracted here stays retracted.
  if (isHidden && entry.outcome !== "withdrawn") return { outcome: "refused", problem: "it was retracted here" };
  if (entry.work.kind === "publish") {
    const first = stored === undefined ? await findFirst(entry, ports) : undefined;
    if (first !== undefined) return { outcome: "repeat", problem: `as ${first.key}` };
    return isHidden ? restore(entry, entry.work, rule, ports) : publish(entry, entry.work, rule, ports);
  }
  // Noted first: a run that is killed in between must not take this retraction for one that was made here.
  await ports.store.noteOutcome(entry.key, entry.hash, "withdrawn");
  const retracted = await retractArticle({ key: entry.key, reason: "" }, ports.publishing);
  if (retracted.ok) return { outcome: "withdrawn" };
  return retracted.problem.reason === "conflict"
    ? undefined
    : { outcome: "withdrawn", problem: retracted.problem.reason };
}

/** The entry that another source published first: two sources that are read at the same time do not yet know of each other's. */
async function findFirst(
  { source, idDigest, link, titleDay }: PendingEntry,
  { store }: SourcePorts,
): Promise<KnownEntry | undefined> {
  const listOne = (name: string | undefined) => (name === undefined ? [] : [name]);
  const names = { digests: [idDigest], links: listOne(link), titleDays: listOne(titleDay) };
  const known = await store.findEntries(names);
  return known.find((one) => one.source !== source && one.outcome === "published");
}

async function publish(
  entry: PendingEntry,
  work: PublishWork,
  rule: SourceRule,
  ports: SourcePorts,
): Promise<Settled | undefined> {
  const page = rule.content === "page" ? await findFullText(work, ports.client) : undefined;
  const picture = await fetchPicture(work, ports.client);
  const source = composeArticle(entry, page?.ok ? withText(work, page.value) : work, rule, picture?.image);
  const submission = {
    key: entry.key,
    kind: "html" as const,
    body: encoder.encode(source),
    images: new Map(picture === undefined ? [] : [[picture.image.src, picture.received]]),
    cover: undefined,
    minor: false,
    quiet: entry.isQuiet,
  };
  const published = await publishArticle(submission, ports.publishing);
  if (published.ok) return { outcome: "published", problem: page?.ok === false ? page.problem : undefined };
  return published.problem.reason === "retracted"
    ? { outcome: "refused", problem: "it was retracted here" }
    : judge(published.problem);
}

function withText(work: PublishWork, text: PageText): PublishWork {
  return { ...work, entry: { ...work.entry, ...text } };
}

/** Also where its text is the stored one, which a publish would leave as it is. Its picture follows in the next run, as part of an edit. */
async function restore(
  entry: PendingEntry,
  work: PublishWork,
  rule: SourceRule,
  ports: SourcePorts,
): Promise<Settled | undefined> {
  const bare = composeArticle(entry, work, rule, undefined);
  const restored = await restoreArticle(entry.key, ports.publishing, bare);
  if (!restored.ok) return judge(restored.problem);
  // A retraction that is made here from now on stays.
  await ports.store.noteOutcome(entry.key, entry.hash, "pending");
  return undefined;
}

function judge(problem: PublishProblem): Settled | undefined {
  switch (problem.reason) {
    case "conflict":
    case "profile-missing":
      return undefined;
    case "id-taken":
      return { outcome: "repeat", problem: `its id is that of ${problem.holder}` };
    case "article-invalid": {
      const [finding] = problem.findings.filter(({ severity }) => severity === "error");
      return { outcome: "refused", problem: finding?.message ?? "it cannot be read" };
    }
    default:
      return { outcome: "refused", problem: problem.reason };
  }
}
