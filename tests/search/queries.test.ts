import { describe, expect, it } from "vitest";
import { FOLD_VERSION } from "../../src/search/fold.ts";
import { MAX_HITS, type SearchIndex } from "../../src/search/search-index.ts";
import { readQuery } from "../../src/search/search-query.ts";
import { createSearchIndex } from "../../src/store/search/search-store.ts";
import { createSqliteAudience } from "../support/sqlite-audience.ts";
import { corpus, nameOf } from "./corpus.ts";

const NOW = Date.UTC(2026, 10, 27);
const PROGRESS = { databaseId: "a", foldVersion: FOLD_VERSION, revision: 1, walk: undefined };

function fill(articles: typeof corpus): SearchIndex {
  const index = createSearchIndex(createSqliteAudience());
  index.save(articles, PROGRESS);
  return index;
}

const index = fill(corpus);

function search(query: string): (string | undefined)[] {
  return index.find(readQuery(query), "best", NOW).map(({ place }) => nameOf(place));
}

/** Fifty queries as people type them, and the first hit that they expect. */
const QUERIES: readonly (readonly [string, string])[] = [
  ["lunar probe", "moon"],
  ["STRIKE", "harbour"],
  ["strike lightning", "moonlight"],
  ["moon", "moon"],
  ["moonl", "moonlight"],
  ['"south pole"', "moon"],
  ["naive", "harbour"],
  ["übung", "uebung"],
  ["Ubung", "uebung"],
  ["strasse köln", "uebung"],
  ["été", "ete"],
  ["l'ete", "ete"],
  ["oeuvres", "ete"],
  ["istanbul ISIKLAR", "istanbul"],
  ["lodz", "lodz"],
  ["zolte", "lodz"],
  ["ha noi", "viet"],
  ["dien", "viet"],
  ["προεδρος", "sigma"],
  ["ΑΘΗΝΑ", "sigma"],
  ["κοσμοσ", "sigma"],
  ["Νάξο", "naxos"],
  ["σεισμός", "crete"],
  ["στους δρόμους", "crete"],
  ["китай", "putin"],
  ["еще договор", "putin"],
  ["елка", "elka"],
  ["київ", "kyiv"],
  ["мой музей", "sofia"],
  ["трамва", "kyiv"],
  ["القاهرة", "cairo"],
  ["متحف", "cairo"],
  ["الرئيس", "cairo"],
  ["اقتصاد", "economy"],
  ["2026", "economy"],
  ["المدرسه", "beirut"],
  ["كرج", "tehran"],
  ["חיפה", "haifa"],
  ['צה"ל', "haifa"],
  ["בית", "haifa"],
  ["ירושלים", "jerusalem"],
  ["京都 紅葉", "kyoto"],
  ["東京都", "tokyo"],
  ["テクノロジー", "tokyo"],
  ["人工智能", "beijing"],
  ["捷運", "taipei"],
  ["서울", "seoul"],
  ["영화제", "seoul"],
  ["รถไฟฟ้า", "bangkok"],
  ["กิน", "phuket"],
];

describe("fifty queries in seven scripts find what their readers mean", () => {
  it.each(QUERIES)("%s → %s", (query, expected) => {
    expect(search(query)[0]).toBe(expected);
  });

  it("has fifty of them", () => {
    expect(new Set(QUERIES.map(([query]) => query)).size).toBe(50);
  });
});

it.each([
  ["กัน", ["chiangmai"]],
  ["ไฟ", ["bangkok", "chiangmai"]],
  ["किताब", ["delhi"]],
  ["мои", []],
  ["moon harbour", []],
  ["-strike", ["harbour", "moonlight"]],
])("%s finds neither more nor less", (query, expected) => {
  expect(search(query)).toEqual(expected);
});

const HOSTILE = [
  "",
  " ",
  "\0",
  '"',
  '"""',
  "a OR b AND NOT c",
  "title: moon",
  "{title} : moon",
  "moon*",
  "^moon",
  "NEAR(moon ice, 2)",
  "(((((",
  "moon'; DROP TABLE words;--",
  "x".repeat(10_000),
  "a ".repeat(5000),
  "a.".repeat(5000),
  "的".repeat(10_000),
  "\ud800",
  "moon\udfff",
  "👩‍👩‍👧‍👦🏳️‍🌈",
  "e\u0301".repeat(5000),
  "\ufdfa".repeat(200),
  "\u202emoon\u202c",
  "%00%ff",
  "the of and to in a is that it for",
];

describe("a query is never an expression of SQL or FTS5", () => {
  it.each(HOSTILE)("%j is answered", (query) => {
    expect(search(query).length).toBeLessThanOrEqual(corpus.length);
  });

  it.each([
    ["moon*", ["moon"]],
    ["^moon", ["moon"]],
    ["(moon", ["moon"]],
    ["moon\0", ["moon"]],
  ])("%j finds its word", (query, expected) => {
    expect(search(query)).toEqual(expected);
  });
});

it("ranks the newest five hundred: the words in the title, in the summary, in the text", () => {
  const articles = Array.from({ length: 700 }, (_, place) => ({
    place,
    revision: place + 1,
    publishedAt: NOW - place * 60_000,
    expiresAt: undefined,
    texts: {
      title: place === 400 || place === 600 ? "Zebra" : "News",
      summary: place === 300 ? "A zebra" : "",
      text: "a zebra",
    },
  }));
  const hits = fill(articles).find(readQuery("zebra"), "best", NOW);
  expect([hits.length, ...hits.slice(0, 3).map(({ place }) => place)]).toEqual([MAX_HITS, 400, 300, 0]);
});

it("keeps articles of one minute apart, and takes each out alone", () => {
  const articles = corpus.map((article) => ({ ...article, publishedAt: NOW }));
  const crowded = fill(articles);
  crowded.save([{ ...corpus[0], texts: undefined } as (typeof corpus)[number]], PROGRESS);
  expect(crowded.find(readQuery("moon"), "best", NOW)).toEqual(crowded.find(readQuery("moonlight"), "best", NOW));
  expect(crowded.find(readQuery("strike"), "newest", NOW)).toHaveLength(2);
});

it("finds no article from the moment of its expiry", () => {
  const [article] = corpus;
  if (article === undefined) throw new Error("The corpus is empty");
  const expiring = fill([{ ...article, expiresAt: NOW + 1 }]);
  expect([NOW, NOW + 1].map((now) => expiring.find(readQuery("moon"), "best", now).length)).toEqual([1, 0]);
});
