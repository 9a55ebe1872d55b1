import type { Element, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import { all, type FeedNode, only, type PartnerFeed } from "../feed-xml.ts";
import type { Rule } from "../rule.ts";
import { CREATOR, ENCODED, ITEM_LANGUAGE, MEDIA_CONTENT } from "./names.ts";

/** RFC 822 with a year of four digits, in UTC as the feeds of a publication are. */
const RFC_822 = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

export function isRfc822(text: string): boolean {
  return RFC_822.test(text) && !Number.isNaN(Date.parse(text));
}

export function isRfc3339(text: string): boolean {
  return RFC_3339.test(text) && !Number.isNaN(Date.parse(text));
}

export function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === "https:";
}

export function lengthOf(text: string): number {
  return [...text].length;
}

export function hasTag(text: string): boolean {
  return /<\/?[a-z][^>]*>/i.test(text);
}

export function elementsOf(item: FeedNode): { readonly element: Element; readonly depth: number }[] {
  const walk = (nodes: readonly RootContent[], depth: number): { element: Element; depth: number }[] =>
    nodes.flatMap((node) =>
      node.type === "element" ? [{ element: node, depth }, ...walk(node.children, depth + 1)] : [],
    );
  return walk(fromHtml(only(item, ENCODED), { fragment: true }).children, 1);
}

export function imagesOf(item: FeedNode): FeedNode[] {
  return all(item, MEDIA_CONTENT).filter(({ attributes }) => attributes.medium === "image");
}

/** Pixels and bytes of an element of Media RSS. */
export function measure({ attributes }: FeedNode, name: "width" | "height" | "fileSize"): number {
  return Number(attributes[name] ?? Number.NaN);
}

export function everyItem(isKept: (item: FeedNode) => boolean) {
  return ({ items }: PartnerFeed) => items.length > 0 && items.every(isKept);
}

/** Replaces the first match, which is in the channel or in the first item. */
export function swap(from: string | RegExp, to: string) {
  return (xml: string) => {
    const broken = xml.replace(from, to);
    if (broken === xml) throw new Error(`Nothing matches ${from}`);
    return broken;
  };
}

export type FeedRule = Rule<PartnerFeed>;

type Common = (source: string) => FeedRule;

export const itemTitle: Common = (source) => ({
  rule: "each item has a title",
  source,
  isKept: everyItem((item) => only(item, "title") !== ""),
  breakIt: swap(/(<item>\s*)<title>[^<]*<\/title>/, "$1"),
});

export const itemLink: Common = (source) => ({
  rule: "each item has the address of its page",
  source,
  isKept: everyItem((item) => isHttps(only(item, "link"))),
  breakIt: swap(/(<\/title>\s*)<link>[^<]*<\/link>(\s*<guid)/, "$1$2"),
});

export const uniqueGuid: Common = (source) => ({
  rule: "each item has a guid of its own",
  source,
  isKept: ({ items }) => {
    const ids = items.map((item) => only(item, "guid"));
    return ids.every((id) => id !== "") && new Set(ids).size === ids.length;
  },
  breakIt: swap(/(<guid[^>]*>)[^<]*/, "$1tag:news.example,2026:2"),
});

export const itemDate: Common = (source) => ({
  rule: "each item has its date of publication, by RFC 822",
  source,
  isKept: everyItem((item) => isRfc822(only(item, "pubDate"))),
  breakIt: swap(/(<\/guid>\s*<pubDate>)[^<]*/, "$12026-03-14T09:00:00Z"),
});

export const fullText: Common = (source) => ({
  rule: "each item has the whole text in content:encoded",
  source,
  isKept: everyItem((item) => /[^\s]/.test(only(item, ENCODED).replace(/<[^>]*>/g, ""))),
  breakIt: swap(/<content:encoded>.*?<\/content:encoded>/s, "<content:encoded><![CDATA[<p> </p>]]></content:encoded>"),
});

export const byline: Common = (source) => ({
  rule: "each item names its author in dc:creator",
  source,
  isKept: everyItem((item) => all(item, CREATOR).some(({ text }) => text !== "")),
  breakIt: swap(/<dc:creator>[^<]*<\/dc:creator>/, ""),
});

/** Elements that the channel must have with a text. */
export function channelElements(names: readonly string[], source: string): FeedRule[] {
  return names.map((name) => ({
    rule: `the channel has a ${name}`,
    source,
    isKept: ({ channel }) => only(channel, name) !== "",
    breakIt: swap(new RegExp(`<${name}>[^<]*</${name}>`), ""),
  }));
}

export const oneLanguage: Common = (source) => ({
  rule: "the channel states a language, and no item has another",
  source,
  isKept: ({ channel, items }) => {
    const languageOf = (tag: string) => tag.split("-")[0];
    const own = only(channel, "language");
    const others = items
      .flatMap((item) => all(item, ITEM_LANGUAGE))
      .filter(({ text }) => languageOf(text) !== languageOf(own));
    return own !== "" && others.length === 0;
  },
  breakIt: swap("</dc:creator>", "</dc:creator><dc:language>fr</dc:language>"),
});

export const plainTitle: Common = (source) => ({
  rule: "no title has HTML tags",
  source,
  isKept: everyItem((item) => !hasTag(only(item, "title"))),
  breakIt: swap(/(<item>\s*<title>)/, "$1&lt;b&gt;New&lt;/b&gt; "),
});

export function itemCount(range: { readonly min?: number; readonly max?: number }, source: string): FeedRule {
  const { min = 0, max = Number.POSITIVE_INFINITY } = range;
  const words = [min > 0 && `at least ${min} items`, range.max !== undefined && `at most ${max} items`];
  return {
    rule: words.filter(Boolean).join(" and "),
    source,
    isKept: ({ items }) => items.length >= min && items.length <= max,
    breakIt: (xml) => (range.max === undefined ? withItems(xml, min - 1) : withItems(xml, max + 1)),
  };
}

/** The document with so many items: its first ones, or copies of the last under other ids. */
function withItems(xml: string, count: number): string {
  const items = xml.match(/<item>.*?<\/item>\s*/gs) ?? [];
  const last = items.at(-1) ?? "";
  const copies = Array.from({ length: Math.max(0, count - items.length) }, (_, index) =>
    last.replace(/(<guid[^>]*>)[^<]*/, `$1tag:news.example,2026:copy-${index}`),
  );
  const [head = ""] = xml.split("<item>");
  return `${head}${[...items.slice(0, count), ...copies].join("")}</channel>\n</rss>\n`;
}

export const newestFirst: Common = (source) => ({
  rule: "the newest item comes first",
  source,
  isKept: ({ items }) => {
    const times = items.map((item) => Date.parse(only(item, "pubDate")));
    return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0));
  },
  breakIt: swap(/(<\/guid>\s*<pubDate>)[^<]*/, "$1Sun, 01 Mar 2026 09:00:00 GMT"),
});

/** Media RSS §media:content, of images. */
export const describedImages: Common = (source) => ({
  rule: "each item has an image with address and type",
  source,
  isKept: everyItem((item) =>
    imagesOf(item).some(
      ({ attributes }) => isHttps(attributes.url ?? "") && /^image\/[a-z]+$/.test(attributes.type ?? ""),
    ),
  ),
  breakIt: swap(/<media:content\b.*?<\/media:content>/s, ""),
});
