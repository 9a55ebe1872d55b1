import type { ArticleRecord } from "../../src/article/article-record.ts";
import { NO_AUTHORITY } from "../../src/article/authority.ts";
import { composeRecord } from "../../src/article/lifecycle.ts";
import { mintArticleId } from "../../src/article/mint-id.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { addressOf, buildFeedHead, buildFeedItem, feedAddress } from "../../src/feed/build-feed.ts";
import { FeedDocument } from "../../src/feed/feed-document.ts";
import { type FeedName, feedPath } from "../../src/feed/feed-names.ts";
import { formats } from "../../src/feed/formats.ts";
import { listItemExtensions } from "../../src/feed/podcast/list-item-extensions.ts";
import { mintPodcastGuid } from "../../src/feed/podcast/mint-podcast-guid.ts";
import type { PodcastFeed } from "../../src/feed/podcast/podcast-feed.ts";
import { writePodcastHead } from "../../src/feed/podcast/podcast-head.ts";
import { findMemberships } from "../../src/feed/publishing/memberships.ts";
import type { PreparedArticle } from "../prepared-article.ts";

/** Addresses in a document that readers never see. */
const SETTINGS = { publicUrl: "https://podcast.invalid", maxAgeSeconds: 900 };

export interface LocalEpisode {
  readonly prepared: PreparedArticle;
  readonly record: ArticleRecord;
}

/** The articles of a folder that a podcast would show, embargoed ones among them. */
export function listEpisodes(
  articles: readonly PreparedArticle[],
  { name }: PodcastFeed,
  profile: SiteProfile,
  now: number,
): LocalEpisode[] {
  return articles.flatMap((prepared) => {
    const record = recordOf(prepared, profile, now);
    if (record === undefined || record.state === "draft" || record.state === "expired") return [];
    return findMemberships(record, profile).some((feed) => feed.name === `feeds/${name}`) ? [{ prepared, record }] : [];
  });
}

function recordOf({ article }: PreparedArticle, profile: SiteProfile, now: number): ArticleRecord | undefined {
  if (article === undefined) return undefined;
  const { timeZone } = profile;
  const id = article.givenId ?? mintArticleId(NO_AUTHORITY, profile, article.publishedAt, article.key);
  const edition = { article, existing: undefined, id, iri: undefined, now, minor: false, timeZone };
  return composeRecord({ ...edition, former: undefined, isSameFile: false });
}

/** A podcast's RSS as its readers will get it, but for the publication's address. */
export async function renderPodcast(
  feed: PodcastFeed,
  records: readonly ArticleRecord[],
  profile: SiteProfile,
): Promise<string> {
  const { publicUrl } = SETTINGS;
  const name: FeedName = `feeds/${feed.name}`;
  const guid = feed.podcast.guid ?? (await mintPodcastGuid(feedAddress(publicUrl, name, formats.rss)));
  const settled = { ...feed, podcast: { ...feed.podcast, guid } };
  const place = { base: addressOf(publicUrl, feedPath(name)), paging: undefined };
  const site = { profile, authority: undefined, changedAt: 0 };
  const window = records.map((record, index) => ({ position: index + 1, record }));
  const head = buildFeedHead({ site, head: { title: feed.title }, window }, name, place, SETTINGS);
  const document = new FeedDocument(writePodcastHead(head, settled, profile, { publicUrl, format: "rss" }));
  for (const record of records) {
    const item = buildFeedItem(record, feed.content, publicUrl, profile);
    document.addItem({
      ...item,
      extensions: [
        ...(item.extensions ?? []),
        ...listItemExtensions(record, item.enclosure, settled, profile, publicUrl),
      ],
    });
  }
  return document.rss2();
}
