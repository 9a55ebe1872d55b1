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

/** One feed cannot be claimed under more names of its own than this, by all aggregators together. */
const MAX_CLAIMS_A_DAY = 2000;

/** Takes claims in: the numbers of known aggregators from where they are followed; of all others only that there were some. */
export function recordClaims(sql: AudienceSql, claims: readonly Claim[], day: number, now: number): void {
  const byReader = Map.groupBy(claims, ({ reader, isKnown }) => (isKnown ? reader : ""));
  for (const [reader, own] of byReader) {
    const followed = reader === "" ? [] : followReader(sql, reader, own, now);
    const refused: Claim[] = [];
    for (const claim of own) {
      const isFollowed = followed.includes(claim.network);
      const isWithin = isFollowed && isWithinGrowth(sql, claim, followed, day);
      if (isFollowed) saveClaim(sql, claim, isWithin, day, now);
      if (!isWithin) refused.push(claim);
    }
    refuse(sql, refused, day);
  }
}

/** On the first day there is nothing to grow from: then a number is only noted. */
function isWithinGrowth(sql: AudienceSql, claim: Claim, followed: readonly number[], day: number): boolean {
  const past = listClaims(sql, claim.feed, day - WINDOW_DAYS, day - 1).filter(
    ({ reader, network }) => reader === claim.reader && followed.includes(network),
  );
  const bound = findGrowthBound(past, day);
  return bound !== undefined && claim.subscribers <= bound;
}

function saveClaim(sql: AudienceSql, claim: Claim, isWithin: boolean, day: number, now: number): void {
  const { feed, reader, feedId, network, subscribers, polls, conditional } = claim;
  const [before] = sql.all<{ usual: number; votes: number; highest: number }>(
    "SELECT usual, votes, highest FROM claims WHERE feed = ?1 AND day = ?2 AND reader = ?3 AND feed_id = ?4 AND network = ?5",
    ...[feed, day, reader, feedId, network],
  );
  if (before === undefined && countClaims(sql, feed, day) >= MAX_CLAIMS_A_DAY) return;
  const { usual, votes } = vote(before ?? { usual: subscribers, votes: 0 }, subscribers, polls);
  const highest = Math.max(before?.highest ?? 0, isWithin ? subscribers : 0);
  sql.run(
    `INSERT INTO claims (feed, day, reader, feed_id, network, first_at, last_at, usual, votes, highest, polls, conditional)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11)
     ON CONFLICT (feed, day, reader, feed_id, network) DO UPDATE SET last_at = ?6, usual = ?7, votes = ?8, highest = ?9,
       polls = polls + ?10, conditional = conditional + ?11`,
    ...[feed, day, reader, feedId, network, now, usual, votes, highest, polls, conditional],
  );
}

function countClaims(sql: AudienceSql, feed: string, day: number): number {
  const query = "SELECT count(*) AS rows FROM claims WHERE feed = ?1 AND day = ?2";
  return sql.all<{ rows: number }>(query, feed, day)[0]?.rows ?? 0;
}

/** Of what is not believed only the highest number is kept, by feed and name: forgers are many. */
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

/** What is believed of a feed's aggregators on a day, and what else was said. */
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
