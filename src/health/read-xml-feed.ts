import type { XmlElement } from "../lib/parse-xml.ts";
import {
  absolute,
  type DateReading,
  type EnclosureReading,
  type FeedReading,
  type ItemReading,
  listImages,
  listLacks,
  readLength,
} from "./feed-reading.ts";
import { ATOM, CONTENT, listChildren, textOf } from "./xml-parts.ts";

const MEDIA = "http://search.yahoo.com/mrss/";

/** Undefined for a document that is neither RSS 2.0 nor Atom. */
export function readXmlFeed(root: XmlElement): FeedReading | undefined {
  if (root.name === "feed" && root.space === ATOM) return readAtom(root);
  const [channel] = root.name === "rss" ? listChildren(root, "channel") : [];
  return channel && readRss(channel);
}

function readRss(channel: XmlElement): FeedReading {
  const links = listChildren(channel, "link", ATOM);
  return {
    format: "RSS",
    selfAddress: findLink(links, "self"),
    hubs: listLinks(links, "hub"),
    // RSS 2.0, required channel elements.
    lacks: listLacks({
      title: textOf(channel, "title"),
      link: textOf(channel, "link"),
      description: textOf(channel, "description"),
    }),
    dates: listDates(channel, "RFC 822", ["lastBuildDate", "pubDate"]),
    items: listChildren(channel, "item").map(readItem),
  };
}

function readItem(item: XmlElement, index: number): ItemReading {
  const [title, description] = [textOf(item, "title"), textOf(item, "description")];
  const base = textOf(item, "link");
  const media = listChildren(item, "content", MEDIA).filter((one) => one.attributes.get("medium") !== "video");
  const html = `${textOf(item, "encoded", CONTENT) ?? ""}${description ?? ""}`;
  return {
    label: title ?? `item ${index + 1}`,
    id: textOf(item, "guid"),
    lacks: [
      ...listLacks({ "title or description": title ?? description }),
      ...listLacks({ guid: textOf(item, "guid"), pubDate: textOf(item, "pubDate") }),
    ],
    dates: [...listDates(item, "RFC 822", ["pubDate"]), ...listDates(item, "RFC 3339", ["updated"], ATOM)],
    enclosures: listChildren(item, "enclosure").flatMap((one) => readEnclosure(one, "url")),
    images: [...listImages(html, base), ...media.flatMap((one) => absolute(one.attributes.get("url"), base) ?? [])],
  };
}

function readAtom(feed: XmlElement): FeedReading {
  const links = listChildren(feed, "link", ATOM);
  const authors = listChildren(feed, "author", ATOM);
  return {
    format: "Atom",
    selfAddress: findLink(links, "self"),
    hubs: listLinks(links, "hub"),
    // RFC 4287 §4.1.1.
    lacks: listLacks({
      id: textOf(feed, "id", ATOM),
      title: textOf(feed, "title", ATOM),
      updated: textOf(feed, "updated", ATOM),
    }),
    dates: listDates(feed, "RFC 3339", ["updated"], ATOM),
    items: listChildren(feed, "entry", ATOM).map((entry, index) => readEntry(entry, index, authors)),
  };
}

function readEntry(entry: XmlElement, index: number, feedAuthors: readonly XmlElement[]): ItemReading {
  const links = listChildren(entry, "link", ATOM);
  const base = findLink(links, "alternate");
  const title = textOf(entry, "title", ATOM);
  const hasAuthor = feedAuthors.length > 0 || listChildren(entry, "author", ATOM).length > 0;
  const html = `${textOf(entry, "content", ATOM) ?? ""}${textOf(entry, "summary", ATOM) ?? ""}`;
  return {
    label: title ?? `entry ${index + 1}`,
    id: textOf(entry, "id", ATOM),
    // RFC 4287 §4.1.2.
    lacks: listLacks({
      id: textOf(entry, "id", ATOM),
      title: title ?? (listChildren(entry, "title", ATOM).length > 0 ? "(empty)" : undefined),
      updated: textOf(entry, "updated", ATOM),
      author: hasAuthor ? "given" : undefined,
    }),
    dates: listDates(entry, "RFC 3339", ["published", "updated"], ATOM),
    enclosures: links
      .filter((link) => link.attributes.get("rel") === "enclosure")
      .flatMap((link) => readEnclosure(link, "href")),
    images: listImages(html, base),
  };
}

function readEnclosure({ attributes }: XmlElement, name: "url" | "href"): EnclosureReading[] {
  const address = absolute(attributes.get(name), undefined);
  if (address === undefined) return [];
  return [{ address, mediaType: attributes.get("type"), length: readLength(attributes.get("length")) }];
}

function listDates(parent: XmlElement, form: DateReading["form"], names: readonly string[], space = ""): DateReading[] {
  return names.flatMap((name) =>
    listChildren(parent, name, space).map(({ text }) => ({ name, text: text.trim(), form })),
  );
}

function listLinks(links: readonly XmlElement[], relation: string): string[] {
  return links
    .filter(({ attributes }) => (attributes.get("rel") ?? "alternate") === relation)
    .flatMap(({ attributes }) => attributes.get("href") ?? []);
}

function findLink(links: readonly XmlElement[], relation: string): string | undefined {
  return listLinks(links, relation)[0];
}
