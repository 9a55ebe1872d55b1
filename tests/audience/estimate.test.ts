import { describe, expect, it } from "vitest";
import { dayOf } from "../../src/audience/flush.ts";
import { createSimulatedAudience, type SimulatedAudience } from "./counting.ts";

// Which aggregator's number is in the total: known, seen for a day, from where it usually comes, conditional, and growing no
// faster than twofold.

const HOUR = 3_600_000;
const newsBlur = (subscribers: number) =>
  `NewsBlur Feed Fetcher - ${subscribers} subscribers - https://www.newsblur.com/site/7/x`;
const feedbin = (id: number, subscribers: number) => `Feedbin feed-id:${id} - ${subscribers} subscribers`;

async function pollHourly(
  audience: SimulatedAudience,
  hours: number,
  ...polls: { agent: string; network?: number; isWhole?: boolean; status?: 200 }[]
) {
  for (let hour = 0; hour < hours; hour += 1) {
    for (const poll of polls) audience.poll(0, { ...poll, address: "192.0.2.1" });
    await audience.advance(HOUR);
  }
}

function read(audience: SimulatedAudience, name: string): readonly [believed: number, unverified: number] {
  const { now } = audience.clock;
  const { lines } = audience.store.readAccount({ feed: "main", fromDay: dayOf(now), sinceRevision: undefined }, now);
  const line = lines.find((one) => one.part === "reader" && one.name === name);
  return [line?.people ?? 0, line?.unverified ?? 0];
}

describe("an aggregator's number", () => {
  it("is unverified on the first day, and believed when it was seen for a day", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(audience, 20, { agent: newsBlur(1200) });
    expect(read(audience, "NewsBlur")).toEqual([0, 1200]);
    await pollHourly(audience, 10, { agent: newsBlur(1200) });
    expect(read(audience, "NewsBlur")).toEqual([1200, 0]);
  });

  it("is the highest of the day within each of its feeds, and the sum over them", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(
      audience,
      30,
      { agent: feedbin(1, 100) },
      { agent: feedbin(2, 7) },
      { agent: feedbin(1, 102) },
      { agent: feedbin(1, 101) },
    );
    expect(read(audience, "Feedbin")).toEqual([109, 0]);
  });

  it("holds for a week in which nothing is heard of it", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(audience, 30, { agent: newsBlur(1200) });
    await audience.advance(5 * 24 * HOUR);
    expect(read(audience, "NewsBlur")).toEqual([1200, 0]);
    await audience.advance(2 * 24 * HOUR);
    expect(read(audience, "NewsBlur")).toEqual([0, 0]);
  });

  it("that is more than twice as high as usual is not believed before it is usual", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(audience, 72, { agent: newsBlur(1200) });
    await pollHourly(audience, 12, { agent: newsBlur(2300) });
    expect(read(audience, "NewsBlur")).toEqual([2300, 0]);
    await pollHourly(audience, 1, { agent: newsBlur(100_000) });
    expect(read(audience, "NewsBlur")).toEqual([2300, 100_000]);
    await pollHourly(audience, 24 * 8, { agent: newsBlur(100_000) });
    expect(read(audience, "NewsBlur")).toEqual([100_000, 0]);
  });

  it("from another network than the usual one is not believed, however steady", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(audience, 30, { agent: newsBlur(1200) });
    await pollHourly(audience, 60, { agent: newsBlur(1200) }, { agent: newsBlur(1300), network: 64999 });
    expect(read(audience, "NewsBlur")).toEqual([1200, 1300]);
  });

  it("is believed from a new network when the old one was silent for a week", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(audience, 30, { agent: newsBlur(1200) });
    await pollHourly(audience, 24 * 9, { agent: newsBlur(1250), network: 64999 });
    expect(read(audience, "NewsBlur")).toEqual([1250, 0]);
  });

  it("is not believed of who never says what it has", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(audience, 60, { agent: newsBlur(1200), isWhole: true, status: 200 });
    expect(read(audience, "NewsBlur")).toEqual([0, 1200]);
  });

  it("is not believed of an agent that nobody knows", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(audience, 60, { agent: "MyReader/1.0 (5000 subscribers)" });
    expect(read(audience, "Other")).toEqual([1, 5000]);
  });

  it("is nobody's where its name is used from many networks alike", async () => {
    const audience = createSimulatedAudience();
    const forgers = [1, 2, 3, 4, 5].map((network) => ({ agent: newsBlur(1_000_000), network }));
    await pollHourly(audience, 72, ...forgers);
    expect(read(audience, "NewsBlur")[0]).toBe(0);
  });

  it("of a new feed that is out of all proportion is not believed, even from the usual network", async () => {
    const audience = createSimulatedAudience();
    await pollHourly(audience, 30, { agent: feedbin(1, 100) });
    await pollHourly(audience, 40, { agent: feedbin(1, 100) }, { agent: feedbin(666, 1_000_000) });
    expect(read(audience, "Feedbin")[0]).toBe(100);
  });
});
