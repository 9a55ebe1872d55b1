import { Feed, type FeedOptions, type Item } from "feed";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { describe, expect, test } from "vitest";
import { renderDocument, renderEntryBytes } from "../../src/feed/feed-document.ts";
import { allFormats, formats } from "../../src/feed/formats.ts";
import { documentOf, fullHead, fullItem, greekItem, minimalItem, sampleHead, tombstone } from "./sample-feed.ts";

const items = [greekItem, fullItem, minimalItem];
const methods = { rss: "rss2", atom: "atom1", json: "json1" } as const;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

describe.each(allFormats)("$label bytes", (format) => {
  const text = documentOf(fullHead, items, [tombstone])[methods[format.id]]();
  const textOf = (entries: Parameters<typeof renderDocument>[2]) =>
    decoder.decode(renderDocument(format, fullHead, entries, [tombstone]));

  test("are the UTF-8 of the text", () => {
    expect(textOf(items)).toBe(text);
  });

  test("are the same when some or all entries were kept as bytes, wherever they stand", () => {
    const kept = items.map((item) => renderEntryBytes(format, item));
    expect(textOf(kept)).toBe(text);
    expect(textOf([greekItem, ...kept.slice(1)])).toBe(text);
    expect(textOf([...kept.slice(0, 2), minimalItem])).toBe(text);
    const reversed = documentOf(fullHead, items.toReversed(), [tombstone])[methods[format.id]]();
    expect(textOf(kept.toReversed())).toBe(reversed);
  });

  test("8: the same document gives the same bytes", () => {
    expect(renderDocument(format, fullHead, items)).toEqual(renderDocument(format, fullHead, items));
  });

  test("1: no byte order mark", () => {
    expect([...renderDocument(format, fullHead, items).subarray(0, 1)]).toEqual(format.id === "json" ? [0x7b] : [0x3c]);
  });
});

test("55, 56: file names and media types", () => {
  expect(allFormats.map(({ fileName, contentType }) => [fileName, contentType])).toEqual([
    ["rss.xml", "application/rss+xml; charset=utf-8"],
    ["atom.xml", "application/atom+xml; charset=utf-8"],
    ["feed.json", "application/feed+json"],
  ]);
  expect([formats.rss, formats.atom].map((format) => format.navigationContentType)).toEqual([
    "text/xml; charset=utf-8",
    "text/xml; charset=utf-8",
  ]);
});

describe("beside the feed package, where that is right", () => {
  // One author, no image and no ]]>: with those, version 6.0.0 drops values or writes what no reader should see.
  const item = { ...minimalItem, description: "Νέα", content: "<p>A &amp; B</p>", author: [{ name: "Elena" }] };
  const theirs = new Feed(sampleHead as FeedOptions);
  theirs.addItem(item as Item);
  const ours = documentOf(sampleHead, [item]);

  test("RSS: a reader finds the same channel and the same item", () => {
    const [a, b] = [parseRssFeed(ours.rss2()), parseRssFeed(theirs.rss2())];
    const channel = ({ title, link, description, language, lastBuildDate, ttl }: typeof a) => ({
      ...{ title, link, description, language, lastBuildDate, ttl },
    });
    expect(channel(a)).toEqual(channel(b));
    const entry = ({ items: [first] = [] }: typeof a) => ({
      ...{ title: first?.title, link: first?.link, guid: first?.guid, pubDate: first?.pubDate },
      ...{ description: first?.description, body: first?.content?.encoded },
    });
    expect(entry(a)).toEqual(entry(b));
  });

  test("Atom: a reader finds the same id, dates and texts", () => {
    const [a, b] = [parseAtomFeed(ours.atom1()), parseAtomFeed(theirs.atom1())];
    const entry = ({ id, updated, entries: [first] = [] }: typeof a) => ({
      ...{ id, entryId: first?.id, title: first?.title?.value, summary: first?.summary?.value },
      ...{
        body: first?.content?.value,
        updated: Date.parse(updated ?? ""),
        published: Date.parse(first?.published ?? ""),
      },
    });
    expect(entry(a)).toEqual(entry(b));
  });

  test("JSON Feed: a reader finds the same members", () => {
    const entry = (text: string) => {
      const { title, home_page_url, feed_url, description, items: [first] = [] } = parseJsonFeed(text);
      const { id, url, title: entryTitle, summary, content_html } = first ?? {};
      return { title, home_page_url, feed_url, description, id, url, entryTitle, summary, content_html };
    };
    expect(entry(ours.json1())).toEqual(entry(theirs.json1()));
  });
});
