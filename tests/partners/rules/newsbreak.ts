import { all, only } from "../feed-xml.ts";
import {
  byline,
  describedImages,
  everyItem,
  type FeedRule,
  fullText,
  imagesOf,
  itemDate,
  itemLink,
  itemTitle,
  swap,
  uniqueGuid,
} from "./common.ts";
import { ITEM_LANGUAGE, MEDIA_CREDIT } from "./names.ts";

/** The questions of publishers; the specification of feeds is given to publishers that were accepted. */
const FAQ = "https://support.newsbreak.com/publisher-faq";
const RSS = "https://www.rssboard.org/rss-specification";

export const newsbreak: readonly FeedRule[] = [
  fullText(FAQ),
  describedImages(FAQ),
  byline(FAQ),
  {
    rule: "each image names whom it is by",
    source: FAQ,
    isKept: everyItem((item) => imagesOf(item).every((image) => only(image, MEDIA_CREDIT) !== "")),
    breakIt: swap(/<media:credit>[^<]*<\/media:credit>/, ""),
  },
  {
    rule: "all content is English",
    source: FAQ,
    isKept: ({ channel, items }) =>
      [...all(channel, "language"), ...items.flatMap((item) => all(item, ITEM_LANGUAGE))].every(({ text }) =>
        /^en\b/.test(text),
      ),
    breakIt: swap("<language>en", "<language>fr"),
  },
  itemTitle(RSS),
  itemLink(RSS),
  uniqueGuid(RSS),
  itemDate(RSS),
];
