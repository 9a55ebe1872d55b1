import type { SourceRule } from "../article/profile/source-rules.ts";
import { readOldAddress } from "../import/old-address.ts";
import type { SourceEntry, SourceFeed } from "../import/source-feed.ts";
import { sha256Hex } from "../lib/digest.ts";
import type { NamedEntry } from "./entry-names.ts";
import { isWanted } from "./filter-entries.ts";
import { type Recognition, recogniseEntries } from "./recognise.ts";
import type { KnownEntry, StagedEntry } from "./source-store.ts";

/** A longer text would not fit into an article. */
const MAX_HTML_CHARACTERS = 400_000;

export interface StagingContext {
  readonly rule: SourceRule;
  readonly feed: Pick<SourceFeed, "title" | "homePage">;
  readonly isQuiet: boolean;
  /** Sent under a secret by the source or its hub; a polled document may be an older copy. */
  readonly isSigned: boolean;
  readonly now: number;
}

/** Decides what is to be done for each entry of a document; entries of which nothing has changed are not in the result. */
export async function stageEntries(
  entries: readonly NamedEntry[],
  known: readonly KnownEntry[],
  context: StagingContext,
): Promise<readonly StagedEntry[]> {
  const staged: StagedEntry[] = [];
  for (const [named, recognition] of recogniseEntries(context.rule.name, entries, known)) {
    const one = await stageEntry(named, recognition, context);
    if (one !== undefined) staged.push(one);
  }
  return staged;
}

async function stageEntry(
  named: NamedEntry,
  recognition: Recognition,
  context: StagingContext,
): Promise<StagedEntry | undefined> {
  const { rule, isQuiet } = context;
  const { entry } = named;
  const former = recognition.kind === "known" ? recognition.known : undefined;
  const isShown = entry.draft !== true && isWanted(entry, rule);
  if (!isShown) {
    // The publisher's filters may change at any time, so what they leave out returns with the next poll.
    const at = entry.draft === true ? context.now : former?.withdrawnAt;
    return former === undefined ? undefined : stageWithdrawal(former, isQuiet, at);
  }
  if (former !== undefined && !mayReturn(entry, former, context)) return undefined;
  const hash = await hashEntry(entry, context);
  // A repeat stays one: its article is the one that came first.
  if (former?.hash === hash || former?.outcome === "repeat") return undefined;
  const row = { ...composeRow(named, former, context), hash };
  if (recognition.kind === "repeat") return { ...row, outcome: "repeat", problem: `as ${recognition.of.key}` };
  if ((entry.html?.length ?? 0) > MAX_HTML_CHARACTERS) {
    return { ...row, outcome: "refused", problem: `its text has more than ${MAX_HTML_CHARACTERS} characters` };
  }
  const { title = rule.name, homePage } = context.feed;
  return { ...row, work: { kind: "publish", entry, title: rule.title ?? title, homePage } };
}

/** A polled document may be an older copy: a withdrawn entry returns only under a signature, or with a date after its withdrawal. */
function mayReturn(entry: SourceEntry, { withdrawnAt }: KnownEntry, { isSigned, now }: StagingContext): boolean {
  if (withdrawnAt === undefined || isSigned) return true;
  const dated = entry.updated ?? entry.date ?? 0;
  return dated > withdrawnAt && dated <= now;
}

/** Its first key, date and slug stay. */
function composeRow(
  named: NamedEntry,
  former: KnownEntry | undefined,
  { rule, isQuiet, now }: StagingContext,
): StagedEntry {
  const { entry, idDigest, link, titleDay } = named;
  const first = {
    key: former?.key ?? `sources/${rule.name}/${idDigest}`,
    source: rule.name,
    idDigest: former?.idDigest ?? idDigest,
    slug: nameSlugOf(entry),
    publishedAt: entry.date ?? now,
    hash: "",
    withdrawnAt: former?.withdrawnAt,
  };
  const kept = former === undefined || former.publishedAt === 0 ? first : former;
  // An entry that the source had withdrawn returns as a restoration.
  const outcome = former?.outcome === "withdrawn" ? "withdrawn" : "pending";
  return { ...kept, link, titleDay, page: entry.link, outcome, work: undefined, isQuiet };
}

/** As the source has it in its addresses; undefined where those are numbers. */
function nameSlugOf(entry: SourceEntry): string | undefined {
  const path = URL.parse(entry.link ?? "")?.pathname;
  return readOldAddress({ ...entry, link: path, canonical: undefined }, undefined).slug;
}

/** The source has taken it back, or the filters now leave it out. */
export function stageWithdrawal(
  former: KnownEntry,
  isQuiet: boolean,
  withdrawnAt: number | undefined,
): StagedEntry | undefined {
  if (former.hash === "withdrawn" || former.outcome === "repeat") return undefined;
  // Where its restoration was still to be published, its article is withdrawn already.
  const outcome = former.outcome === "withdrawn" ? "withdrawn" : "pending";
  return { ...former, hash: "withdrawn", outcome, work: { kind: "withdraw" }, isQuiet, withdrawnAt };
}

/** The row of an entry that its source took back before any poll had found it: there is nothing to do but to know that. */
export function rememberWithdrawal(source: string, idDigest: string, now: number): StagedEntry {
  return {
    key: `sources/${source}/${idDigest}`,
    source,
    idDigest,
    link: undefined,
    titleDay: undefined,
    hash: "withdrawn",
    slug: undefined,
    publishedAt: 0,
    outcome: "withdrawn",
    withdrawnAt: now,
    work: undefined,
    isQuiet: false,
  };
}

/** Digest of everything that readers will see; without ids, links and dates, which change although the entry has not. */
async function hashEntry(entry: SourceEntry, { rule, feed }: StagingContext): Promise<string> {
  const { title, html, summary, authors, categories, tags, image, recordings, language } = entry;
  const contents = { title, html, summary, authors, categories, tags, image, recordings, language };
  return sha256Hex(
    JSON.stringify([contents, rule.content, rule.author, rule.categories, rule.tags, rule.title ?? feed.title]),
  );
}
