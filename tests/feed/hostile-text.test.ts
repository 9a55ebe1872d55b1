import fc from "fast-check";
import { parseAtomFeed, parseRssFeed } from "feedsmith";
import { expect, test } from "vitest";
import { listCategories } from "../../src/feed/entry-values.ts";
import type { FeedItem } from "../../src/feed/feed-item.ts";
import { removeForbiddenCharacters } from "../../src/lib/text.ts";
import { listJsonFeedFaults } from "../support/json-feed.ts";
import { findXmlFault } from "../support/well-formed.ts";
import { changed, documentOf, fullHead, minimalItem } from "./sample-feed.ts";

const SEED = 20_230_612;
const DOCUMENTS = 200;
const ENTRIES = 50;
const LONG = 100_000;

const FRAGMENTS = [
  ...[
    "]]>",
    "]]]]>>",
    "]]",
    ">",
    "]]\0>",
    "<![CDATA[",
    "</item>",
    "</entry>",
    "</channel></rss>",
    "<item>",
    "<!--",
    "-->",
  ],
  ...[
    "<?xml",
    "?>",
    "<!DOCTYPE x [",
    "&",
    "&lt;",
    "&amp;lt;",
    "&#x26;",
    "&#0;",
    "&nbsp;",
    "<",
    '"',
    "'",
    "\\",
    "\\u0000",
  ],
  ...["\0", "\u0001", "\u000b", "\u001b", "\u007f", "\u0085", "\u009f", "\ud800", "\udc00", "\ufffe", "\uffff"],
  ...[
    "\u202e",
    "\u2066",
    "\u200d",
    "\ufeff",
    "\u2028",
    "👩‍👩‍👧",
    "𝔘",
    "é",
    "ελληνικά",
    "عربي",
    "<script>alert(1)</script>",
  ],
  ...[" ", "\t", "\n", "\r", "\r\n", "\u00a0", "word", "__proto__", "$&"],
];

const fragment = fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: "binary", maxLength: 6 }));
const hostileText = fc.oneof(
  { weight: 600, arbitrary: fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fragment.map((part) => (part || "x").repeat(Math.ceil(LONG / (part.length || 1)))) },
);

/** As the readers of articles make it: forbidden characters are gone, the rest is whatever it was. */
const text = hostileText.map(removeForbiddenCharacters);

const hostileItem = fc
  .record({
    title: text,
    description: text,
    content: text,
    text,
    names: fc.array(text, { maxLength: 3 }),
    alt: text,
    query: text.map(encodeURIComponent),
  })
  .map(({ names, alt, query, ...texts }): FeedItem => {
    const url = `https://news.example/?a=1&b=${query}`;
    return changed(minimalItem, {
      ...texts,
      link: url,
      author: names.map((name) => ({ name, link: url })),
      category: names.map((name) => ({ name, scheme: url })),
      enclosure: { url, type: "image/png", length: 1, alt, credit: alt },
    });
  });

const hostileDocument = fc
  .array(hostileItem, { minLength: ENTRIES, maxLength: ENTRIES })
  .map((items) => items.map((item, index) => changed(item, { id: `tag:news.example,2023-06-12:${index}` })));

/** XML 1.0 §2.11: a CR outside a reference is read as LF; feedsmith trims, and leaves out what is blank. */
const readable = (value: string | undefined) => value?.replace(/\r\n?/g, "\n").trim() || undefined;
/** feedsmith takes HTML comments out of bodies, unless one of them does not end. */
const withoutComments = (html: string | undefined) => {
  const stripped = html?.replace(/<!--.*?-->/gs, "");
  return stripped?.includes("<!--") ? html : stripped;
};
const asHtml = (value: string) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function checkRss(items: readonly FeedItem[]): void {
  const rss = documentOf(fullHead, items).rss2();
  expect(findXmlFault(rss)).toBeUndefined();
  const found = parseRssFeed(rss).items?.map((item) => ({
    title: readable(item.title),
    link: item.link,
    guid: item.guid?.value,
    description: readable(item.description),
    content: readable(item.content?.encoded),
    categories: item.categories?.map(({ name }) => readable(name)),
    enclosures: item.enclosures?.map(({ url }) => url),
  }));
  const wanted = items.map((item) => ({
    title: readable(item.title) ?? item.link,
    link: item.link,
    guid: item.id,
    description: readable(asHtml(said(item))),
    content: readable(withoutComments(item.content)),
    categories: readableNames(item),
    enclosures: [item.enclosure?.url],
  }));
  expect(found).toEqual(wanted);
}

function checkAtom(items: readonly FeedItem[]): void {
  const atom = documentOf(fullHead, items).atom1();
  expect(findXmlFault(atom)).toBeUndefined();
  const found = parseAtomFeed(atom).entries?.map((entry) => ({
    id: entry.id,
    title: readable(entry.title?.value),
    links: entry.links?.map(({ href }) => href),
    summary: readable(entry.summary?.value),
    content: readable(entry.content?.value),
    categories: entry.categories?.map(({ term }) => readable(term)),
  }));
  const wanted = items.map((item) => ({
    id: item.id,
    title: readable(item.title) ?? item.link,
    links: [item.link, item.link],
    summary: readable(unlessBlank(item.content) ? item.description : said(item)),
    content: readable(withoutComments(item.content)),
    categories: readableNames(item),
  }));
  expect(found).toEqual(wanted);
}

function checkJson(items: readonly FeedItem[]): void {
  const feed = JSON.parse(documentOf(fullHead, items).json1());
  expect(listJsonFeedFaults(feed)).toEqual([]);
  const found = feed.items.map((item: Record<string, unknown>) => ({
    ...{ id: item.id, url: item.url, title: item.title, summary: item.summary, tags: item.tags },
    ...{ html: item.content_html, text: item.content_text },
  }));
  const wanted = items.map((item) => {
    const [title, summary, html, text] = [item.title, item.description, item.content, item.text].map(unlessBlank);
    const names = listCategories(item).map(({ name }) => name);
    const body = html === undefined ? (text ?? said(item)) : text;
    return {
      id: item.id,
      url: item.link,
      title,
      summary,
      tags: names.length > 0 ? names : undefined,
      html,
      text: body,
    };
  });
  expect(found).toEqual(wanted);
}

/** What an item says in few words, whatever it lacks. */
function said(item: FeedItem): string {
  return unlessBlank(item.description) ?? unlessBlank(item.title) ?? item.link;
}

function unlessBlank(value: string | undefined): string | undefined {
  return value?.trim() ? value : undefined;
}

function readableNames(item: FeedItem): (string | undefined)[] | undefined {
  const names = listCategories(item).map(({ name }) => readable(name));
  return names.length > 0 ? names : undefined;
}

test(`3: ${DOCUMENTS * ENTRIES} hostile articles come out as they went in (seed ${SEED})`, { timeout: 180_000 }, () => {
  fc.assert(
    fc.property(hostileDocument, (items) => {
      checkRss(items);
      checkAtom(items);
      checkJson(items);
    }),
    { seed: SEED, numRuns: DOCUMENTS, endOnFailure: true },
  );
});

test("3: two ]]> forge no second item", () => {
  const content = "a]]></content:encoded></item><item><title>forged</title><content:encoded><![CDATA[]]>b";
  const document = documentOf(fullHead, [changed(minimalItem, { content, title: content, description: content })]);
  const { items } = parseRssFeed(document.rss2());
  expect(items).toHaveLength(1);
  expect(items?.[0]?.content?.encoded).toBe(content);
  const { entries } = parseAtomFeed(document.atom1());
  expect(entries).toHaveLength(1);
  expect(entries?.[0]?.content?.value).toBe(content);
});

test("3: & and < in attributes leave the documents well-formed", () => {
  const name = `a&b<c>"d'`;
  const url = "https://news.example/?a=1&b=<2>";
  const item = changed(minimalItem, {
    link: url,
    category: [{ name, scheme: url }],
    enclosure: { url, type: "image/png", length: 1 },
  });
  const document = documentOf({ ...fullHead, hub: url, stylesheet: url }, [item]);
  expect(findXmlFault(document.rss2())).toBeUndefined();
  expect(findXmlFault(document.atom1())).toBeUndefined();
  expect(parseAtomFeed(document.atom1()).entries?.[0]?.categories).toEqual([{ term: name, scheme: url, label: name }]);
});

test.each([
  ["<a>", "unclosed"],
  ["<a></b>", "closes"],
  ["<a>&</a>", "bare &"],
  ['<a b="&"/>', "bare &"],
  ['<a b="<"/>', "no markup"],
  ['<a b="1" b="2"/>', "twice"],
  ["<a>]]></a>", "]]>"],
  ["<a>\u0001</a>", "forbidden"],
  ["<a>\ud800</a>", "forbidden"],
  ["<a/><b/>", "second root"],
  ["<a/>text", "outside"],
  ["<a:b/>", "prefix"],
])("the checker of these tests refuses %j", (markup, fault) => {
  expect(findXmlFault(`<?xml version="1.0" encoding="utf-8"?>\n${markup}`)).toContain(fault);
});
