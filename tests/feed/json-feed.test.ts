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

const jsonOf = (head: FeedHead, items: readonly FeedItem[] = []) => JSON.parse(documentOf(head, items).json1());
const itemOf = (item: FeedItem) => jsonOf(sampleHead, [item]).items[0];

describe("JSON Feed 1.1", () => {
  test("46: version is the first key", () => {
    expect(documentOf(sampleHead, []).json1()).toMatch(/^\{"version":"https:\/\/jsonfeed.org\/version\/1.1",/);
  });

  test("47, 51, 52, 54: what the head says, each under its name", () => {
    expect(jsonOf(fullHead)).toEqual({
      version: "https://jsonfeed.org/version/1.1",
      title: fullHead.title,
      home_page_url: fullHead.link,
      feed_url: fullHead.feedLinks.json,
      description: fullHead.description,
      next_url: "https://news.example/archive/3/feed.json",
      icon: fullHead.favicon,
      favicon: fullHead.favicon,
      author: { name: "The desk", url: "https://news.example/about" },
      authors: [{ name: "The desk", url: "https://news.example/about" }],
      language: "en",
      hubs: [{ type: "WebSub", url: "https://news.example/hub?a=1&b=2" }],
      _rights: { copyright: fullHead.copyright, license: fullHead.license },
      items: [],
    });
  });

  test("53: next_url leads to the next older page; the last has none", () => {
    expect(jsonOf(archiveHead).next_url).toBe("https://news.example/archive/1/feed.json");
    const paging = { kind: "archive", currentBase: "https://news.example/" } as const;
    expect(jsonOf({ ...archiveHead, paging })).not.toHaveProperty("next_url");
  });

  test("48 to 51, 33: an item with everything", () => {
    expect(itemOf(fullItem)).toEqual({
      id: fullItem.id,
      url: fullItem.link,
      external_url: "https://elsewhere.example/ferry",
      title: fullItem.title,
      summary: fullItem.description,
      content_html: fullItem.content,
      content_text: fullItem.text,
      image: "https://news.example/media/f.jpg",
      date_published: "2023-06-12T08:05:09Z",
      date_modified: "2023-06-13T09:00:00Z",
      author: { name: "Elena Marin", url: "https://news.example/authors/elena-marin" },
      authors: [{ name: "Elena Marin", url: "https://news.example/authors/elena-marin" }, { name: "Ioannis & Co" }],
      tags: ["Ships & rail", "Greece"],
      language: "en-GB",
      attachments: [{ url: "https://news.example/media/f.jpg", mime_type: "image/jpeg", size_in_bytes: 48213 }],
    });
  });

  test("49: a summary feed gives the summary as text; an item with nothing its title", () => {
    expect(itemOf(summarise(fullItem))).toMatchObject({
      content_text: fullItem.description,
      summary: fullItem.description,
    });
    expect(itemOf(minimalItem)).toMatchObject({ content_text: minimalItem.title });
    expect(itemOf(minimalItem)).not.toHaveProperty("content_html");
  });

  test("32: an image of unknown size or type", () => {
    const url = "https://x.example/a";
    expect(itemOf(changed(minimalItem, { enclosure: { url, type: "image/png", length: 0 } }))).toMatchObject({
      image: url,
      attachments: [{ url, mime_type: "image/png" }],
    });
    const untyped = itemOf(changed(minimalItem, { enclosure: { url, type: "", length: 9 } }));
    expect(untyped.image).toBe(url);
    expect(untyped).not.toHaveProperty("attachments");
  });

  test("51: tags are unique, none blank", () => {
    const category = [{ name: "A" }, { name: "" }, { name: "A" }, { name: "b" }];
    expect(itemOf(changed(minimalItem, { category })).tags).toEqual(["A", "b"]);
  });
});
