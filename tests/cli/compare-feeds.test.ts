import { expect, it } from "vitest";
import { compareFeeds } from "../../cli/compare-feeds.ts";
import { emptyFeed, type SourceEntry } from "../../src/import/source-feed.ts";

const DATE = Date.UTC(2026, 10, 1);
const entry = (more: Partial<SourceEntry> = {}) =>
  ({ id: "a", link: "https://old.example/a", title: "A", date: DATE, recordings: [], ...more }) as SourceEntry;
const compare = (old: readonly SourceEntry[], next: readonly SourceEntry[]) =>
  compareFeeds({ ...emptyFeed("RSS 2.0"), entries: old }, { ...emptyFeed("Atom 1.0"), entries: next });

it("a feed that keeps ids, dates, titles and enclosures has no difference, wherever its pages are", () => {
  const next = [entry({ link: "https://new.example/a", date: DATE + 400 })];
  expect(compare([entry()], next)).toEqual({ common: 1, differences: [] });
});

it.each<[string, Partial<SourceEntry>, string, string]>([
  ["another id", { id: "b" }, "error", 'found "b", wanted "a"'],
  ["another date", { date: DATE + 1000 }, "error", "found 2026-11-01T00:00:01.000Z, wanted 2026-11-01T00:00:00.000Z"],
  ["a lost enclosure", { recordings: [] }, "error", "lacks the enclosure https://cdn.example/a.mp3"],
  ["another title", { title: "B" }, "warning", 'is called "B"'],
])("says %s", (_, change, severity, message) => {
  const recordings = ["https://cdn.example/a.mp3"];
  const { differences } = compare([entry({ recordings })], [entry({ recordings, ...change })]);
  expect(differences.find((one) => one.message.includes(message))).toMatchObject({ severity });
});

it("reports an entry that is missing, and one that readers would take for new", () => {
  const { common, differences } = compare(
    [entry()],
    [entry({ id: "c", link: "https://x.example/", date: DATE + 5000 })],
  );
  expect(common).toBe(0);
  expect(differences.map(({ severity }) => severity)).toEqual(["error", "warning"]);
});
