import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { resolveMark } from "../build-feed.ts";
import type { Extension } from "../extensions/extension.ts";
import { itunesChannel } from "../extensions/itunes.ts";
import { podcastChannel } from "../extensions/podcast.ts";
import type { FeedHead } from "../feed-item.ts";
import type { FormatId } from "../formats.ts";
import type { PodcastFeed } from "./podcast-feed.ts";

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
