import type { JsonFeed } from "feedsmith";
import { cleanLine } from "../../lib/text.ts";
import { findLeadImage } from "../find-lead-image.ts";
import { htmlOfText, lineOfText } from "../plain-text.ts";
import { readSourceDates } from "../source-dates.ts";
import type { Loss, SourceEntry, SourceFeed, SourcePerson } from "../source-feed.ts";
import { listPeople } from "./read-rss.ts";

/** JSON Feed 1.0 and 1.1. Its texts are plain; an item without authors has those of the feed. */
export function readJsonFeed(feed: JsonFeed.Feed<string>): SourceFeed {
  const authors = readPeople(feed.authors);
  return {
    format: "JSON Feed",
    title: lineOfText(feed.title),
    description: lineOfText(feed.description),
    language: feed.language,
    homePage: feed.home_page_url,
    author: authors[0],
    logo: feed.icon,
    categories: [],
    entries: (feed.items ?? []).map((item) => readItem(item, authors)),
    losses: feed.next_url === undefined ? [] : [{ field: "next_url", message: `older entries at ${feed.next_url}` }],
    following: { hubs: (feed.hubs ?? []).flatMap(({ url }) => url ?? []), self: feed.feed_url },
  };
}

function readItem(item: JsonFeed.Item<string>, feedAuthors: readonly SourcePerson[]): SourceEntry {
  const dates = readSourceDates([item.date_published], [item.date_modified]);
  const authors = readPeople(item.authors);
  const attached = (item.attachments ?? []).map(({ url, mime_type: type }) => ({ url, type }));
  const { image, recordings, losses } = findLeadImage(attached, undefined, undefined);
  const own = item.image ?? item.banner_image;
  const body = item.content_html ?? htmlOfText(item.content_text);
  return {
    id: item.id ?? item.url,
    link: item.url,
    title: lineOfText(item.title),
    ...dates,
    authors: authors.length > 0 ? authors : feedAuthors,
    // A JSON Feed has one kind of label; RSS and Atom call it category.
    categories: [...new Set((item.tags ?? []).map(cleanLine).filter((tag) => tag !== ""))],
    tags: [],
    html: body ?? htmlOfText(item.summary),
    summary: body === undefined ? undefined : lineOfText(item.summary),
    image: own === undefined ? image : { src: own },
    recordings,
    language: item.language,
    losses: [...dates.losses, ...losses, ...listLosses(item)],
  };
}

function readPeople(authors: readonly JsonFeed.Author[] | undefined): SourcePerson[] {
  const people = (authors ?? []).map(({ name, url }): SourcePerson | undefined => {
    const named = lineOfText(name) ?? url;
    return named === undefined ? undefined : { name: named, url };
  });
  return listPeople(people);
}

function listLosses({ external_url: address, image, banner_image: banner }: JsonFeed.Item<string>): Loss[] {
  return [
    ...(address === undefined ? [] : [{ field: "external_url", message: `the page it is about, ${address}` }]),
    ...(image === undefined || banner === undefined ? [] : [{ field: "banner_image", message: banner }]),
  ];
}
