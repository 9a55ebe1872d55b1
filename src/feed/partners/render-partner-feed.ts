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
  const accepted = items.filter((item) => judgeArticle(partner, judgedOf(item, head)).length === 0);
  const newest = latestOf(accepted, ({ published }) => published);
  const { maxAgeDays = Number.POSITIVE_INFINITY, items: count } = partner.window;
  const isRecent = ({ published }: FeedItem) => newest - published.getTime() < maxAgeDays * DAY_MS;
  const entries = accepted.filter(isRecent).slice(0, count);
  const channel = dateChannel(head, entries);
  return partner.format === "rss"
    ? renderPartnerRss(partner, channel, entries, options)
    : renderNinjs(channel, entries, options);
}

/** The dates of what the document holds: an article that is left out moves neither. */
function dateChannel(head: FeedHead, entries: readonly FeedItem[]): FeedHead {
  if (entries.length === 0) return head;
  const [published, updated] = [latestOf(entries, (item) => item.published), latestOf(entries, ({ date }) => date)];
  return { ...head, published: new Date(published), updated: new Date(updated) };
}

function latestOf(items: readonly FeedItem[], dateOf: (item: FeedItem) => Date): number {
  return Math.max(...items.map((item) => dateOf(item).getTime()));
}

export function judgedOf(item: PartnerItem, { language }: Pick<FeedHead, "language">): JudgedArticle {
  const image = pictureOf(item);
  return {
    title: item.title,
    summary: item.description,
    text: item.text ?? "",
    hasAuthor: item.author.length > 0,
    language: item.language,
    feedLanguage: language,
    keepsImage: item.keepsImage,
    image: image && { ...image, mediaType: image.type, sizeBytes: image.length },
  };
}
