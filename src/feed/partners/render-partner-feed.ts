import type { FeedHead, FeedItem } from "../feed-item.ts";
import { type JudgedArticle, judgeArticle } from "./judge-article.ts";
import type { PartnerItem } from "./list-offered.ts";
import type { Partner, PartnerOptions } from "./partner.ts";
import { pictureOf } from "./picture-of.ts";
import { renderNinjs } from "./render-ninjs.ts";
import { renderPartnerRss } from "./render-partner-rss.ts";

const DAY_MS = 86_400_000;

/** The document as the partner takes it: entries that break a rule are left out. `items` come newest first, in full text. */
export function renderPartnerFeed(
  partner: Partner,
  head: FeedHead,
  items: readonly PartnerItem[],
  options: PartnerOptions,
): string {
  const accepted = items.filter((item) => judgeArticle(partner, judgedOf(item)).length === 0);
  const newest = Math.max(...accepted.map(({ published }) => published.getTime()));
  const { maxAgeDays = Number.POSITIVE_INFINITY, items: count } = partner.window;
  const isRecent = ({ published }: FeedItem) => newest - published.getTime() <= maxAgeDays * DAY_MS;
  const entries = accepted.filter(isRecent).slice(0, count);
  return partner.format === "rss"
    ? renderPartnerRss(partner, head, entries, options)
    : renderNinjs(head, entries, options);
}

export function judgedOf(item: FeedItem): JudgedArticle {
  const image = pictureOf(item);
  return {
    title: item.title,
    summary: item.description,
    text: item.text ?? "",
    hasAuthor: item.author.length > 0,
    image: image && { ...image, mediaType: image.type, sizeBytes: image.length },
  };
}
