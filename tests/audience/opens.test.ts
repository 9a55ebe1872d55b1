import { expect, test } from "vitest";
import { countedPage } from "../../src/audience/counted-page.ts";
import type { Tally } from "../../src/audience/flush.ts";
import { readFlush } from "../../src/audience/read-flush.ts";
import { createAudienceStore } from "../../src/store/audience-store.ts";
import { createSqliteAudience } from "../support/sqlite-audience.ts";

const DAY = 20_780;
const NOW = DAY * 86_400_000;
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

function tally(feed: string, agent: string, polls: number): Tally {
  const sums = { notModified: 0, deltas: 0, unconditional: 0, rendered: 0, tag: "", fetchedAt: 0 };
  return { feed, format: "page", agent, network: 0, polls, ...sums, clients: [123_456_789] };
}

function flushOf(tallies: readonly Tally[], sequence = 1) {
  return readFlush({ isolate: "a", batches: [{ sequence, day: DAY, tallies, sizes: [] }] });
}

test("opens are summed by article: browsers' alone, apart from polls, and without their clients", () => {
  const tallies = [
    tally(countedPage("one"), FIREFOX, 3),
    tally(countedPage("one"), FIREFOX.replaceAll("140", "141"), 2),
    tally(countedPage("two"), FIREFOX, 1),
    tally(countedPage("two"), "Googlebot/2.1 (+http://www.google.com/bot.html)", 50),
    tally("main", FIREFOX, 4),
  ];
  const [batch] = flushOf(tallies).batches;
  expect(batch?.opens).toEqual([
    { slug: "one", opens: 5 },
    { slug: "two", opens: 1 },
  ]);
  expect(batch?.readers.map(({ feed }) => feed)).toEqual(["main"]);
});

test("the object adds opens up once, however often a flush comes, and keeps a number of each article and day", () => {
  const sql = createSqliteAudience();
  const store = createAudienceStore(sql, () => [1, 2, 3, 4]);
  const flush = flushOf([tally(countedPage("one"), FIREFOX, 3), tally(countedPage("two"), FIREFOX, 9)]);
  store.record(flush, NOW);
  store.record(flush, NOW);
  store.record(flushOf([tally(countedPage("one"), FIREFOX, 7)], 2), NOW);
  const account = store.readAccount({ feed: "*", fromDay: DAY, sinceRevision: undefined }, NOW);
  expect(account.opens).toEqual([
    { slug: "one", opens: 10 },
    { slug: "two", opens: 9 },
  ]);
  expect(account.feeds).toEqual([]);
  expect(sql.dump()).not.toContain("123456789");
  expect(store.readAccount({ feed: "*", fromDay: DAY + 1, sinceRevision: undefined }, NOW).opens).toEqual([]);
});

test("a crawler that opens every article adds no row once two thousand have one, and theirs are counted on", () => {
  const sql = createSqliteAudience();
  const store = createAudienceStore(sql, () => [1, 2, 3, 4]);
  const open = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => tally(countedPage(`story-${from + index}`), FIREFOX, 1));
  for (let sequence = 1; sequence <= 30; sequence += 1) {
    store.record(flushOf(open(sequence * 100, 100), sequence), NOW);
  }
  store.record(flushOf(open(100, 1), 31), NOW);
  expect(sql.all("SELECT count(*) AS rows FROM opens")).toEqual([{ rows: 2000 }]);
  expect(sql.all("SELECT opens FROM opens WHERE slug = 'story-100'")).toEqual([{ opens: 2 }]);
});
