import { describe, expect, inject, test } from "vitest";
import { allFormats } from "../../src/feed/formats.ts";
import {
  type ExpectedEntry,
  expectEntry,
  leaveOutSizes,
  listPublishedArticles,
  type PublishedArticle,
  reduceMarkup,
} from "./expected-entries.ts";
import { feedparser } from "./feedparser.ts";
import { feedsmith } from "./feedsmith.ts";
import { newsboat } from "./newsboat.ts";
import { type FeedRow, publications } from "./publications.ts";
import type { SeenEntry } from "./reading.ts";
import { rssParser } from "./rss-parser.ts";
import { rss2email } from "./rss2email.ts";
import { supportTable } from "./support-table.ts";

const clients = [newsboat, feedparser, rss2email, rssParser, feedsmith];
const urls = inject("publicationUrls");

const served = await Promise.all(
  publications.map(async ({ folder, feeds }) => {
    const url = urls[folder] ?? "";
    return { folder, url, feeds, ...(await listPublishedArticles(folder, url)) };
  }),
);

/** What each kind of support differs by: without such an article the table could say anything. */
const tellingArticles: Readonly<Record<string, (entry: ExpectedEntry) => boolean>> = {
  "several authors": ({ authors }) => authors.length > 1,
  "several categories": ({ categories }) => categories.length > 1,
  "a title that looks like HTML": ({ title }) => /<i>/.test(title),
  "a summary that HTML must escape": ({ summary }) => /[&<>]/.test(summary),
  "an update after its publication": ({ published, updated }) => updated > published,
  "links and images in its text": ({ fullText }) => / href="/.test(fullText) && / src="/.test(fullText),
};

test.each(Object.keys(tellingArticles))("some article has %s", (name) => {
  const entries = served.flatMap(({ published }) => published.map(({ entry }) => entry));
  expect(entries.filter((entry) => tellingArticles[name]?.(entry))).not.toEqual([]);
});

const rewriters = clients.flatMap((client) =>
  allFormats.flatMap(({ id, fileName }) => {
    const row = supportTable[client.name][id];
    return row !== "refused" && row.fullText === "sanitised" ? [{ client, id, fileName, name: client.name }] : [];
  }),
);

// "sanitised" promises less than "whole", so it has to be earned.
test.each(rewriters)("$name does write the HTML of $fileName anew", async ({ client, id, fileName }) => {
  const known = new Set(
    served.flatMap(({ published }) => published.map(({ entry }) => leaveOutSizes(entry.fullText).trim())),
  );
  const readings = await Promise.all(served.map(({ url }) => client.read(`${url}/${fileName}`, id)));
  const rewritten = readings
    .flatMap(({ entries }) => entries)
    .filter(({ fullText = "" }) => !known.has(leaveOutSizes(fullText).trim()));
  expect(rewritten).not.toEqual([]);
});

describe.each(served)("$folder", ({ url, feeds, published, missingLinks }) => {
  test("every article that `edgewire check` accepts, and whose time has come, is in the main feed", () => {
    expect(missingLinks).toEqual([]);
  });

  test.each(feeds)("$path holds an entry, so that there is something to read", (feed) => {
    expect(select(published, feed)).not.toEqual([]);
  });

  describe.each(clients)("$name", (client) => {
    const cases = allFormats.flatMap(({ id, fileName }) =>
      feeds.map((feed) => ({ id, address: feed.path + fileName, feed })),
    );

    test.each(cases)("shows of $address what the support table says", async ({ id, address, feed }) => {
      const row = supportTable[client.name][id];
      const { isAccepted, entries } = await client.read(url + address, id);
      expect(isAccepted).toBe(row !== "refused");
      if (row === "refused") {
        expect(entries).toEqual([]);
      } else {
        const wanted = select(published, feed).map(({ entry, atomId }) =>
          expectEntry(id === "atom" ? { ...entry, id: atomId } : entry, row),
        );
        expect(byLink(entries.map((entry) => reduceMarkup(entry, row)))).toEqual(byLink(wanted));
      }
    });
  });
});

function select(articles: readonly PublishedArticle[], { holds }: FeedRow): readonly PublishedArticle[] {
  return articles.filter(({ article }) => holds(article));
}

function byLink(entries: readonly SeenEntry[]): SeenEntry[] {
  return entries.toSorted((a, b) => ((a.link ?? "") < (b.link ?? "") ? -1 : 1));
}
