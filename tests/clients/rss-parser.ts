import RssParser from "rss-parser";
import { type FeedClient, present, type Reading, type SeenEntry, timeOf } from "./reading.ts";

/** What rss-parser gives besides its declared fields, in one format or the other. */
interface Undeclared {
  readonly id?: string;
  readonly author?: string;
  readonly updated?: string;
  readonly "content:encoded"?: string;
}

/** What it says to a document that is no feed it knows. */
const REFUSAL = /Non-whitespace before first tag|Feed not recognized/;

export const rssParser: FeedClient = {
  name: "rss-parser",
  async read(url, format): Promise<Reading> {
    try {
      const { items } = await new RssParser<object, Undeclared>().parseURL(url);
      return { isAccepted: true, entries: items.map(format === "rss" ? describeRssItem : describeAtomEntry) };
    } catch (error) {
      if (error instanceof Error && REFUSAL.test(error.message)) return { isAccepted: false, entries: [] };
      throw error;
    }
  },
};

type Item = RssParser.Item & Undeclared;

function describeRssItem(item: Item): SeenEntry {
  return { ...describeCommon(item), id: item.guid, summary: item.content, fullText: item["content:encoded"] };
}

function describeAtomEntry(item: Item): SeenEntry {
  return { ...describeCommon(item), id: item.id, summary: item.summary, fullText: item.content };
}

function describeCommon(item: Item): Omit<SeenEntry, "id" | "summary" | "fullText"> {
  const { title, link, isoDate, updated, creator, author, categories, enclosure } = item;
  const person = creator ?? author;
  return {
    title,
    link,
    published: timeOf(isoDate),
    updated: timeOf(updated),
    authors: person === undefined ? undefined : [person],
    categories: present(categories),
    // Declared as a number, the length is the attribute's text.
    enclosure: enclosure && { url: enclosure.url, type: enclosure.type ?? "", length: Number(enclosure.length) },
  };
}
