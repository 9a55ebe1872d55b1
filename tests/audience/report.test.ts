import { describe, expect, it } from "vitest";
import type { DatedLine } from "../../src/audience/audience-store.ts";
import { buildReport, writeCsv } from "../../src/audience/build-report.ts";
import type { PublicationFigures } from "../../src/audience/report.ts";
import { themeOf } from "../../src/feed/theme.ts";

const TODAY = 20_780;
const figures: PublicationFigures = {
  title: "The Wire",
  theme: themeOf({}),
  feedTitles: new Map(),
  newest: { title: "News", path: "/articles/news", revision: 9, at: 1_000_000 },
  push: undefined,
  failingSources: [],
  sourcesWithoutPages: [],
  takesMicropub: false,
  timeZone: "UTC",
  scheduled: [],
};

function line(daysAgo: number, name: string, fields: Partial<DatedLine> = {}): DatedLine {
  const sums = { polls: 10, notModified: 9, deltas: 0, unconditional: 0, rendered: 0, savedBytes: 900 };
  const named = { feed: "*", day: TODAY - daysAgo, part: "reader" as const, name, kind: "reader" as const };
  return { ...sums, ...named, people: 1, unverified: 0, ...fields };
}

function build(lines: readonly DatedLine[], days = 30) {
  const account = {
    lines,
    feeds: ["main"],
    firstFetch: { at: 1_012_000, reader: "newsboat" },
    opens: [],
    downloads: [],
  };
  return buildReport(account, figures, { feed: "*", days, today: TODAY });
}

describe("the week's figure", () => {
  it("is the highest day of seven, direct readers and aggregators of that day together", () => {
    const aggregator = { kind: "aggregator" as const };
    const { subscribers } = build([
      line(8, "a", { people: 900 }),
      line(6, "a", { people: 50 }),
      line(6, "Feedly", { ...aggregator, people: 60 }),
      line(2, "a", { people: 70 }),
      line(2, "Feedly", { ...aggregator, people: 30 }),
      line(0, "a", { people: 5, unverified: 3 }),
    ]);
    expect(subscribers).toEqual({ week: 110, direct: 50, aggregated: 60, unverified: 3 });
  });

  it("has no browsers, bots, previews, monitors, tools or strangers in it", () => {
    const kinds = ["browser", "bot", "previewer", "monitor", "tool", "other"] as const;
    const lines = kinds.map((kind) => line(1, kind, { kind, people: 100 }));
    expect(build([...lines, line(1, "a", { people: 2 })]).subscribers.week).toBe(2);
  });
});

describe("a report", () => {
  it("of nothing is all zeros, and no share of nothing", () => {
    const { subscribers, polls, byDay, readers } = build([]);
    expect(subscribers.week).toBe(0);
    expect(Object.values(polls)).toEqual([0, 0, 0, 0, 0, 0]);
    expect([byDay, readers]).toEqual([[], []]);
  });

  it("covers as many days as were asked for, today the last", () => {
    const report = build([line(6, "a"), line(7, "a"), line(0, "b")], 7);
    expect([report.from, report.to]).toEqual(["2026-11-17", "2026-11-23"]);
    expect(report.byDay.map(({ date }) => date)).toEqual(["2026-11-17", "2026-11-23"]);
    expect(report.polls).toMatchObject({
      total: 20,
      perDay: 10,
      notModifiedShare: 0.9,
      cachedShare: 1,
      savedBytes: 1800,
    });
  });

  it("says of who fetches whole how often one client does so a day", () => {
    const { unconditional } = build([
      line(0, "Hasty", { people: 2, polls: 200, unconditional: 192 }),
      line(0, "Polite", { people: 100, polls: 900, unconditional: 100 }),
      line(0, "Chrome", { kind: "browser", people: 1, unconditional: 500, polls: 500 }),
    ]);
    expect(unconditional).toEqual([{ name: "Hasty", fetchesPerDay: 96, share: 0.96 }]);
  });

  it("tells how long the newest article took to its first reader", () => {
    expect(build([]).newest).toEqual({
      title: "News",
      path: "/articles/news",
      publishedAt: "1970-01-01T00:16:40.000Z",
      firstFetch: { reader: "newsboat", afterSeconds: 12 },
    });
  });

  it("is written as CSV (RFC 4180), a line a day", () => {
    expect(writeCsv(build([line(0, "a")]))).toBe(
      "date,direct,aggregated,unverified,polls,notModified,deltas,rendered,savedBytes\r\n2026-11-23,1,0,0,10,9,0,0,900\r\n",
    );
  });
});
