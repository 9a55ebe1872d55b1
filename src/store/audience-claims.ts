import type { Claim } from "../audience/counts.ts";
import {
  type ClaimDay,
  type Estimate,
  estimateSubscribers,
  findGrowthBound,
  vote,
  WINDOW_DAYS,
} from "../audience/estimate.ts";
import { dayOf } from "../audience/flush.ts";
import { followReader, forgetNetworks } from "./audience-networks.ts";
import type { AudienceSql } from "./audience-schema.ts";

/** How many feed ids of one reader are followed for one feed: services hold an address under two or three of their own. */
const MAX_FEED_IDS = 16;

/** Takes claims in: the numbers of known aggregators from where they are followed; of all others only that there were some. */
export function recordClaims(sql: AudienceSql, claims: readonly Claim[], day: number, now: number): void {
  const byReader = Map.groupBy(claims, ({ reader, isKnown }) => (isKnown ? reader : ""));
  for (const [reader, own] of byReader) {
    const followed = reader === "" ? [] : followReader(sql, reader, own, now);
    const refused: Claim[] = [];
    for (const [feed, ofFeed] of Map.groupBy(own, (claim) => claim.feed)) {
      const [inside, outside] = partition(ofFeed, ({ network }) => followed.includes(network));
      refused.push(...outside);
      if (inside.length > 0) refused.push(...followClaims(sql, inside, { feed, reader, followed, day, now }));
    }
    refuse(sql, refused, day);
  }
}

function partition<Value>(values: readonly Value[], isFirst: (value: Value) => boolean): [Value[], Value[]] {
  return [values.filter(isFirst), values.filter((value) => !isFirst(value))];
}

interface FollowedFeed {
  readonly feed: string;
  readonly reader: string;
  /** The networks in which the reader is followed. */
  readonly followed: readonly number[];
  readonly day: number;
  readonly now: number;
}

/**
 * Adds one reader's claims about one feed to the day's, and tells which are not believed. The rows read do not depend on the
 * number of claims: the bound and the known ids are the same for all of them.
 */
function followClaims(sql: AudienceSql, claims: readonly Claim[], at: FollowedFeed): Claim[] {
  // On the first day there is nothing to grow from: then a number is only noted.
  const bound = findGrowthBound(listDailySums(sql, at), at.day) ?? -1;
  const feedIds = new Set(listFeedIds(sql, at));
  const sums = new Map(listClaimsOfDay(sql, at).map((sum) => [`${sum.network} ${sum.feedId}`, sum]));
  const changed = new Set<string>();
  const refused: Claim[] = [];
  for (const claim of claims) {
    const isWithin = claim.subscribers <= bound;
    if (!isWithin) refused.push(claim);
    if (!feedIds.has(claim.feedId) && feedIds.size >= MAX_FEED_IDS) continue;
    feedIds.add(claim.feedId);
    const key = `${claim.network} ${claim.feedId}`;
    sums.set(key, addClaim(sums.get(key), claim, isWithin ? claim.subscribers : 0));
    changed.add(key);
  }
  for (const [key, sum] of sums) if (changed.has(key)) saveSum(sql, sum, at);
  return refused;
}

type ClaimSum = Pick<ClaimDay, "feedId" | "network" | "usual" | "votes" | "highest" | "polls" | "conditional">;

function addClaim(before: ClaimSum | undefined, claim: Claim, believed: number): ClaimSum {
  const { feedId, network, subscribers, polls, conditional } = claim;
  return {
    feedId,
    network,
    ...vote(before ?? { usual: subscribers, votes: 0 }, subscribers, polls),
    highest: Math.max(before?.highest ?? 0, believed),
    polls: polls + (before?.polls ?? 0),
    conditional: conditional + (before?.conditional ?? 0),
  };
}

/** Days as rows: with the feed and the reader each is one lookup in the primary key. */
const OF_DAYS = "FROM json_each(?1) AS d CROSS JOIN claims c ON c.feed = ?2 AND c.day = d.value AND c.reader = ?3";

/** Yesterday and the days before it, as far as a number holds. */
function pastDays(day: number): number[] {
  return Array.from({ length: WINDOW_DAYS }, (_, index) => day - 1 - index);
}

function listDailySums(
  sql: AudienceSql,
  { feed, reader, followed, day }: FollowedFeed,
): { day: number; usual: number }[] {
  return sql.all<{ day: number; usual: number }>(
    `SELECT c.day, sum(c.usual) AS usual ${OF_DAYS} WHERE c.network IN (SELECT value FROM json_each(?4)) GROUP BY c.day`,
    ...[JSON.stringify(pastDays(day)), feed, reader, JSON.stringify(followed)],
  );
}

function listFeedIds(sql: AudienceSql, { feed, reader, day }: FollowedFeed): string[] {
  const days = JSON.stringify([day, ...pastDays(day)]);
  const rows = sql.all<{ feed_id: string }>(`SELECT DISTINCT c.feed_id ${OF_DAYS}`, days, feed, reader);
  return rows.map(({ feed_id }) => feed_id);
}

function listClaimsOfDay(sql: AudienceSql, { feed, reader, day }: FollowedFeed): ClaimSum[] {
  return sql.all<ClaimSum>(
    `SELECT feed_id AS feedId, network, usual, votes, highest, polls, conditional FROM claims
     WHERE feed = ?1 AND day = ?2 AND reader = ?3`,
    ...[feed, day, reader],
  );
}

function saveSum(sql: AudienceSql, sum: ClaimSum, { feed, reader, day, now }: FollowedFeed): void {
  const { feedId, network, usual, votes, highest, polls, conditional } = sum;
  sql.run(
    `INSERT INTO claims (feed, day, reader, feed_id, network, first_at, last_at, usual, votes, highest, polls, conditional)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11)
     ON CONFLICT (feed, day, reader, feed_id, network) DO UPDATE SET last_at = ?6, usual = ?7, votes = ?8, highest = ?9,
       polls = ?10, conditional = ?11`,
    ...[feed, day, reader, feedId, network, now, usual, votes, highest, polls, conditional],
  );
}

/** Of claims that are not believed only the highest number is kept, by feed and name: forgers are many. */
function refuse(sql: AudienceSql, claims: readonly Claim[], day: number): void {
  for (const own of Map.groupBy(claims, ({ feed, reader }) => `${feed} ${reader}`).values()) {
    const [{ feed, reader } = { feed: "", reader: "" }] = own;
    const highest = own.reduce((most, { subscribers }) => Math.max(most, subscribers), 0);
    sql.run(
      `INSERT INTO refused_claims (feed, day, reader, subscribers) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (feed, day, reader) DO UPDATE SET subscribers = max(subscribers, ?4)`,
      ...[feed, day, reader, highest],
    );
  }
}

interface ClaimRow {
  reader: string;
  feed_id: string;
  network: number;
  day: number;
  first_at: number;
  last_at: number;
  usual: number;
  votes: number;
  highest: number;
  polls: number;
  conditional: number;
}

function listClaims(sql: AudienceSql, feed: string, fromDay: number, toDay: number): ClaimDay[] {
  const rows = sql.all<ClaimRow>(
    `SELECT reader, feed_id, network, day, first_at, last_at, usual, votes, highest, polls, conditional FROM claims
     WHERE feed = ?1 AND day BETWEEN ?2 AND ?3`,
    ...[feed, fromDay, toDay],
  );
  return rows.map(({ feed_id, first_at, last_at, ...row }) => {
    return { ...row, feedId: feed_id, firstAt: first_at, lastAt: last_at };
  });
}

/** Lists the estimates of a feed's aggregators on a day, and other claims. */
export function listBeliefs(sql: AudienceSql, feed: string, day: number): Estimate[] {
  const homes = new Set(
    sql
      .all<{ reader: string; network: number }>("SELECT reader, network FROM networks WHERE is_usual = 1")
      .map(({ reader, network }) => `${network} ${reader}`),
  );
  const claims = listClaims(sql, feed, day - 2 * WINDOW_DAYS, day);
  const beliefs = estimateSubscribers(claims, ({ reader, network }) => homes.has(`${network} ${reader}`), day);
  const refused = sql.all<{ reader: string; subscribers: number }>(
    "SELECT reader, subscribers FROM refused_claims WHERE feed = ?1 AND day = ?2",
    ...[feed, day],
  );
  const merged = new Map(beliefs.map((belief) => [belief.reader, belief]));
  for (const { reader, subscribers } of refused) {
    const { believed = 0, unverified = 0 } = merged.get(reader) ?? {};
    const isMore = subscribers > believed;
    merged.set(reader, { reader, believed, unverified: isMore ? Math.max(unverified, subscribers) : unverified });
  }
  return [...merged.values()];
}

/** Forgets what no belief looks at any more. */
export function forgetOldClaims(sql: AudienceSql, now: number): void {
  const day = dayOf(now);
  sql.run("DELETE FROM claims WHERE day < ?1", day - 2 * WINDOW_DAYS);
  sql.run("DELETE FROM refused_claims WHERE day < ?1", day - 1);
  forgetNetworks(sql, now);
}
