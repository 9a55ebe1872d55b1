import { all, only } from "../feed-xml.ts";
import {
  byline,
  channelElements,
  describedImages,
  everyItem,
  type FeedRule,
  fullText,
  hasTag,
  imagesOf,
  isHttps,
  itemCount,
  itemDate,
  itemLink,
  itemTitle,
  lengthOf,
  measure,
  swap,
  uniqueGuid,
} from "./common.ts";

/** The fields of a feed. */
const FIELDS = "https://flipboard.helpshift.com/hc/en/1-flipboard/faq/1023-resubmit-an-rss-feed/";
/** RSS guidelines: the channel, the whole text. */
const GUIDELINES = "https://about.flipboard.com/rss-spec/";

export const flipboard: readonly FeedRule[] = [
  ...channelElements(["title", "link", "description", "language"], GUIDELINES),
  itemTitle(FIELDS),
  itemLink(FIELDS),
  {
    rule: "items lead to the host of the feed",
    source: FIELDS,
    // An item without a link breaks another rule.
    isKept: ({ channel, items }) => {
      const { host } = new URL(only(channel, "link") || "https://news.example/");
      return items.every((item) => all(item, "link").every(({ text }) => new URL(text).host === host));
    },
    breakIt: swap(/(<item>\s*<title>[^<]*<\/title>\s*<link>)[^<]*/, "$1https://other.example/"),
  },
  {
    rule: "each excerpt has at least 300 characters of plain text",
    source: FIELDS,
    isKept: everyItem((item) => lengthOf(only(item, "description")) >= 300 && !hasTag(only(item, "description"))),
    breakIt: swap(/(<\/pubDate>\s*(?:<[^>]*>[^<]*<\/[^>]*>\s*)*<description>)The[^<]*/, "$1Short."),
  },
  itemDate(FIELDS),
  uniqueGuid(FIELDS),
  byline(FIELDS),
  {
    rule: "the enclosure is an image or a film",
    source: FIELDS,
    isKept: everyItem((item) => {
      const [enclosure, ...others] = all(item, "enclosure");
      const { url = "", type = "" } = enclosure?.attributes ?? {};
      return others.length === 0 && isHttps(url) && /^(?:image|video)\//.test(type);
    }),
    breakIt: swap(/(<enclosure[^>]*type=")image\/jpeg/, "$1audio/mpeg"),
  },
  {
    rule: "the smallest dimension of an image is at least 500 pixels",
    source: FIELDS,
    isKept: everyItem((item) =>
      imagesOf(item).every((image) => Math.min(measure(image, "width"), measure(image, "height")) >= 500),
    ),
    breakIt: swap(/(<media:content[^>]*)height="800"/, '$1height="499"'),
  },
  fullText(GUIDELINES),
  describedImages(GUIDELINES),
  itemCount({ min: 20 }, FIELDS),
];
