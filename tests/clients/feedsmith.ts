import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import type { FormatId } from "../../src/feed/formats.ts";
import { type FeedClient, present, type SeenEntry, timeOf } from "./reading.ts";

export const feedsmith: FeedClient = {
  name: "feedsmith",
  async read(url, format) {
    const response = await fetch(url);
    return { isAccepted: response.ok, entries: parsers[format](await response.text()) };
  },
};

const readRss = (text: string) => parseRssFeed(text).items ?? [];
const readAtom = (text: string) => parseAtomFeed(text).entries ?? [];
const readJson = (text: string) => parseJsonFeed(text).items ?? [];

type RssItem = ReturnType<typeof readRss>[number];
type AtomEntry = ReturnType<typeof readAtom>[number];
type JsonItem = ReturnType<typeof readJson>[number];

const parsers: Readonly<Record<FormatId, (text: string) => SeenEntry[]>> = {
  rss: (text) => readRss(text).map(describeRssItem),
  atom: (text) => readAtom(text).map(describeAtomEntry),
  json: (text) => readJson(text).map(describeJsonItem),
};

function describeRssItem(item: RssItem): SeenEntry {
  const file = onlyOne(item.enclosures);
  return {
    id: item.guid?.value,
    title: item.title,
    link: item.link,
    published: timeOf(item.pubDate),
    updated: timeOf(item.atom?.updated),
    authors: present(item.dc?.creators),
    categories: present(item.categories?.map(({ name }) => name ?? "")),
    enclosure: file && { url: file.url ?? "", type: file.type ?? "", length: file.length ?? Number.NaN },
    summary: item.description,
    fullText: item.content?.encoded,
  };
}

function describeAtomEntry(entry: AtomEntry): SeenEntry {
  const file = onlyOne(entry.links?.filter(({ rel }) => rel === "enclosure"));
  return {
    id: entry.id,
    title: entry.title?.value,
    link: onlyOne(entry.links?.filter(({ rel }) => rel === "alternate"))?.href,
    published: timeOf(entry.published),
    updated: timeOf(entry.updated),
    authors: present(entry.authors?.map(({ name }) => name ?? "")),
    categories: present(entry.categories?.map(({ term }) => term ?? "")),
    enclosure: file && { url: file.href ?? "", type: file.type ?? "", length: file.length ?? Number.NaN },
    summary: entry.summary?.value,
    fullText: entry.content?.value,
  };
}

function describeJsonItem(item: JsonItem): SeenEntry {
  const file = onlyOne(item.attachments);
  return {
    id: item.id,
    title: item.title,
    link: item.url,
    published: timeOf(item.date_published),
    updated: timeOf(item.date_modified),
    authors: present(item.authors?.map(({ name }) => name ?? "")),
    categories: present(item.tags),
    enclosure: file && { url: file.url ?? "", type: file.mime_type ?? "", length: file.size_in_bytes ?? Number.NaN },
    summary: item.summary,
    fullText: item.content_html,
  };
}

function onlyOne<T>(list: readonly T[] | undefined): T | undefined {
  if (list !== undefined && list.length > 1) throw new Error(`Found ${list.length} where one was wanted`);
  return list?.[0];
}
