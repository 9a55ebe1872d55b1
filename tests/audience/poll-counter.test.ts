import { describe, expect, it } from "vitest";
import { ALL_FEEDS } from "../../src/audience/daily-summary.ts";
import { dayOf } from "../../src/audience/flush.ts";
import { createSimulatedAudience, type SimulatedAudience } from "./counting.ts";

const NETNEWSWIRE = "NetNewsWire (RSS Reader; https://netnewswire.com/)";
const NEWSBOAT = "newsboat/2.40";

function readLines(audience: SimulatedAudience, feed = "main") {
  const day = dayOf(audience.clock.now);
  return audience.store.readAccount({ feed, fromDay: day, sinceRevision: undefined }, audience.clock.now).lines;
}

function findReader(audience: SimulatedAudience, name: string, feed = "main") {
  return readLines(audience, feed).find((line) => line.part === "reader" && line.name === name);
}

describe("an isolate", () => {
  it("sends its first poll at once, hashed under the day's key", async () => {
    const audience = createSimulatedAudience();
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
    await audience.settle();
    expect(audience.sent.map(({ batches }) => batches.length)).toEqual([0, 1]);
    expect(findReader(audience, "newsboat")).toMatchObject({ people: 1, polls: 1, notModified: 1 });
  });

  it("sends no address, and nothing else while 25 seconds last", async () => {
    const audience = createSimulatedAudience();
    for (let n = 0; n < 100; n += 1) audience.poll(0, { agent: NEWSBOAT, address: `192.0.2.${n}` });
    await audience.settle();
    const flushes = audience.sent.length;
    audience.clock.now += 5000;
    for (let n = 0; n < 100; n += 1) audience.poll(0, { agent: NEWSBOAT, address: `198.51.100.${n}` });
    expect(audience.sent.length).toBe(flushes);
    await audience.settle();
    expect(audience.sent.length).toBe(flushes + 1);
    expect(JSON.stringify(audience.sent)).not.toMatch(/192\.0\.2|198\.51/);
    const people = findReader(audience, "newsboat")?.people ?? 0;
    expect(Math.abs(people - 200)).toBeLessThanOrEqual(6);
  });

  it("counts one client once, whichever isolates, formats and hours it polls in", async () => {
    const audience = createSimulatedAudience(3);
    for (let hour = 0; hour < 5; hour += 1) {
      for (let isolate = 0; isolate < 3; isolate += 1) {
        audience.poll(isolate, { agent: NETNEWSWIRE, address: "2001:db8:1:2::7", format: hour % 2 ? "rss" : "atom" });
        audience.poll(isolate, { agent: NETNEWSWIRE, address: `2001:db8:1:2::${hour}:9` });
      }
      await audience.advance(3_600_000);
    }
    expect(findReader(audience, "NetNewsWire")).toMatchObject({ people: 1, polls: 30 });
  });

  it("tells programs, feeds and all feeds apart", async () => {
    const audience = createSimulatedAudience();
    audience.poll(0, { agent: NETNEWSWIRE, address: "192.0.2.1" });
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1", feed: "categories/russia" });
    await audience.settle();
    expect(findReader(audience, "newsboat", "categories/russia")?.people).toBe(1);
    expect(findReader(audience, "newsboat", ALL_FEEDS)).toMatchObject({ people: 1, polls: 2 });
    expect(readLines(audience, ALL_FEEDS).filter(({ part }) => part === "reader")).toHaveLength(2);
  });

  it("counts what a poll got", async () => {
    const audience = createSimulatedAudience();
    const poll = { agent: NEWSBOAT, address: "192.0.2.1" };
    for (const status of [304, 304, 226, 200, 429] as const) audience.poll(0, { ...poll, status });
    audience.poll(0, { ...poll, status: 200, isWhole: true });
    await audience.settle();
    const wanted = { polls: 6, notModified: 2, deltas: 1, unconditional: 1, savedBytes: 20_000 };
    expect(findReader(audience, "newsboat")).toMatchObject(wanted);
  });

  it("counts who sends an agent string of 30 KB, and keeps nothing of it", async () => {
    const audience = createSimulatedAudience();
    for (let n = 0; n < 3; n += 1) audience.poll(0, { agent: `${NEWSBOAT} ${n}${"a".repeat(30_000)}` });
    await audience.settle();
    expect(JSON.stringify(audience.sent).length).toBeLessThan(2000);
    expect(findReader(audience, "Other")).toMatchObject({ polls: 3 });
  });

  it("that polls arrive at without an address takes them for one client's", async () => {
    const audience = createSimulatedAudience();
    for (let n = 0; n < 3; n += 1) audience.poll(0, { agent: NEWSBOAT });
    await audience.settle();
    expect(findReader(audience, "newsboat")).toMatchObject({ people: 1, polls: 3 });
  });
});

describe("a flush", () => {
  it("that comes twice changes nothing", async () => {
    const audience = createSimulatedAudience();
    const record = audience.way;
    audience.way = async (flush) => {
      await record(flush);
      return record(flush);
    };
    for (let n = 0; n < 50; n += 1) audience.poll(0, { agent: NEWSBOAT, address: `192.0.2.${n}` });
    await audience.settle();
    expect(findReader(audience, "newsboat")).toMatchObject({ people: 50, polls: 50 });
  });

  it("whose answer was lost is sent again, and counts once", async () => {
    const audience = createSimulatedAudience();
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
    await audience.settle();
    const record = audience.way;
    audience.way = async (flush) => {
      await record(flush);
      throw new Error("lost on the way back");
    };
    audience.clock.now += 30_000;
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.2" });
    await audience.settle();
    audience.way = record;
    audience.clock.now += 30_000;
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.3" });
    await audience.settle();
    expect(findReader(audience, "newsboat")).toMatchObject({ people: 3, polls: 3 });
  });

  it("that never comes back stops nothing for longer than a minute", async () => {
    const audience = createSimulatedAudience();
    const record = audience.way;
    audience.way = () => new Promise(() => {});
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
    audience.way = record;
    audience.clock.now += 61_000;
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.2" });
    // The lost one is waited for by nobody here: only what began later is.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(findReader(audience, "newsboat")?.polls).toBe(2);
  });

  it("keeps what it can while the publishers' worker is away, and no address", async () => {
    const audience = createSimulatedAudience();
    const record = audience.way;
    audience.way = () => Promise.reject(new Error("away"));
    for (let n = 0; n < 20; n += 1) {
      audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
      await audience.settle();
      audience.clock.now += 30_000;
    }
    audience.way = record;
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.2" });
    await audience.settle();
    expect(findReader(audience, "newsboat")).toMatchObject({ people: 1, polls: 21 });
  });

  it("brings what was counted before midnight to its own day", async () => {
    const audience = createSimulatedAudience();
    audience.clock.now = Date.UTC(2026, 10, 2, 23, 59, 50);
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
    await audience.settle();
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
    audience.clock.now += 20_000;
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
    await audience.settle();
    await audience.advance(600_000);
    const today = dayOf(audience.clock.now);
    const account = audience.store.readAccount(
      { feed: "main", fromDay: 0, sinceRevision: undefined },
      audience.clock.now,
    );
    const polls = account.lines.filter(({ part }) => part === "reader").map(({ day, polls }) => [day - today, polls]);
    expect(polls).toEqual([
      [-1, 2],
      [0, 1],
    ]);
  });

  it.each(["a thousand agents", "a thousand networks"])(
    "grows no further than memory allows with %s a second",
    async (of) => {
      const audience = createSimulatedAudience();
      audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
      await audience.settle();
      for (let n = 0; n < 20_000; n += 1) {
        const agent = of === "a thousand agents" ? `agent ${n}` : "NewsBlur Feed Fetcher - 5 subscribers";
        audience.poll(0, { agent, network: n, address: "192.0.2.1" });
      }
      await audience.settle();
      const tallies = audience.sent.map(({ batches }) => batches.reduce((sum, batch) => sum + batch.tallies.length, 0));
      expect(Math.max(...tallies)).toBeLessThanOrEqual(4000);
    },
  );
});

describe("at midnight (UTC)", () => {
  it("the key is destroyed, and the sketches with the day", async () => {
    const audience = createSimulatedAudience();
    audience.poll(0, { agent: NEWSBOAT, address: "192.0.2.1" });
    await audience.settle();
    expect(audience.sql.all("SELECT * FROM daily_key")).toHaveLength(1);
    audience.clock.now = Date.UTC(2026, 10, 3);
    expect(audience.store.turnDay(audience.clock.now)).toBe(Date.UTC(2026, 10, 3, 0, 5));
    expect(audience.sql.all("SELECT * FROM daily_key")).toEqual([]);
    audience.clock.now = Date.UTC(2026, 10, 3, 0, 5);
    expect(audience.store.turnDay(audience.clock.now)).toBeUndefined();
    expect(audience.sql.all("SELECT * FROM open_days")).toEqual([]);
    expect(audience.sql.all("SELECT people FROM closed_days WHERE feed = 'main' AND part = 'reader'")).toEqual([
      { people: 1 },
    ]);
  });
});
