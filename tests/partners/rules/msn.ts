import { all, only } from "../feed-xml.ts";
import {
  describedImages,
  elementsOf,
  everyItem,
  type FeedRule,
  fullText,
  hasTag,
  imagesOf,
  isHttps,
  isRfc3339,
  itemCount,
  itemDate,
  itemLink,
  lengthOf,
  measure,
  newestFirst,
  oneLanguage,
  plainTitle,
  swap,
  uniqueGuid,
} from "./common.ts";
import { MODIFIED, RIGHTS } from "./names.ts";

/** MSN feed item metadata requirements. */
const ITEMS = "https://support.microsoft.com/topic/0114c19c-36bb-4fef-8322-4a1ed6888329";
/** MSN HTML guidelines and tag restrictions. */
const HTML = "https://support.microsoft.com/topic/2a12f610-f3da-43ea-8dc4-766f6df89e8d";
/** Feed content specifications: images, large feeds, languages. */
const CONTENT = "https://helpcenter.microsoftstart.com/kb/articles/25-feed-content-specifications";
/** Feed item requirements: updates, dates. */
const UPDATES = "https://helpcenter.microsoftstart.com/kb/articles/51-feed-item-requirements";
/** Atom and RSS code examples. */
const EXAMPLES = "https://helpcenter.microsoftstart.com/kb/articles/58-atom-and-rss-code-examples";

const TAGS = new Set(
  `b i em strong sub sup small h1 h2 h3 h4 h5 a img table thead tbody tfoot tr td th col caption colgroup ul ol li
   p div span br blockquote iframe`.split(/\s+/),
);
const DAY_MS = 86_400_000;
const DATE_AFTER_GUID = /(<\/guid>\s*<pubDate>)[^<]*/;

export const msn: readonly FeedRule[] = [
  uniqueGuid(ITEMS),
  itemLink(ITEMS),
  itemDate(ITEMS),
  fullText(ITEMS),
  plainTitle(ITEMS),
  {
    rule: "each title has more than 20 and at most 150 characters",
    source: ITEMS,
    isKept: everyItem((item) => lengthOf(only(item, "title")) > 20 && lengthOf(only(item, "title")) <= 150),
    breakIt: swap(/(<item>\s*<title>)[^<]*/, `$1${"x".repeat(20)}`),
  },
  {
    rule: "each item was published less than 365 days before the newest",
    source: ITEMS,
    isKept: ({ items }) => {
      const times = items.map((item) => Date.parse(only(item, "pubDate")));
      return Math.max(...times) - Math.min(...times) < 365 * DAY_MS;
    },
    breakIt: (xml) => {
      const last = xml.lastIndexOf("<item>");
      return xml.slice(0, last) + xml.slice(last).replace(DATE_AFTER_GUID, "$1Fri, 14 Mar 2025 09:00:00 GMT");
    },
  },
  {
    rule: "an abstract is plain text",
    source: ITEMS,
    isKept: everyItem((item) => !hasTag(only(item, "description"))),
    breakIt: swap("<description>The", "<description>&lt;b&gt;The&lt;/b&gt;"),
  },
  {
    rule: "each item states its last change in dcterms:modified, not before its publication",
    source: UPDATES,
    isKept: everyItem((item) => {
      const modified = only(item, MODIFIED);
      return isRfc3339(modified) && Date.parse(modified) >= Date.parse(only(item, "pubDate"));
    }),
    breakIt: swap(/<dcterms:modified>[^<]*/, "<dcterms:modified>2025-01-01T00:00:00Z"),
  },
  {
    rule: "a body has elements of the list alone",
    source: HTML,
    isKept: everyItem((item) => elementsOf(item).every(({ element }) => TAGS.has(element.tagName))),
    breakIt: swap("<p>Text", "<section>x</section><p>Text"),
  },
  {
    rule: "links begin with https://, http:// or mailto:",
    source: HTML,
    isKept: everyItem((item) =>
      elementsOf(item).every(
        ({ element: { tagName, properties } }) =>
          tagName !== "a" || /^(?:https?:\/\/|mailto:)/.test(String(properties.href)),
      ),
    ),
    breakIt: swap("<p>Text", '<p><a href="tel:123">Call</a> Text'),
  },
  {
    rule: "pictures of a body have absolute addresses",
    source: HTML,
    isKept: everyItem((item) =>
      elementsOf(item).every(
        ({ element: { tagName, properties } }) => tagName !== "img" || isHttps(String(properties.src)),
      ),
    ),
    breakIt: swap("<p>Text", '<p><img src="/a.jpg" alt=""> Text'),
  },
  {
    rule: "a body has fewer than 10 levels",
    source: HTML,
    isKept: everyItem((item) => elementsOf(item).every(({ depth }) => depth < 10)),
    breakIt: swap("<p>Text", `${"<div>".repeat(10)}x${"</div>".repeat(10)}<p>Text`),
  },
  {
    rule: "a body has no inline style",
    source: HTML,
    isKept: everyItem((item) => elementsOf(item).every(({ element }) => element.properties.style === undefined)),
    breakIt: swap("<p>Text", '<p style="color:red">Text'),
  },
  {
    rule: "no address holds a name and a password",
    source: CONTENT,
    isKept: ({ xml }) => !/https?:\/\/[^\s/"<]*@/.test(xml),
    breakIt: swap("<p>Text", '<p><a href="https://a:b@news.example/">x</a> Text'),
  },
  itemCount({ max: 20 }, CONTENT),
  newestFirst(CONTENT),
  oneLanguage(CONTENT),
  describedImages(CONTENT),
  {
    rule: "images are PNG, JPEG, GIF or WebP",
    source: CONTENT,
    isKept: everyItem((item) =>
      imagesOf(item).every(({ attributes }) => /^image\/(?:png|jpe?g|gif|webp)$/.test(attributes.type ?? "")),
    ),
    breakIt: swap(/(<media:content[^>]*type=")image\/jpeg/, "$1image/avif"),
  },
  {
    rule: "an image has at least 720 pixels in height or width",
    source: CONTENT,
    isKept: everyItem((item) =>
      imagesOf(item).every((image) => Math.max(measure(image, "width"), measure(image, "height")) >= 720),
    ),
    breakIt: swap(/(<media:content[^>]*)width="1200" height="800"/, '$1width="719" height="500"'),
  },
  {
    rule: "an image's width is 0.5 to 1.89 times its height",
    source: CONTENT,
    isKept: everyItem((item) =>
      imagesOf(item).every((image) => {
        const ratio = measure(image, "width") / measure(image, "height");
        return ratio >= 0.5 && ratio <= 1.89;
      }),
    ),
    breakIt: swap(/(<media:content[^>]*)width="1200" height="800"/, '$1width="1200" height="630"'),
  },
  {
    rule: "an image has at most 15 MB",
    source: CONTENT,
    isKept: everyItem((item) => imagesOf(item).every((image) => measure(image, "fileSize") <= 15_000_000)),
    breakIt: swap(/(<media:content[^>]*)fileSize="80000"/, '$1fileSize="15000001"'),
  },
  {
    rule: "each image says whether MSN may syndicate it",
    source: EXAMPLES,
    isKept: everyItem((item) =>
      imagesOf(item).every((image) => /^[01]$/.test(only(image, RIGHTS)) && all(image, RIGHTS).length === 1),
    ),
    breakIt: swap(/<mi:hasSyndicationRights>[^<]*<\/mi:hasSyndicationRights>/, ""),
  },
];
