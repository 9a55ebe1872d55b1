import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import RssParser from "rss-parser";
import { describe, expect, test } from "vitest";
import { listJsonFeedFaults } from "../support/json-feed.ts";
import { findXmlFault } from "../support/well-formed.ts";
import { goldenDocuments, goldenFileNames, renderGolden } from "./sample-feed.ts";

test.each(goldenFileNames)("%s: the whole document is what tests/golden holds", async (fileName) => {
  await expect(renderGolden(fileName)).toMatchFileSnapshot(`../golden/${fileName}`);
});

describe.each(Object.entries(goldenDocuments))("%s, read by others", (_name, document) => {
  const ids = document.items.map((item) => item.id);
  const titles = document.items.map((item) => item.title);

  test("1: RSS and Atom are well-formed", () => {
    expect(findXmlFault(document.rss2())).toBeUndefined();
    expect(findXmlFault(document.atom1())).toBeUndefined();
  });

  test("JSON Feed 1.1: the schema accepts it", () => {
    expect(listJsonFeedFaults(JSON.parse(document.json1()))).toEqual([]);
  });

  test("38: feedsmith finds the same ids and titles in every format", () => {
    const rss = parseRssFeed(document.rss2());
    const atom = parseAtomFeed(document.atom1());
    const json = parseJsonFeed(document.json1());
    expect(rss.items?.map((item) => item.guid?.value) ?? []).toEqual(ids);
    expect(atom.entries?.map((entry) => entry.id) ?? []).toEqual(ids);
    expect(json.items?.map((item) => item.id) ?? []).toEqual(ids);
    expect(rss.items?.map((item) => item.title) ?? []).toEqual(titles);
    expect(atom.entries?.map((entry) => entry.title?.value) ?? []).toEqual(titles);
    expect(json.items?.map((item) => item.title) ?? []).toEqual(titles);
  });

  test("rss-parser reads title, link and body of each item, from RSS and from Atom", async () => {
    const expected = document.items.map((item) => ({
      title: item.title,
      link: item.link,
      content: item.content?.trim(),
    }));
    const rss = await new RssParser().parseString(document.rss2());
    expect(
      rss.items.map((item) => ({ title: item.title, link: item.link, content: item["content:encoded"]?.trim() })),
    ).toEqual(expected);
    const atom = await new RssParser().parseString(document.atom1());
    expect(atom.items.map((item) => ({ title: item.title, link: item.link }))).toEqual(
      expected.map(({ title, link }) => ({ title, link })),
    );
  });
});
