import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partnerIds } from "../../../src/article/profile/partner-ids.ts";
import type { FeedFile, FeedHead, FeedItem } from "../../../src/feed/feed-item.ts";
import { judgeArticle } from "../../../src/feed/partners/judge-article.ts";
import type { Partner, RssPartner } from "../../../src/feed/partners/partner.ts";
import { partners } from "../../../src/feed/partners/partner-rows.ts";
import { judgedOf, renderPartnerFeed } from "../../../src/feed/partners/render-partner-feed.ts";
import { parseXml } from "../../../src/lib/parse-xml.ts";
import { listNinjsFaults } from "../../support/ninjs.ts";
import { findXmlFault } from "../../support/well-formed.ts";

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 14, 9);
const OPTIONS = { hasImageRights: false };

const head: FeedHead = {
  id: "tag:news.example,2026:feed:top",
  title: "Harbour news",
  description: "News from the harbour, the railway and the islands beyond",
  language: "en",
  link: "https://news.example/",
  updated: new Date(START),
  feedLinks: {
    rss: "https://news.example/rss.xml",
    atom: "https://news.example/a.xml",
    json: "https://news.example/f.json",
  },
  author: { name: "Harbour news" },
  ttl: 15,
  image: "https://news.example/logo.png",
  hub: "https://news.example/hub",
};

const photograph = (changes: Partial<FeedFile> = {}): FeedFile => ({
  url: "https://news.example/media/a.jpg",
  type: "image/jpeg",
  length: 80_000,
  width: 1200,
  height: 800,
  alt: "The ferry",
  credit: "A. Photographer",
  ...changes,
});

/** Sound for every row; newest first by its number. */
function itemOf(number: number, changes: Partial<FeedItem> = {}): FeedItem {
  const published = new Date(START - number * 3_600_000);
  return {
    id: `tag:news.example,2026:article-${number}`,
    link: `https://news.example/articles/${number}`,
    title: `The ferry is back at the harbour (${number})`,
    date: published,
    published,
    description: "The ferry came back this morning. ".repeat(10),
    content: `<p>Text of article ${number} &amp; <mark>more</mark>.</p>`,
    text: `Text of article ${number} & more.`,
    author: [{ name: "Elena Marin" }],
    category: [{ name: "Harbour" }],
    enclosure: photograph(),
    revision: number,
    ...changes,
  };
}

/** One change for each rule of a row, and the words by which the fault names it. */
function breakEach({ required, title, summary, image }: Partner): [Partial<FeedItem>, RegExp][] {
  const { enclosure: _none, ...bare } = itemOf(0);
  const broken: [Partial<FeedItem> | undefined | false, RegExp][] = [
    [required.includes("author") && { author: [] }, /no author/],
    [required.includes("text") && { text: " " }, /no text/],
    [required.includes("image-credit") && { enclosure: photograph({ credit: "" }) }, /no credit/],
    [title?.min !== undefined && { title: "x".repeat(title.min - 1) }, /title has/],
    [title?.max !== undefined && { title: "x".repeat(title.max + 1) }, /title has/],
    [summary?.min !== undefined && { description: "x".repeat(summary.min - 1) }, /summary has/],
    [
      image?.minWidth !== undefined && { enclosure: photograph({ width: image.minWidth - 1, height: 500 }) },
      /pixels wide/,
    ],
    [
      image?.minShorterSide !== undefined && { enclosure: photograph({ height: image.minShorterSide - 1 }) },
      /shorter side/,
    ],
    [image?.ratio !== undefined && { enclosure: photograph({ width: 2400, height: 800 }) }, /times its height/],
    [image?.types !== undefined && { enclosure: photograph({ type: "image/avif" }) }, /is image\/avif/],
    [image?.maxBytes !== undefined && { enclosure: photograph({ length: image.maxBytes + 1 }) }, /bytes/],
  ];
  const withoutImage: [Partial<FeedItem>, RegExp][] = required.includes("image")
    ? [[{ ...bare, enclosure: undefined } as unknown as Partial<FeedItem>, /no image/]]
    : [];
  return [...broken.filter((row): row is [Partial<FeedItem>, RegExp] => Boolean(row[0])), ...withoutImage];
}

/** Entries of ninjs, as far as they are compared here. */
interface NewsItem {
  readonly uri: string;
  readonly firstCreated: string;
  readonly versionCreated: string;
}

function readNews(document: string): readonly NewsItem[] {
  return JSON.parse(document).associations;
}

function listFaults({ format }: Partner, document: string): readonly unknown[] {
  if (format === "ninjs") return listNinjsFaults(JSON.parse(document));
  return [findXmlFault(document)].filter((fault) => fault !== undefined);
}

function readIdsOf({ format }: Partner, document: string): string[] {
  return format === "ninjs" ? readNews(document).map(({ uri }) => uri) : readIds(document);
}

function readIds(rss: string): string[] {
  return [...rss.matchAll(/<guid isPermaLink="false">([^<]+)<\/guid>/g)].map(([, id = ""]) => id);
}

/** Of each item, the date of publication and that of the last change, if it states one. */
function readDates(partner: Partner, document: string) {
  if (partner.format === "rss") return readRssDates(partner, document);
  const items = readNews(document);
  return {
    published: items.map(({ firstCreated }) => firstCreated),
    modified: items.map(({ versionCreated }) => versionCreated),
  };
}

function readRssDates({ modifiedAs }: RssPartner, rss: string) {
  const items = rss.split("<item>").slice(1);
  const find = (name: string) => items.map((item) => new RegExp(`<${name}>([^<]+)`).exec(item)?.[1]);
  return { published: find("pubDate"), modified: find(modifiedAs) };
}

describe.each(partnerIds)("%s", (id) => {
  const partner = partners[id];
  const broken = breakEach(partner);

  test("of 60 articles, those that break one rule each are left out and named; the others stay", () => {
    const items = Array.from({ length: 60 }, (_, number) => {
      const [changes = {}] = number % 2 === 1 ? (broken[((number - 1) / 2) % broken.length] ?? []) : [];
      const { id: own, link, published, date } = itemOf(number);
      return { ...itemOf(number, changes), id: own, link, published, date };
    });
    const sound = items.filter((_, number) => number % 2 === 0).map((item) => item.id);
    const rss = renderPartnerFeed(partner, head, items, OPTIONS);
    expect(listFaults(partner, rss)).toEqual([]);
    expect(readIdsOf(partner, rss)).toEqual(sound.slice(0, partner.window.items));
    for (const [index, item] of items.entries()) {
      const faults = judgeArticle(partner, judgedOf(item));
      if (index % 2 === 0) expect(faults).toEqual([]);
      else expect(faults).toEqual([expect.stringMatching(broken[((index - 1) / 2) % broken.length]?.[1] ?? /^$/)]);
    }
  });

  test("histories: ids and dates of publication stay, the change's date moves with substance alone, limits hold, bytes are stable", () => {
    const edit = fc.record({
      at: fc.nat(60),
      words: fc.string({ unit: "binary", maxLength: 20 }),
      isUpdate: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const items = Array.from({ length: 61 }, (_, number) => itemOf(number));
        let clock = START;
        for (const { at, words, isUpdate } of edits) {
          const item = items[at];
          if (item === undefined) continue;
          clock += 60_000;
          const before = readDates(partner, renderPartnerFeed(partner, head, items, OPTIONS));
          const text = words.replace(/[^\t\n\r\u0020-\u007E\u00A0-\uD7FF]/g, "");
          items[at] = { ...item, text: `${item.text}${text}`, ...(isUpdate && { date: new Date(clock) }) };
          const rss = renderPartnerFeed(partner, head, items, OPTIONS);
          expect(rss).toBe(renderPartnerFeed(partner, head, [...items], OPTIONS));
          expect(readIdsOf(partner, rss)).toEqual(items.slice(0, partner.window.items).map(({ id: own }) => own));
          const after = readDates(partner, rss);
          expect(after.published).toEqual(before.published);
          const moved = after.modified.flatMap((date, index) => (date === before.modified[index] ? [] : [index]));
          expect(moved).toEqual(isUpdate && at < partner.window.items ? [at] : []);
        }
      }),
      { numRuns: Number(process.env.HISTORIES ?? 20) },
    );
  });
});

test("MSN: 365 days back from the newest, elements of its list alone, the change apart from the publication", () => {
  const old = new Date(START - 366 * DAY_MS);
  const items = [
    itemOf(0, { content: "<section><p>A <mark>b</mark></p><pre>c</pre></section>", date: new Date(START + DAY_MS) }),
    itemOf(1, { published: old, date: old }),
  ];
  const rss = renderPartnerFeed(partners.msn, head, items, OPTIONS);
  expect(readIds(rss)).toHaveLength(1);
  expect(rss).toContain("<![CDATA[<p>A b</p>c]]>");
  expect(rss).toContain("<pubDate>Sat, 14 Mar 2026 09:00:00 GMT</pubDate>");
  expect(rss).toContain("<dcterms:modified>2026-03-15T09:00:00Z</dcterms:modified>");
  expect(rss).toContain("<mi:hasSyndicationRights>0</mi:hasSyndicationRights>");
  expect(renderPartnerFeed(partners.msn, head, items, { hasImageRights: true })).toContain(
    "<mi:hasSyndicationRights>1</mi:hasSyndicationRights>",
  );
});

test("SmartNews: at most 1,000,000 bytes, a description of 30 characters, its own logo", () => {
  const body = `<p>${"Τ".repeat(40_000)}</p>`;
  const items = Array.from({ length: 30 }, (_, number) => itemOf(number, { content: body }));
  const rss = renderPartnerFeed(partners.smartnews, head, items, OPTIONS);
  const bytes = new TextEncoder().encode(rss).length;
  expect(bytes).toBeLessThanOrEqual(1_000_000);
  expect(bytes).toBeGreaterThan(900_000);
  expect(rss).toContain("<description>News from the harbour, the rai</description>");
  expect(rss).toContain("<snf:logo><url>https://news.example/logo.png</url>\n</snf:logo>");
  expect(parseXml(rss).ok).toBe(true);
});

test("a partner's document names neither hub nor archive nor its own address", () => {
  const rss = renderPartnerFeed(partners.fulltext, head, [itemOf(0)], OPTIONS);
  expect(rss).not.toMatch(/rel="(?:self|hub|next|prev-archive)"/);
});
