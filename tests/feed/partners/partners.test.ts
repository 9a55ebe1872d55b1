import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partnerIds } from "../../../src/article/profile/partner-ids.ts";
import type { FeedFile, FeedHead, FeedItem } from "../../../src/feed/feed-item.ts";
import { judgeArticle } from "../../../src/feed/partners/judge-article.ts";
import type { Partner } from "../../../src/feed/partners/partner.ts";
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
  updated: new Date(START + DAY_MS),
  published: new Date(START + DAY_MS),
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
function breakEach({ required, title, summary, image, languages }: Partner): [Partial<FeedItem>, RegExp][] {
  const { enclosure: _none, ...bare } = itemOf(0);
  const broken: [Partial<FeedItem> | undefined | false, RegExp][] = [
    [required.includes("author") && { author: [] }, /no author/],
    [required.includes("text") && { text: " " }, /no text/],
    [required.includes("image-credit") && { enclosure: photograph({ credit: "" }) }, /no credit/],
    [title?.min !== undefined && { title: "x".repeat(title.min - 1) }, /title has \d+/],
    [title?.max !== undefined && { title: "x".repeat(title.max + 1) }, /title has \d+/],
    [title?.isPlain && { title: "Is <em>this</em> a title or an element?" }, /the tag <em>/],
    [summary?.min !== undefined && { description: "x".repeat(summary.min - 1) }, /summary has/],
    [languages !== undefined && { language: "fr" }, /its language is fr/],
    [
      image?.minLongerSide !== undefined && {
        enclosure: photograph({ width: 500, height: image.minLongerSide - 1 }),
      },
      /longer side/,
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

/** The dates of the document, and of each item that of its publication. Milliseconds. */
function readDates({ format }: Partner, document: string) {
  if (format === "ninjs") {
    const published = readNews(document).map(({ firstCreated }) => Date.parse(firstCreated));
    return { channel: [Date.parse(JSON.parse(document).versionCreated)], published };
  }
  const find = (name: string, text = "") => Date.parse(new RegExp(`<${name}>([^<]+)`).exec(text)?.[1] ?? "");
  const [channel, ...items] = document.split("<item>");
  return {
    channel: [find("lastBuildDate", channel), find("pubDate", channel)],
    published: items.map((item) => find("pubDate", item)),
  };
}

/** How a feed's articles change: one is published some time after the others, edited, updated, broken or mended. */
interface Change {
  readonly kind: "publish" | "edit" | "update" | "break" | "mend";
  readonly at: number;
  readonly afterDays: number;
  readonly bytes: number;
}

const anyChange: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom<Change["kind"][]>("publish", "publish", "edit", "update", "break", "mend"),
  at: fc.nat(70),
  afterDays: fc.constantFrom(0.01, 1, 90),
  bytes: fc.constantFrom(10, 10, 100, 300_000),
});

function applyChange(items: FeedItem[], number: number, { kind, at, afterDays, bytes }: Change): void {
  const newest = Math.max(...items.map(({ date }) => date.getTime()));
  const now = new Date(newest + Math.ceil(afterDays * DAY_MS));
  const content = `<p>${"x".repeat(bytes)}</p>`;
  const item = items[at % items.length];
  if (kind === "publish" || item === undefined) {
    items.unshift(itemOf(1000 + number, { published: now, date: now, content }));
    return;
  }
  const changes = { edit: { content }, update: { content, date: now }, break: { text: "" }, mend: { text: "Text." } };
  items[at % items.length] = { ...item, ...changes[kind] };
}

describe.each(partnerIds)("%s", (id) => {
  const partner = partners[id];
  const broken = breakEach(partner);

  test("articles that break one rule each are left out and named; the others stay", () => {
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
      const faults = judgeArticle(partner, judgedOf(item, head));
      if (index % 2 === 0) expect(faults).toEqual([]);
      else expect(faults).toEqual([expect.stringMatching(broken[((index - 1) / 2) % broken.length]?.[1] ?? /^$/)]);
    }
  });

  test("histories: the newest are held within the limits of items, days and bytes; bytes and the channel's dates follow them alone", () => {
    const {
      items: maxItems,
      maxAgeDays = Number.POSITIVE_INFINITY,
      maxBytes = Number.POSITIVE_INFINITY,
    } = partner.window;
    fc.assert(
      fc.property(fc.nat(62), fc.array(anyChange, { minLength: 1, maxLength: 12 }), (count, changes) => {
        const items = Array.from({ length: count + 1 }, (_, number) => itemOf(number));
        for (const [number, one] of changes.entries()) applyChange(items, number, one);
        const rss = renderPartnerFeed(partner, head, items, OPTIONS);
        expect(renderPartnerFeed(partner, head, [...items], OPTIONS)).toBe(rss);
        const sound = items.filter(({ text }) => text !== "");
        const newest = sound[0]?.published.getTime() ?? 0;
        const young = sound.filter(({ published }) => newest - published.getTime() < maxAgeDays * DAY_MS);
        const held = readIdsOf(partner, rss);
        const wanted = young.slice(0, maxItems).map(({ id: own }) => own);
        expect(held).toEqual(wanted.slice(0, held.length));
        expect(new TextEncoder().encode(rss).length).toBeLessThanOrEqual(maxBytes);
        // An article is missing for its bytes alone.
        if (held.length < wanted.length) expect(rss.length + 301_000).toBeGreaterThan(maxBytes);
        const shown = young.slice(0, maxItems);
        if (shown.length === 0) return;
        const { channel, published } = readDates(partner, rss);
        const updated = Math.max(...shown.map(({ date }) => date.getTime()));
        expect(channel).toEqual([updated, newest].slice(0, channel.length));
        expect(published).toEqual(held.map((_, index) => shown[index]?.published.getTime()));
      }),
      { numRuns: Number(process.env.HISTORIES ?? 10) },
    );
  });
});

/** Minutes, and the element of the last change, by the partners' specifications. */
test.each([
  ["msn", 15, "dcterms:modified"],
  ["smartnews", 5, "atom:updated"],
  ["flipboard", 15, "atom:updated"],
  ["newsbreak", 15, "atom:updated"],
  ["fulltext", 15, "atom:updated"],
  ["flatplan", 15, "atom:updated"],
] as const)("%s: a ttl of %i minutes, the newest entry's date for the channel, changes in %s", (id, ttl, modified) => {
  const items = [itemOf(0, { date: new Date(START + 5000) }), itemOf(1)];
  const rss = renderPartnerFeed(partners[id], head, items, OPTIONS);
  expect(rss).toContain(
    "<pubDate>Sat, 14 Mar 2026 09:00:00 GMT</pubDate>\n<lastBuildDate>Sat, 14 Mar 2026 09:00:05 GMT<",
  );
  expect(rss).toContain(`<ttl>${ttl}</ttl>`);
  expect(rss.match(/<(?:atom:updated|dcterms:modified)>[^<]*/g)).toEqual([
    `<${modified}>2026-03-14T09:00:05Z`,
    `<${modified}>2026-03-14T08:00:00Z`,
  ]);
});

test("MSN: fewer than 365 days back from the newest, elements and links of its lists alone, the change apart from the publication", () => {
  const old = new Date(START - 365 * DAY_MS);
  const content =
    '<section><p>A <mark>b</mark> <a href="tel:1">c</a> <a href="mailto:d@e.example">d</a></p><pre>e</pre></section>';
  const items = [itemOf(0, { content, date: new Date(START + DAY_MS) }), itemOf(1, { published: old, date: old })];
  const rss = renderPartnerFeed(partners.msn, head, items, OPTIONS);
  expect(readIds(rss)).toHaveLength(1);
  expect(rss).toContain('<![CDATA[<p>A b c <a href="mailto:d@e.example">d</a></p>e]]>');
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

test("Flipboard: the enclosure is the picture of an article whose own is a recording; others keep the recording", () => {
  const sound = { url: "https://news.example/media/a.mp3", type: "audio/mpeg", length: 9 };
  const item = itemOf(0, { enclosure: sound, otherFiles: [photograph()] });
  const enclosureOf = (id: "flipboard" | "fulltext") =>
    /<enclosure[^>]*>/.exec(renderPartnerFeed(partners[id], head, [item], OPTIONS))?.[0];
  expect(enclosureOf("flipboard")).toContain('url="https://news.example/media/a.jpg" length="80000" type="image/jpeg"');
  expect(enclosureOf("fulltext")).toContain("audio/mpeg");
});

test("a feed that leaves out every article keeps the dates of the named feed", () => {
  const rss = renderPartnerFeed(partners.msn, head, [itemOf(0, { title: "Short" })], OPTIONS);
  expect(readIds(rss)).toEqual([]);
  expect(rss).toContain(
    "<pubDate>Sun, 15 Mar 2026 09:00:00 GMT</pubDate>\n<lastBuildDate>Sun, 15 Mar 2026 09:00:00 GMT<",
  );
});

test("a partner's document names neither hub nor archive nor its own address", () => {
  const rss = renderPartnerFeed(partners.fulltext, head, [itemOf(0)], OPTIONS);
  expect(rss).not.toMatch(/rel="(?:self|hub|next|prev-archive)"/);
});
