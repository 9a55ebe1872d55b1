import { all, only } from "../feed-xml.ts";
import {
  byline,
  channelElements,
  everyItem,
  type FeedRule,
  fullText,
  isHttps,
  isRfc822,
  itemDate,
  itemLink,
  itemTitle,
  lengthOf,
  swap,
  uniqueGuid,
} from "./common.ts";
import { LOGO, MEDIA_THUMBNAIL } from "./names.ts";

/** SmartFormat, version 2.1. */
const FORMAT = "https://publishers.smartnews.com/hc/en-us/articles/56500436151065";
/** SmartFormat, overview: the size of a file. */
const OVERVIEW = "https://publishers.smartnews.com/hc/ja/articles/360036526213";
/** SmartFormat for RSS 2.0: ttl, and the elements of an item. */
const RSS = "https://publishers.smartnews.com/hc/ja/articles/360010977813";

export const smartnews: readonly FeedRule[] = [
  {
    rule: "the file is UTF-8",
    source: FORMAT,
    isKept: ({ xml }) => /^<\?xml version="1\.0" encoding="utf-8"\?>/i.test(xml),
    breakIt: swap('encoding="utf-8"', 'encoding="iso-8859-1"'),
  },
  ...channelElements(["title", "link", "description", "pubDate", "language"], FORMAT),
  {
    rule: "the channel's description has at most 30 characters",
    source: FORMAT,
    isKept: ({ channel }) => lengthOf(only(channel, "description")) <= 30,
    breakIt: swap(/<description>[^<]*/, `<description>${"x".repeat(31)}`),
  },
  {
    rule: "the channel's date is by RFC 822",
    source: FORMAT,
    // A channel without a date breaks another rule.
    isKept: ({ channel }) => all(channel, "pubDate").every(({ text }) => isRfc822(text)),
    breakIt: swap(/<pubDate>[^<]*/, "<pubDate>2026-03-14"),
  },
  {
    rule: "a logo has an address",
    source: FORMAT,
    isKept: ({ channel }) => all(channel, LOGO).every((logo) => isHttps(only(logo, "url"))),
    breakIt: swap(/<snf:logo><url>[^<]*/, "<snf:logo><url>logo.png"),
  },
  {
    rule: "ttl is 1 to 5 minutes",
    source: RSS,
    isKept: ({ channel }) => /^[1-5]$/.test(only(channel, "ttl")),
    breakIt: swap(/<ttl>\d+/, "<ttl>15"),
  },
  {
    rule: "the file has at most 1 MB",
    source: OVERVIEW,
    isKept: ({ bytes }) => bytes <= 1_000_000,
    breakIt: swap("<p>Text", `<p>${"x".repeat(1_000_000)} Text`),
  },
  itemTitle(FORMAT),
  itemLink(FORMAT),
  uniqueGuid(RSS),
  itemDate(RSS),
  fullText(RSS),
  byline(RSS),
  {
    rule: "each item has a thumbnail",
    source: RSS,
    isKept: everyItem((item) => all(item, MEDIA_THUMBNAIL).some(({ attributes }) => isHttps(attributes.url ?? ""))),
    breakIt: swap(/<media:thumbnail\b[^>]*\/>/, ""),
  },
];
