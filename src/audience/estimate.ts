import { DAY_MS } from "../lib/dates.ts";

// Whether an aggregator's number is believed. Every client can send any agent string; none can choose the network it is seen in.

/** The claim of one aggregator for one of its feeds, from one network, on one day. */
export interface ClaimDay {
  readonly reader: string;
  readonly feedId: string;
  readonly network: number;
  readonly day: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The number that most polls said, by majority vote. */
  readonly usual: number;
  /** How many votes it is ahead. */
  readonly votes: number;
  /** The highest number within the growth bound; 0: there was none. */
  readonly highest: number;
  readonly polls: number;
  readonly conditional: number;
}

export interface Estimate {
  readonly reader: string;
  readonly believed: number;
  /** Claims that are not counted, or not yet. */
  readonly unverified: number;
}

/** How many days a number holds for an aggregator that is not heard of: one with a push may poll once in a while only. */
export const WINDOW_DAYS = 7;
const GROWTH_A_DAY = 2;
/** Small numbers may grow faster than twofold. */
const GROWTH_AT_LEAST = 10;

/**
 * The highest number to be believed of an aggregator and a feed on a day: twice the (lower) median of the seven days before it; undefined
 * while there is no day before it. `claims` are those from its usual networks.
 */
export function findGrowthBound(claims: readonly Pick<ClaimDay, "day" | "usual">[], day: number): number | undefined {
  const sums = new Map<number, number>();
  for (const claim of claims) {
    if (claim.day >= day || claim.day < day - WINDOW_DAYS) continue;
    sums.set(claim.day, (sums.get(claim.day) ?? 0) + claim.usual);
  }
  const history = [...sums.values()].sort((a, b) => a - b);
  const median = history[Math.floor((history.length - 1) / 2)];
  return median === undefined ? undefined : Math.max(median * GROWTH_A_DAY, median + GROWTH_AT_LEAST);
}

/** Takes one more claim into a day's vote (Boyer and Moore, 1981): one number and a counter find the majority. */
export function vote(
  { usual, votes }: Pick<ClaimDay, "usual" | "votes">,
  subscribers: number,
  polls: number,
): Pick<ClaimDay, "usual" | "votes"> {
  if (subscribers === usual) return { usual, votes: votes + polls };
  return votes >= polls ? { usual, votes: votes - polls } : { usual: subscribers, votes: polls - votes };
}

/**
 * Estimates each aggregator's subscribers on a day: the sum over its feeds of the last day's highest claim, for feeds that are
 * polled conditionally, were first seen at least a day ago, and keep within the growth bound. `claims` are those of the days up
 * to this one from the networks that are followed; `isUsual` tells whether a network is one of the aggregator's trusted ones.
 */
export function estimateSubscribers(
  claims: readonly ClaimDay[],
  isUsual: (claim: ClaimDay) => boolean,
  day: number,
): readonly Estimate[] {
  const recent = claims.filter((claim) => claim.day <= day && claim.day > day - WINDOW_DAYS);
  const readers = [...new Set(recent.map(({ reader }) => reader))];
  return readers.map((reader) => believeReader(reader, claims, recent, isUsual, day));
}

function believeReader(
  reader: string,
  all: readonly ClaimDay[],
  recent: readonly ClaimDay[],
  isUsual: (claim: ClaimDay) => boolean,
  day: number,
): Estimate {
  const home = all.filter((claim) => claim.reader === reader && claim.day <= day && isUsual(claim));
  const bound = findGrowthBound(home, day) ?? 0;
  const own = recent.filter((claim) => claim.reader === reader);
  const feeds = [...Map.groupBy(own, ({ feedId }) => feedId)].map(([feedId, days]) =>
    summarise(
      days,
      home.filter((claim) => claim.feedId === feedId),
    ),
  );
  feeds.sort((a, b) => a.firstAt - b.firstAt);
  let [believed, unverified] = [0, 0];
  for (const { isSteady, highest, usual } of feeds) {
    if (isSteady && believed + highest <= bound) believed += highest;
    else unverified += usual;
  }
  return { reader, believed, unverified };
}

interface ClaimedFeed {
  readonly firstAt: number;
  readonly isSteady: boolean;
  readonly highest: number;
  readonly usual: number;
}

/** `days` are the claims of the last seven days, from any network; `home` are all claims from trusted networks. */
function summarise(days: readonly ClaimDay[], home: readonly ClaimDay[]): ClaimedFeed {
  const recent = home.filter((claim) => days.includes(claim)).sort((a, b) => a.day - b.day);
  const firstAt = home.reduce((first, claim) => Math.min(first, claim.firstAt), Number.MAX_SAFE_INTEGER);
  const lastAt = home.reduce((last, claim) => Math.max(last, claim.lastAt), 0);
  const polls = recent.reduce((sum, claim) => sum + claim.polls, 0);
  const conditional = recent.reduce((sum, claim) => sum + claim.conditional, 0);
  const highest = recent.findLast((claim) => claim.highest > 0)?.highest ?? 0;
  const isSteady = recent.length > 0 && lastAt - firstAt >= DAY_MS && conditional * 2 >= polls;
  return { firstAt, isSteady, highest, usual: days.at(-1)?.usual ?? 0 };
}
