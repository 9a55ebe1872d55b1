import { escapeText } from "../../lib/xml.ts";
import type { DocumentItem } from "../feed-item.ts";
import { RSS_CLOSING, RSS_NAMESPACES, renderRssEntry, renderRssOpening } from "../rss.ts";
import { type Extras, readFeed } from "./read-feed.ts";
import type { FeedSource } from "./types.ts";

/** RSS 2.0. Never throws; `listProblems` tells what it leaves out. Without `extras` it knows no extensions and no Media RSS. */
export function renderRss(feed: FeedSource, extras?: Extras): string {
  const { head, items, namespaces } = readFeed(feed, extras);
  const self = head.feedLinks.rss;
  const { atom, content, dc } = RSS_NAMESPACES;
  const some = (has: (item: DocumentItem) => unknown) => items.some(has);
  const used = {
    ...((self || head.hub || some(({ published, date }) => published && date)) && { atom }),
    ...(some((item) => item.content) && { content }),
    ...(some(({ author, rssAuthor, language }) => language || (author.length > 0 && !rssAuthor)) && { dc }),
    ...namespaces,
  };
  let document = renderRssOpening(head, self, used, extras?.renderExtensions(head.extensions));
  for (const item of items) {
    document += renderRssEntry(item, escapeText(item.summaryHtml ?? ""), extras?.renderItem(item));
  }
  return document + RSS_CLOSING;
}
