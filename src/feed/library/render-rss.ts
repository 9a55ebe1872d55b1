import { escapeText } from "../../lib/xml.ts";
import { RSS_CLOSING, RSS_NAMESPACES, renderRssEntry, renderRssOpening } from "../rss.ts";
import { type Extras, readFeed } from "./read-feed.ts";
import type { FeedSource } from "./types.ts";

/** RSS 2.0. Never throws; `listProblems` tells what it leaves out. Without `extras` it knows no extensions and no Media RSS. */
export function renderRss(feed: FeedSource, extras?: Extras): string {
  const { head, items, namespaces } = readFeed(feed, extras);
  const self = head.feedLinks.rss;
  const { atom, content, dc } = RSS_NAMESPACES;
  const used = {
    ...((self || head.hub || items.some((item) => item.published && item.date)) && { atom }),
    ...(items.some((item) => item.content) && { content }),
    ...(items.some((item) => item.language || (item.author[0] && !item.rssAuthor)) && { dc }),
    ...namespaces,
  };
  let document = renderRssOpening(head, self, used, extras?.render(head));
  for (const item of items) {
    document += renderRssEntry(item, escapeText(item.summaryHtml ?? ""), extras?.render(item));
  }
  return document + RSS_CLOSING;
}
