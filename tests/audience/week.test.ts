import { beforeAll, describe, expect, it } from "vitest";
import { ALL_FEEDS } from "../../src/audience/daily-summary.ts";
import { dayOf } from "../../src/audience/flush.ts";
import { DAY_MS } from "../../src/lib/dates.ts";
import { agentCases } from "./agent-strings.ts";
import { createChance, createSimulatedAudience, type SimulatedAudience } from "./counting.ts";

// A week of 20,000 direct readers and 12 aggregators, then forgeries without number. Fixed seeds.

const READERS = 20_000;
const POLLS_PER_HOUR = 1700;
const HOUR = 3_600_000;

interface Forgery {
  readonly pollsPerHour: number;
  /** In which hours of the week. */
  readonly isOn: (hour: number) => boolean;
  readonly networks: number;
}

/** A million polls in ten hours, when the aggregators are known. */
const FLOOD: Forgery = { pollsPerHour: 100_000, isOn: (hour) => hour >= 48 && hour % 11 === 5, networks: 2000 };
/** All week from its first hour, from as many networks as the internet has, or nearly. */
const DRIZZLE: Forgery = { pollsPerHour: 300, isOn: () => true, networks: 75_000 };
const NO_FORGERY: Forgery = { pollsPerHour: 0, isOn: () => false, networks: 1 };
const FORGED = "NewsBlur Feed Fetcher - 1000000 subscribers";
const direct = agentCases.filter(([, , kind]) => kind === "reader").map(([text]) => text);
const PRIVATE_AGENT = "newsboat/2.40 (of Ann Example, 555-0199)";

const aggregators: readonly ((n: number) => string)[] = [
  (n) => `Feedbin feed-id:1697787 - ${n} subscribers`,
  (n) => `Feedly/1.0 (+http://www.feedly.com/fetcher.html; ${n} subscribers; )`,
  (n) => `Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; ${n} subscribers; )`,
  (n) => `NewsBlur Feed Fetcher - ${n} subscribers - https://www.newsblur.com/site/7704055/notes ("Mozilla/5.0")`,
  (n) => `Mozilla/5.0 (compatible; theoldreader.com; ${n} subscribers; feed-id=cead6c)`,
  (n) => `Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; ${n} subscribers)`,
  (n) => `Overcast/1.0 Podcast Sync (${n} subscribers; feed-id=554901; +http://overcast.fm/)`,
  (n) => `Dreamwidth Studios (webmaster@dreamwidth.org; for https://x.example/; ${n} readers)`,
  (n) => `PlainFeeder v0.0.1 (+http://plainfeeder.com/about ; Subscriber Count: ${n})`,
  (n) => `Feed Wrangler/1.0 (${n} subscribers; feed-id=77; http://feedwrangler.net)`,
  (n) => `Bloglovin/1.0 (http://www.bloglovin.com; ${n} subscribers)`,
  (n) => `Feedfetcher-Google; (+http://www.google.com/feedfetcher.html; ${n} subscribers; feed-id=123)`,
];
const subscribersOf = (aggregator: number, day: number) => 40 + 113 * aggregator + 3 * day;

/** Half have an IPv4 address of their own, half an IPv6 network, in which every day has another address. */
function addressOf(reader: number, day: number): string {
  if (reader % 2 === 0) return `10.${reader >> 16}.${(reader >> 8) & 255}.${reader & 255}`;
  return `2001:db8:${(reader >> 8).toString(16)}:${(reader & 255).toString(16)}:${day}:${day + 1}::1`;
}

interface Week {
  readonly audience: SimulatedAudience;
  /** How many different direct readers polled, by day. */
  readonly truth: Map<number, number>;
  readonly firstDay: number;
}

/** On each day two thirds of the readers and more poll, each twice or oftener, through whichever isolate is near. */
async function runWeek(forgery: Forgery, pollsPerHour: number): Promise<Week> {
  const audience = createSimulatedAudience(4);
  const firstDay = dayOf(audience.clock.now);
  const chance = createChance(7);
  const forger = createChance(8);
  const people = new Map<number, Set<number>>();
  for (let hour = 0; hour < 7 * 24; hour += 1) {
    const day = Math.floor(hour / 24);
    const seen = people.get(firstDay + day) ?? new Set();
    people.set(firstDay + day, seen);
    pollDirectly(audience, day, pollsPerHour, chance, seen);
    pollForMany(audience, day);
    if (forgery.isOn(hour)) forge(audience, forgery, forger);
    if (hour % 6 === 5) audience.restart(hour % 4);
    await audience.advance(HOUR);
  }
  const truth = new Map([...people].map(([day, seen]) => [day, seen.size]));
  return { audience, truth, firstDay };
}

function pollDirectly(
  audience: SimulatedAudience,
  day: number,
  polls: number,
  chance: () => number,
  seen: Set<number>,
): void {
  for (let poll = 0; poll < polls; poll += 1) {
    const reader = Math.floor(chance() * READERS);
    seen.add(reader);
    const agent = direct[reader % direct.length] ?? "";
    audience.poll(poll, { agent, address: addressOf(reader, day), status: poll % 20 ? 304 : 200 });
  }
  audience.poll(0, { agent: PRIVATE_AGENT, address: "203.0.113.77" });
  seen.add(READERS);
}

function pollForMany(audience: SimulatedAudience, day: number): void {
  for (const [index, write] of aggregators.entries()) {
    const agent = write(subscribersOf(index, day));
    audience.poll(index, { agent, address: `192.0.2.${index}`, network: 64_500 + index });
  }
}

function forge(audience: SimulatedAudience, { pollsPerHour, networks }: Forgery, chance: () => number): void {
  for (let poll = 0; poll < pollsPerHour; poll += 1) {
    const network = Math.floor(chance() * networks);
    audience.poll(poll, { agent: FORGED, address: `198.51.${poll & 255}.7`, network });
  }
}

function totalsOf({ audience, firstDay }: Week, feed: string) {
  const { lines } = audience.store.readAccount(
    { feed, fromDay: firstDay, sinceRevision: undefined },
    audience.clock.now,
  );
  const byDay = Map.groupBy(
    lines.filter(({ part }) => part === "reader"),
    ({ day }) => day,
  );
  return [...byDay].map(([day, own]) => {
    const sum = (kind: string) =>
      own.filter((line) => line.kind === kind).reduce((total, { people }) => total + people, 0);
    return { day, direct: sum("reader"), aggregated: sum("aggregator") };
  });
}

let week: Week;
beforeAll(async () => {
  week = await runWeek(NO_FORGERY, POLLS_PER_HOUR);
});

describe("a week of 20,000 direct readers and 12 aggregators", () => {
  it.each(["main", ALL_FEEDS])("is estimated within 3 %% on each day (%s)", (feed) => {
    const errors = totalsOf(week, feed)
      .filter(({ day }) => week.truth.has(day))
      .map(({ day, direct }) => Math.abs(direct / (week.truth.get(day) ?? 0) - 1));
    expect(errors).toHaveLength(7);
    expect(Math.max(...errors)).toBeLessThanOrEqual(0.03);
  });

  it("has each aggregator's number from the second day on", () => {
    const sumOn = (day: number) => aggregators.reduce((sum, _, index) => sum + subscribersOf(index, day), 0);
    const found = totalsOf(week, "main").map(({ aggregated }) => aggregated);
    expect(found.slice(0, 7)).toEqual([0, ...[1, 2, 3, 4, 5, 6].map(sumOn)]);
  });

  it.each([
    ["a million polls", FLOOD],
    ["fifty thousand polls from everywhere, from the beginning", DRIZZLE],
  ])("is not changed by %s that claim a million subscribers", async (_, forgery) => {
    const [honest, forged] = [await runWeek(NO_FORGERY, 50), await runWeek(forgery, 50)];
    expect(totalsOf(forged, "main")).toEqual(totalsOf(honest, "main"));
    expect(totalsOf(forged, ALL_FEEDS)).toEqual(totalsOf(honest, ALL_FEEDS));
    expect(totalsOf(forged, "main").at(-2)?.aggregated).toBeGreaterThan(7000);
  });
});

describe("a dump of all storage after that week", () => {
  it("holds what it should", () => {
    const dump = week.audience.sql.dump();
    for (const word of ["NetNewsWire", "NewsBlur", "main", "7704055"]) expect(dump).toContain(word);
  });

  it("holds no address", () => {
    const dump = week.audience.sql.dump();
    expect(dump).not.toMatch(/\b10\.\d+\.\d+\.\d+|192\.0\.2\.|198\.51\.|203\.0\.113|2001:db8/);
    expect(dump).not.toMatch(/[0-9a-f]{16}/);
  });

  it("holds no agent string of a person", () => {
    const dump = week.audience.sql.dump();
    expect(direct.filter((agent) => dump.includes(agent))).toEqual([]);
    expect(dump).not.toMatch(/Ann Example|555-0199|CFNetwork|Mozilla|Linux/);
  });

  it("holds no key, and no hash under one", async () => {
    const { audience, firstDay } = week;
    const { sipHash } = await import("../../src/audience/sip-hash.ts");
    const { networkOf } = await import("../../src/audience/client-network.ts");
    await audience.advance(DAY_MS);
    const dump = audience.sql.dump();
    expect(audience.keys.length).toBeGreaterThanOrEqual(7);
    for (const { day, words } of audience.keys) {
      for (const word of words) expect(dump).not.toContain(String(word));
      for (let reader = 0; reader < 200; reader += 1) {
        const halves: number[] = [];
        sipHash(words, networkOf(addressOf(reader, day - firstDay)), (...found) =>
          halves.push(...found.map((half) => half >>> 0)),
        );
        for (const half of halves) {
          const hex = half.toString(16).padStart(8, "0");
          const reversed = hex.match(/../g)?.reverse().join("") ?? hex;
          expect([hex, reversed, String(half)].filter((text) => dump.includes(text))).toEqual([]);
        }
      }
    }
  });
});
