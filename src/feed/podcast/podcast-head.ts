import type { PodcastRule } from "../../article/profile/podcast/podcast-rule.ts";
import type { NamedFeedRule, SiteProfile } from "../../article/profile/site-profile.ts";
import { resolveMark } from "../build-feed.ts";
import type { Extension } from "../extensions/extension.ts";
import { itunesChannel } from "../extensions/itunes.ts";
import { podcastChannel } from "../extensions/podcast.ts";
import type { FeedHead } from "../feed-item.ts";
import type { FormatId } from "../formats.ts";

/** A named feed that is a podcast. */
export interface PodcastFeed extends NamedFeedRule {
  readonly podcast: PodcastRule;
}

export function isPodcast(rule: NamedFeedRule | undefined): rule is PodcastFeed {
  return rule?.podcast !== undefined;
}

/**
 * The channel of a podcast: directories list it under its title alone, with its own artwork. They read no format but RSS, which alone
 * has the elements of their namespaces.
 */
export function writePodcastHead(
  head: FeedHead,
  feed: PodcastFeed,
  profile: SiteProfile,
  { publicUrl, format }: { readonly publicUrl: string; readonly format: FormatId },
): FeedHead {
  const { link, language, copyright, image } = feed.podcast;
  const artwork = image && resolveMark(image, publicUrl);
  return {
    ...head,
    title: feed.title,
    ...(link && { link }),
    ...(language && { language }),
    ...(copyright && { copyright }),
    ...(artwork && { image: artwork, icon: artwork }),
    ...(format === "rss" && {
      extensions: [...(head.extensions ?? []), ...listChannelExtensions(feed, profile, publicUrl)],
    }),
  };
}

function listChannelExtensions(
  { podcast }: PodcastFeed,
  { author: publisher }: SiteProfile,
  publicUrl: string,
): Extension[] {
  const { author, image, categories, isExplicit, type, owner, newFeedUrl, isBlocked, isComplete } = podcast;
  const { guid, isLocked = false, funding, persons, txt, medium } = podcast;
  return [
    ...itunesChannel({
      author: author ?? publisher.name,
      image: image && resolveMark(image, publicUrl),
      categories,
      explicit: isExplicit,
      type,
      owner,
      newFeedUrl,
      block: isBlocked,
      complete: isComplete,
    }),
    ...podcastChannel({
      guid,
      locked: { isLocked, owner: owner?.email },
      funding,
      medium,
      txt,
      persons,
    }),
  ];
}
