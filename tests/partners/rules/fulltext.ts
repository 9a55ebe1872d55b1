import { all } from "../feed-xml.ts";
import {
  channelElements,
  everyItem,
  type FeedRule,
  fullText,
  isHttps,
  itemDate,
  itemLink,
  itemTitle,
  swap,
  uniqueGuid,
} from "./common.ts";
import { MEDIA_CONTENT } from "./names.ts";

const RSS = "https://www.rssboard.org/rss-specification";
const PROFILE = "https://www.rssboard.org/rss-profile";
const MEDIA = "https://www.rssboard.org/media-rss";

export const fulltext: readonly FeedRule[] = [
  ...channelElements(["title", "link", "description"], RSS),
  itemTitle(RSS),
  itemLink(RSS),
  uniqueGuid(RSS),
  itemDate(RSS),
  fullText(PROFILE),
  {
    rule: "an enclosure has address, length and type",
    source: RSS,
    isKept: everyItem((item) =>
      all(item, "enclosure").every(
        ({ attributes: { url = "", length = "", type = "" } }) =>
          isHttps(url) && /^\d+$/.test(length) && /^[a-z]+\/\S+$/.test(type),
      ),
    ),
    breakIt: swap(/(<enclosure[^>]*) length="\d+"/, "$1"),
  },
  {
    rule: "media:content has an address and numbers for sizes",
    source: MEDIA,
    isKept: everyItem((item) =>
      all(item, MEDIA_CONTENT).every(({ attributes: { url = "", width = "1", height = "1", fileSize = "1" } }) => {
        return isHttps(url) && [width, height, fileSize].every((number) => /^\d+$/.test(number));
      }),
    ),
    breakIt: swap(/(<media:content[^>]*width=")1200/, "$11200px"),
  },
];
