import { describe, expect, it } from "vitest";
import { type ByteRange, joinRanges, sumRanges } from "../../src/audience/byte-ranges.ts";
import { createDownloadCounter, type DownloadCounter } from "../../src/audience/download-counter.ts";
import type { CountedPart } from "../../src/audience/downloads.ts";
import { bytesOfMinute, readDownloads, type StoredRecording } from "../../src/audience/read-downloads.ts";
import { DAY_MS } from "../../src/lib/dates.ts";
import { createAudienceStore } from "../../src/store/audience-store.ts";
import { createSqliteAudience } from "../support/sqlite-audience.ts";
import { createChance } from "./counting.ts";

// Downloads from the isolates' counters to the object, without workerd. More histories: DOWNLOAD_HISTORIES=500.

const HISTORIES = Number(process.env.DOWNLOAD_HISTORIES ?? 12);
const DAY = 20_780;
const APP = "AntennaPod/3.7.0";
const FILE = "ep.mp3";
/** Ten minutes: a minute is 100 KB. */
const EPISODE: StoredRecording = { article: "tag:one", sizeBytes: 1_000_000, durationSeconds: 600 };

function createAudience(isolates = 1) {
  const clock = { now: DAY * DAY_MS + 3_600_000, isAway: false };
  const sql = createSqliteAudience();
  const store = createAudienceStore(sql, () => [1, 2, 3, Math.floor(clock.now / DAY_MS)]);
  const start = () =>
    createDownloadCounter<undefined>({
      now: () => clock.now,
      sleep: async (milliseconds) => {
        clock.now += milliseconds;
      },
      send: async (flush) => {
        if (clock.isAway) throw new Error("away");
        const counted = readDownloads(JSON.parse(JSON.stringify(flush)), new Map([[FILE, EPISODE]]));
        store.recordDownloads(counted, clock.now);
        return store.recordDownloads(counted, clock.now);
      },
    });
  const counters = Array.from({ length: isolates }, start);
  return {
    clock,
    sql,
    store,
    ask: (
      isolate: number,
      [from, end]: ByteRange,
      { agent = APP, address = "192.0.2.1", ...further }: Record<string, string> = {},
    ) => {
      const headers = new Headers({ "user-agent": agent, "cf-connecting-ip": address, ...further });
      const request = { recording: FILE, offset: from, length: end - from, headers, now: clock.now, way: undefined };
      return (counters[isolate] as DownloadCounter<undefined>).count(request);
    },
    read: () => store.readAccount({ feed: "*", fromDay: DAY, sinceRevision: undefined }, clock.now).downloads,
  };
}

/** The file from one byte to another in slices of random lengths, some of them twice, in random order. */
function slice(from: number, to: number, chance: () => number): ByteRange[] {
  const slices: ByteRange[] = [];
  for (let at = from; at < to; ) {
    const end = Math.min(to, at + 5000 + Math.floor(chance() * 40_000));
    slices.push([at, end]);
    if (chance() < 0.3) slices.push([Math.max(0, at - 2000), end]);
    at = end;
  }
  return slices.sort(() => chance() - 0.5);
}

describe("downloads", () => {
  it("of N clients are N, however their ranges are cut, repeated, mixed and spread over isolates", async () => {
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const chance = createChance(seed);
      const audience = createAudience(3);
      const clients = 1 + Math.floor(chance() * 40);
      const asked = Array.from({ length: clients * 2 }, (_, client) => {
        // Those with odd numbers ask for less than a minute, again and again.
        const isEnough = client % 2 === 0;
        const from = Math.floor(chance() * 800_000);
        const slices = isEnough ? slice(from, from + 100_000, chance) : [0, 1, 2, 3].map((): ByteRange => [0, 99_999]);
        return slices.map((range) => ({ range, address: `192.0.2.${client}` }));
      });
      const mixed = asked.flat().sort(() => chance() - 0.5);
      for (const { range, address } of mixed) {
        audience.clock.now += Math.floor(chance() * 2000);
        await audience.ask(Math.floor(chance() * 3), range, { address });
      }
      audience.clock.now += 60_000;
      for (const isolate of [0, 1, 2]) await audience.ask(isolate, [0, 3], { address: "198.51.100.1" });
      expect([seed, audience.read()]).toEqual([seed, [{ article: "tag:one", day: DAY, downloads: clients, bots: 0 }]]);
    }
  });

  it("are forgotten but for their number when the day is over, and their clients are nowhere readable before", async () => {
    const audience = createAudience();
    await audience.ask(0, [0, 500_000], { address: "203.0.113.77", agent: "App of Ann Example" });
    await audience.ask(0, [0, 5000], { address: "203.0.113.78" });
    const marks = audience.sql.all<{ mark: number }>("SELECT mark FROM download_marks");
    expect(marks).toHaveLength(2);
    expect(audience.sql.dump()).not.toMatch(/203\.0\.113|Ann|Antenna/);
    const midnight = (DAY + 1) * DAY_MS;
    expect(audience.store.turnDay(midnight)).toBe(midnight + 5 * 60_000);
    audience.store.turnDay(midnight + 5 * 60_000);
    for (const { mark } of marks) expect(audience.sql.dump()).not.toContain(String(mark));
    expect(audience.read()).toEqual([{ article: "tag:one", day: DAY, downloads: 1, bots: 0 }]);
  });

  it("count once more on the next day", async () => {
    const audience = createAudience();
    await audience.ask(0, [0, 500_000]);
    audience.clock.now += DAY_MS;
    await audience.ask(0, [0, 500_000]);
    expect(audience.read().map(({ day, downloads }) => [day, downloads])).toEqual([
      [DAY, 1],
      [DAY + 1, 1],
    ]);
  });

  it("wait for a publishers' worker that does not answer", async () => {
    const audience = createAudience();
    await audience.ask(0, [0, 60_000]);
    audience.clock.isAway = true;
    audience.clock.now += 60_000;
    await audience.ask(0, [60_000, 100_000]);
    expect(audience.read()).toEqual([]);
    audience.clock.isAway = false;
    audience.clock.now += 60_000;
    await audience.ask(0, [0, 3], { address: "192.0.2.9" });
    expect(audience.read()).toMatchObject([{ downloads: 1 }]);
  });

  it.each([
    ["an app", {}, 1, 0],
    ["a browser", { agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" }, 1, 0],
    ["an app of a phone by its system's library", { agent: "okhttp/4.9.3" }, 1, 0],
    ["an app of an iPhone", { agent: "Casts/1 CFNetwork/1498 Darwin/23.6.0" }, 1, 0],
    ["Apple's player", { agent: "AppleCoreMedia/1.0.0.21G93 (iPhone; U; CPU OS 17_6 like Mac OS X)" }, 1, 0],
    ["a bot", { agent: "Googlebot/2.1 (+http://www.google.com/bot.html)" }, 0, 1],
    ["a script", { agent: "curl/8.14.1" }, 0, 1],
    ["a program without a name", { agent: "" }, 0, 1],
  ])("of %s are people's or apart", async (_, client, downloads, bots) => {
    const audience = createAudience();
    await audience.ask(0, [0, EPISODE.sizeBytes], client);
    expect(audience.read()).toEqual([{ article: "tag:one", day: DAY, downloads, bots }]);
  });

  it.each([
    ["a watch, whose phone has it already", { agent: "AppleCoreMedia/1.0 (Apple Watch; U; watchOS 11)" }],
    ["a prefetch", { "sec-purpose": "prefetch;prerender" }],
  ])("are not those of %s", async (_, client: Record<string, string>) => {
    const audience = createAudience();
    await audience.ask(0, [0, EPISODE.sizeBytes], client);
    expect(audience.read()).toEqual([]);
  });

  it("are not the first two bytes, of however short a recording", async () => {
    const audience = createAudience();
    await audience.ask(0, [0, 2]);
    expect(audience.sql.all("SELECT * FROM download_marks")).toEqual([]);
  });

  it.each([
    [600, 1_000_000, 100_000],
    [30, 400_000, 400_000],
    [undefined, 5_000_000, 960_000],
    [undefined, 1000, 1000],
  ])("of %s seconds and %i bytes want %i bytes", (durationSeconds, sizeBytes, bytes) => {
    expect(bytesOfMinute({ article: "", sizeBytes, durationSeconds })).toBe(bytes);
  });
});

describe("an account of downloads", () => {
  function record(parts: readonly Partial<CountedPart>[]) {
    const { sql, store, clock } = createAudience();
    const usual = { article: "a", mark: 1, ranges: [[0, 9]], enoughBytes: 9, isBot: false } as const;
    store.recordDownloads({ day: DAY, parts: parts.map((part) => ({ ...usual, ...part })) }, clock.now);
    return { sql, store };
  }

  it("has no room for more bots than half its clients", () => {
    const bots = Array.from({ length: 50_001 }, (_, mark) => ({ mark, isBot: true }));
    const { sql } = record([...bots, { mark: 60_000 }]);
    expect(sql.all("SELECT downloads, bots FROM downloads")).toEqual([{ downloads: 1, bots: 50_000 }]);
  });

  it("keeps the 2,000 most downloaded articles of a day", () => {
    const crawled = Array.from({ length: 2100 }, (_, index) => ({ article: `a-${index}` }));
    const { sql, store } = record([...crawled, { article: "z" }, { article: "z", mark: 2 }]);
    store.turnDay((DAY + 2) * DAY_MS);
    expect(sql.all("SELECT count(*) AS rows, max(downloads) AS most FROM downloads")).toEqual([
      { rows: 2000, most: 2 },
    ]);
  });
});

describe("joined ranges", () => {
  it("hold each byte once, and of very many the longest", () => {
    expect(
      joinRanges([
        [5, 9],
        [0, 3],
        [2, 6],
        [20, 21],
      ]),
    ).toEqual([
      [0, 9],
      [20, 21],
    ]);
    const scattered = Array.from({ length: 100 }, (_, index): ByteRange => [index * 100, index * 100 + index + 1]);
    const joined = joinRanges(scattered);
    expect(joined).toEqual(scattered.slice(68));
    expect(sumRanges(joined)).toBeLessThan(sumRanges(scattered));
  });
});
