import { parseRssFeed } from "feedsmith";
import { describe, expect, test } from "vitest";
import type { FeedHead, FeedItem } from "../../src/feed/feed-item.ts";
import {
  archiveHead,
  changed,
  documentOf,
  fullHead,
  fullItem,
  minimalItem,
  sampleHead,
  summarise,
} from "./sample-feed.ts";

const rssOf = (head: FeedHead, items: readonly FeedItem[] = []) => documentOf(head, items).rss2();
const itemOf = (item: FeedItem) => /<item>.*<\/item>/s.exec(rssOf(sampleHead, [item]))?.[0] ?? "";

describe("RSS 2.0 channel", () => {
  test("9, 11: the three required elements, and lastBuildDate is the head's date", () => {
    const channel = parseRssFeed(rssOf(sampleHead));
    expect(channel.title).toBe(sampleHead.title);
    expect(channel.link).toBe(sampleHead.link);
    expect(channel.description).toBe(sampleHead.description);
    expect(channel.lastBuildDate).toBe("Wed, 14 Jun 2023 10:00:00 GMT");
  });

  test("9: a feed without a description is described by its title", () => {
    expect(parseRssFeed(rssOf({ ...sampleHead, description: " " })).description).toBe(sampleHead.title);
  });

  test("12: exactly one atom:link rel=self", () => {
    const links = parseRssFeed(rssOf(fullHead)).atom?.links?.filter((link) => link.rel === "self");
    expect(links).toEqual([{ rel: "self", type: "application/rss+xml", href: "https://news.example/rss.xml" }]);
  });

  test.each([
    [15, "<ttl>15</ttl>"],
    [0.5, "<ttl>1</ttl>"],
  ])("13: a max-age of %d minutes is %s, a positive integer", (ttl, element) => {
    expect(rssOf({ ...sampleHead, ttl })).toContain(element);
  });

  test("13: no ttl stands for a max-age of 0", () => {
    expect(rssOf({ ...sampleHead, ttl: 0 })).not.toContain("<ttl>");
  });

  test.each([
    ["https://x.example/logo.svg", "https://x.example/icon.PNG", "https://x.example/icon.PNG"],
    ["https://x.example/logo.jpeg", "https://x.example/icon.png", "https://x.example/logo.jpeg"],
    ["https://x.example/logo.webp", "https://x.example/icon.png?v=2", "https://x.example/icon.png?v=2"],
    ["https://x.example/logo?size=144", undefined, "https://x.example/logo?size=144"],
    ["https://x.example/logo.webp", "https://x.example/icon.avif", "https://x.example/logo.webp"],
    [undefined, undefined, undefined],
  ])("14: of logo %s and icon %s the image is %s", (image, favicon, url) => {
    const found = parseRssFeed(rssOf({ ...sampleHead, ...(image && { image }), ...(favicon && { favicon }) })).image;
    expect(found).toEqual(url && { url, title: sampleHead.title, link: sampleHead.link });
  });

  test("77, 78: an archive page names its neighbours and says what it is", () => {
    const rss = rssOf(archiveHead);
    const links = parseRssFeed(rss).atom?.links?.map((link) => [link.rel, link.href]);
    expect(links).toEqual([
      ["self", "https://news.example/archive/2/rss.xml"],
      ["current", "https://news.example/rss.xml"],
      ["next-archive", "https://news.example/archive/3/rss.xml"],
      ["next", "https://news.example/archive/1/rss.xml"],
      ["prev-archive", "https://news.example/archive/1/rss.xml"],
    ]);
    expect(rss).toContain("<fh:archive/>");
  });

  test("77: the oldest page has no next, the newest no next-archive, and both lead to the window", () => {
    const paging = { kind: "archive", currentBase: "https://news.example/" } as const;
    const relations = parseRssFeed(rssOf({ ...archiveHead, paging })).atom?.links?.map((link) => [link.rel, link.href]);
    expect(relations?.slice(1)).toEqual([["current", "https://news.example/rss.xml"]]);
  });

  test("79: a complete feed says so and has no paging links", () => {
    const rss = rssOf({ ...sampleHead, paging: { kind: "complete" } });
    expect(rss).toContain("<fh:complete/>");
    expect(rss).not.toContain("archive");
  });
});

describe("RSS items", () => {
  test("18, 20, 21: guid is no permalink, pubDate the first publication, atom:updated the last change", () => {
    const rss = itemOf(fullItem);
    expect(rss).toContain('<guid isPermaLink="false">tag:news.example,2023-06-12:ferry</guid>');
    expect(rss).toContain("<pubDate>Mon, 12 Jun 2023 08:05:09 GMT</pubDate>");
    expect(rss).toContain("<atom:updated>2023-06-13T09:00:00Z</atom:updated>");
  });

  test("22: description before content:encoded, text escaped as HTML and then as XML", () => {
    const rss = itemOf(fullItem);
    expect(rss).toContain("<description>Fares rise by 3 &#x26;lt; 4 &#x26;amp; more</description>");
    expect(rss.indexOf("<description>")).toBeLessThan(rss.indexOf("<content:encoded>"));
  });

  test("17, 22: an item without a summary is described by its title, before its body too", () => {
    const rss = itemOf(changed(minimalItem, { content: "<p>Body</p>" }));
    expect(rss).toContain("<description>Minimal</description>");
    expect(rss.indexOf("<description>")).toBeLessThan(rss.indexOf("<content:encoded>"));
  });

  test("24: categories once each, none blank, no domain", () => {
    const category = [{ name: "A" }, { name: " " }, { name: "B", scheme: "https://x.example/b" }, { name: "A" }];
    expect(itemOf(changed(minimalItem, { category })).match(/<category.*/g)).toEqual([
      "<category>A</category>",
      "<category>B</category>",
    ]);
  });

  test("23: dc:creator once for each author, without mail address", () => {
    const author = [{ name: "A", email: "a@x.example" }, { name: "" }, { name: "B & C" }, { name: "A" }];
    expect(itemOf(changed(minimalItem, { author })).match(/<(?:dc:creator|author).*/g)).toEqual([
      "<dc:creator>A</dc:creator>",
      "<dc:creator>B &#x26; C</dc:creator>",
    ]);
  });

  test("25, 32: an image of unknown length has length 0 and no fileSize; one of unknown type no enclosure", () => {
    const url = "https://x.example/a";
    const unmeasured = itemOf(changed(minimalItem, { enclosure: { url, type: "image/png", length: 0 } }));
    expect(unmeasured).toContain(`<enclosure url="${url}" length="0" type="image/png"/>`);
    expect(unmeasured).toContain(`<media:content url="${url}" medium="image" type="image/png">`);
    const untyped = itemOf(changed(minimalItem, { enclosure: { url, type: "", length: 9 } }));
    expect(untyped).not.toContain("<enclosure");
    expect(untyped).toContain(`<media:content url="${url}" medium="image" fileSize="9">`);
  });

  test("29, 30, 31: one media:content with the enclosure's own address, alt text and credit", () => {
    const rss = itemOf(fullItem);
    expect(rss).not.toContain("media:group");
    expect([...rss.matchAll(/(?:enclosure|content|thumbnail) url="([^"]+)"/g)].map(([, url]) => url)).toEqual(
      Array(3).fill("https://news.example/media/f.jpg"),
    );
    expect(rss).toContain('<media:description type="plain">A "ferry" at dawn</media:description>');
    expect(rss).toContain('<media:credit role="photographer" scheme="urn:ebu">A. Photographer</media:credit>');
  });

  test("30: no media:description in a summary feed, where feedparser takes it for the body", () => {
    expect(itemOf(summarise(fullItem))).not.toContain("media:description");
  });

  test("17: an item without a title is called by its address", () => {
    expect(itemOf(changed(minimalItem, { title: " " }))).toContain(`<title>${minimalItem.link}</title>`);
  });
});
