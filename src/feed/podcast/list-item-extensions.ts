import type { ArticleRecord } from "../../article/article-record.ts";
import type { Episode } from "../../article/episode/episode.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { cutWithEllipsis } from "../../lib/text.ts";
import { resolveMark } from "../build-feed.ts";
import type { Extension } from "../extensions/extension.ts";
import { itunesItem } from "../extensions/itunes.ts";
import { podcastItem } from "../extensions/podcast.ts";
import { psc } from "../extensions/psc.ts";
import type { FeedFile } from "../feed-item.ts";
import { chaptersAddress } from "./chapters-document.ts";
import { describeEpisode } from "./describe-episode.ts";
import type { PodcastFeed } from "./podcast-feed.ts";

/** Apple takes 4,000 bytes, and a UTF-16 code unit has three of them at most. */
const MAX_SUMMARY = 1_300;

/** An article as an episode, in RSS. `recording` is its enclosure. */
export function listItemExtensions(
  { slug, summary, facets }: Pick<ArticleRecord, "slug" | "summary" | "facets">,
  recording: FeedFile | undefined,
  { podcast }: PodcastFeed,
  profile: SiteProfile,
  publicUrl: string,
): Extension[] {
  const { authors } = facets;
  const episode = describeEpisode(facets);
  const { title, number, season, type, image, isBlocked, isExplicit = podcast.isExplicit, persons } = episode;
  const names = authors.map(({ name }) => name).join(", ");
  return [
    ...itunesItem({
      title,
      author: names === (podcast.author ?? profile.author.name) ? undefined : names,
      summary: cutWithEllipsis(summary, MAX_SUMMARY),
      durationSeconds: recording?.duration,
      explicit: isExplicit,
      image: image && resolveMark(image, publicUrl),
      episode: number,
      season: season?.number,
      episodeType: type,
      block: isBlocked,
    }),
    ...podcastItem({
      transcripts: episode.transcripts?.map(({ url, mediaType, language, isCaptions }) => ({
        url: resolveMark(url, publicUrl),
        type: mediaType,
        language,
        rel: isCaptions && "captions",
      })),
      chapters: findChapters(episode, slug, publicUrl),
      season,
      episode: number === undefined ? undefined : { number },
      persons,
    }),
    ...psc(listSimpleChapters(episode, publicUrl)),
  ];
}

function findChapters({ chapters, chaptersUrl }: Episode, slug: string, publicUrl: string) {
  if (chaptersUrl !== undefined) return { url: resolveMark(chaptersUrl, publicUrl) };
  return chapters === undefined ? undefined : { url: chaptersAddress(publicUrl, slug) };
}

/** Podlove's have no place for what is in no list of chapters. */
function listSimpleChapters({ chapters = [] }: Episode, publicUrl: string) {
  return chapters
    .filter(({ isHidden }) => isHidden === undefined)
    .map(({ startSeconds, title, url, image }) => ({
      startSeconds,
      title,
      href: url && resolveMark(url, publicUrl),
      image: image && resolveMark(image, publicUrl),
    }));
}
