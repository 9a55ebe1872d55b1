import { completeAddress } from "../import/api-address.ts";
import { DAY_MS } from "../lib/dates.ts";
import { digestId, type NamedEntry, nameEntries } from "./entry-names.ts";
import { decideNextPoll, type PollOutcome } from "./pace.ts";
import { askSource, findHub, type SourceAnswer, type SourceDocument } from "./read-document.ts";
import type { SourcePorts } from "./source-ports.ts";
import type { FollowedSource, KnownEntry, Reading, SourceState, StagedEntry } from "./source-store.ts";
import { rememberWithdrawal, stageEntries, stageWithdrawal } from "./stage-entries.ts";
import { considerSubscription } from "./subscribe.ts";

/** Until then a moved source may be on its way back. */
const MOVE_SEEN_AFTER_MS = 60_000;
const MAX_WINDOW = 2_000;

/** Polls one source, and stages its new and changed entries. No answer of the source changes the publication in this step. */
export async function pollSource(source: FollowedSource, ports: SourcePorts): Promise<void> {
  const { state, rule, ruleText } = source;
  const address = completeAddress(state.address ?? rule.from);
  const isSameRule = state.ruleRead === ruleText;
  const askedAt = ports.now();
  const answer = await askSource(address, isSameRule ? state : {}, ports.client);
  const reading = await concludePoll(source, answer, askedAt, ports);
  await ports.store.saveReading(source, reading);
  if (answer.kind === "read") {
    const { fetched, feed } = answer.document;
    await considerSubscription(source, findHub(fetched.headers, feed.following, fetched.address), ports);
  }
}

async function concludePoll(
  source: FollowedSource,
  answer: SourceAnswer,
  askedAt: number,
  ports: SourcePorts,
): Promise<Reading> {
  const now = ports.now();
  switch (answer.kind) {
    case "read":
      return concludeRead(source, answer.document, askedAt, ports);
    case "unchanged": {
      const hints = { maxAgeMs: readMaxAge(answer.headers), following: undefined, isPushed: isPushed(source, now) };
      const healthy = { ...clearFailures(source.state), readAt: now, ...noteMove(source, answer.movedTo, now) };
      return pace({ ...healthy, ...readValidators(answer.headers, source.state) }, { kind: "no news", hints }, now, []);
    }
    case "gone":
      return pace(
        noteFailure(source.state, "it answered 410: it says that it is gone for good", now),
        { kind: "gone" },
        now,
        [],
      );
    case "failed": {
      const state = noteFailure(source.state, answer.problem, now);
      const retryAfterMs = readRetryAfter(answer.retryAfter, now);
      return pace(giveUpMove(state), { kind: "failure", failures: state.failures ?? 1, retryAfterMs }, now, []);
    }
  }
}

async function concludeRead(
  source: FollowedSource,
  document: SourceDocument,
  askedAt: number,
  ports: SourcePorts,
): Promise<Reading> {
  const now = ports.now();
  const { state, rule, ruleText } = source;
  const { feed, fetched, address, remark } = document;
  const entries = await nameEntries(feed.entries);
  const known = await ports.store.findEntries({
    digests: entries.map(({ idDigest }) => idDigest),
    links: entries.flatMap(({ link }) => link ?? []),
    titleDays: entries.flatMap(({ titleDay }) => titleDay ?? []),
  });
  const isQuiet = state.isBegun !== true || state.ruleRead !== ruleText;
  const staged = await stageEntries(entries, known, { rule, feed, isQuiet, isSigned: false, now });
  const withdrawn = await stageDeleted(feed.following?.deletedIds ?? [], source, ports);
  const presence = rule.retract ? await findPresence(source, document, known, ports) : undefined;
  const hasNews = staged.length + withdrawn.length > 0;
  const hints = { maxAgeMs: readMaxAge(fetched.headers), following: feed.following, isPushed: isPushed(source, now) };
  const next: SourceState = {
    ...clearFailures(state),
    address: address === completeAddress(state.address ?? rule.from) ? state.address : address,
    etag: fetched.headers.get("etag") ?? undefined,
    lastModified: fetched.headers.get("last-modified") ?? undefined,
    title: feed.title,
    homePage: feed.homePage,
    isBegun: true,
    ruleRead: ruleText,
    readAt: now,
    changedAt: hasNews ? now : state.changedAt,
    problem: remark,
    ...noteMove(source, fetched.movedTo, now),
  };
  const outcome = { kind: hasNews ? "news" : "no news", hints } as const;
  const listed = { askedAt, keys: listShown(source.name, entries, known) };
  return { ...pace(next, outcome, now, [...staged, ...withdrawn]), presence, listed };
}

/** The keys of all stored entries that share a name with an entry of the document that is no draft. */
function listShown(name: string, entries: readonly NamedEntry[], known: readonly KnownEntry[]): readonly string[] {
  const shown = entries.filter(({ entry }) => entry.draft !== true);
  const names = new Set(shown.flatMap(({ idDigest, link, titleDay }) => [idDigest, link, titleDay]));
  names.delete(undefined);
  const own = known.filter(({ source }) => source === name);
  return own.filter((one) => [one.idDigest, one.link, one.titleDay].some((n) => names.has(n))).map(({ key }) => key);
}

/** More tombstones of entries that were never read here are not remembered. */
const MAX_UNKNOWN_TOMBSTONES = 1000;

/** RFC 6721: an entry with a tombstone is withdrawn. One that was never read is remembered, since a later poll may read an older copy. */
export async function stageDeleted(
  ids: readonly string[],
  { name }: FollowedSource,
  { store, now }: SourcePorts,
): Promise<readonly StagedEntry[]> {
  if (ids.length === 0) return [];
  const digests = await Promise.all(ids.map(digestId));
  const known = await store.findEntries({ digests, links: [], titleDays: [] });
  const own = known.filter(({ source }) => source === name);
  const read = new Set(own.map(({ idDigest }) => idDigest));
  const unknown = digests.filter((digest) => !read.has(digest)).slice(0, MAX_UNKNOWN_TOMBSTONES);
  return [
    ...own.flatMap((one) => stageWithdrawal(one, false, now()) ?? []),
    ...unknown.map((digest) => rememberWithdrawal(name, digest, now())),
  ];
}

/** Entries that are not listed any more, though older ones are: their pages are looked at. Leaving the window is no deletion. */
async function findPresence(
  { name }: FollowedSource,
  { feed }: SourceDocument,
  known: readonly KnownEntry[],
  { store }: SourcePorts,
): Promise<Reading["presence"]> {
  const dates = feed.entries.flatMap(({ date }) => date ?? []);
  if (dates.length === 0) return undefined;
  const present = new Set(known.filter(({ source }) => source === name).map(({ key }) => key));
  const window = await store.findEntriesSince(name, Math.min(...dates) + 1, MAX_WINDOW);
  const missing = window.filter(({ key, outcome }) => outcome === "published" && !present.has(key));
  return { missing: missing.map(({ key }) => key), present: [...present] };
}

function pace(state: SourceState, outcome: PollOutcome, now: number, staged: readonly StagedEntry[]): Reading {
  const { nextAt, intervalMs } = decideNextPoll(outcome, state.intervalMs, now);
  return { state: { ...state, intervalMs }, nextAt, staged };
}

function clearFailures(state: SourceState): SourceState {
  const { failures: _failures, failingSince: _since, problem: _problem, ...healthy } = state;
  return healthy;
}

function noteFailure(state: SourceState, problem: string, now: number): SourceState {
  return { ...state, problem, failures: (state.failures ?? 0) + 1, failingSince: state.failingSince ?? now };
}

/** A permanent redirect is followed for good once two polls have met it. */
function noteMove({ state }: FollowedSource, to: string | undefined, now: number): Partial<SourceState> {
  if (to === undefined || to === state.address) return { move: undefined };
  if (state.move?.to !== to) return { move: { to, at: now } };
  return now - state.move.at >= MOVE_SEEN_AFTER_MS ? { address: to, move: undefined } : {};
}

const FAILURES_OF_A_MOVE = 5;

/** A discovered address may disappear while the one in site.yaml still leads to a feed. */
function giveUpMove(state: SourceState): SourceState {
  return state.address === undefined || (state.failures ?? 0) % FAILURES_OF_A_MOVE !== 0
    ? state
    : { ...state, address: undefined, etag: undefined, lastModified: undefined };
}

/** RFC 9111 §3.2: a 304 may bring newer validators. */
function readValidators(headers: Headers, state: SourceState): Pick<SourceState, "etag" | "lastModified"> {
  return {
    etag: headers.get("etag") ?? state.etag,
    lastModified: headers.get("last-modified") ?? state.lastModified,
  };
}

/** How long the answer stays fresh: RFC 9111 §4.2.1. */
function readMaxAge(headers: Headers): number | undefined {
  const seconds = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(headers.get("cache-control") ?? "")?.[1];
  if (seconds === undefined) return undefined;
  const age = Number(/^\d{1,9}$/.exec(headers.get("age")?.trim() ?? "")?.[0] ?? 0);
  return Math.max(0, Number(seconds) - age) * 1000;
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function readRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** A hub is trusted once it has pushed within the last week. */
function isPushed({ subscription }: FollowedSource, now: number): boolean {
  return subscription?.phase === "active" && now - (subscription.pushedAt ?? 0) < 7 * DAY_MS;
}
