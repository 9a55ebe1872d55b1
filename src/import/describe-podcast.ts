import { findAppleCategory } from "../article/profile/podcast/apple-categories.ts";
import type { SourceEnclosure, SourceEpisode, SourcePodcast } from "./source-podcast.ts";

/** The lines of site.yaml for a podcast. */
export function describePodcast(podcast: SourcePodcast): object {
  const { image, categories, isExplicit, author, type, owner, guid, isLocked, funding, persons, medium } = podcast;
  return dropEmpty({
    image,
    // A category that Apple has given up since is left out: site.yaml takes those of the list alone.
    categories: categories.filter((one) => findAppleCategory(one) !== undefined),
    explicit: isExplicit,
    author,
    type: type === "serial" ? type : undefined,
    owner: owner && dropEmpty(owner),
    guid,
    locked: isLocked,
    funding: funding?.map(dropEmpty),
    persons: persons?.map(dropEmpty),
    medium,
    complete: podcast.isComplete ? true : undefined,
    block: podcast.isBlocked ? true : undefined,
  });
}

/** The lines of front matter for a recording, by the name of its field. */
export function describeEnclosure(enclosure: SourceEnclosure | undefined): object {
  if (enclosure === undefined) return {};
  const { url, mediaType, sizeBytes, durationSeconds } = enclosure;
  const group = dropEmpty({ src: url, type: mediaType, length: sizeBytes, duration: durationSeconds });
  return mediaType?.startsWith("video/") ? { video: group } : { audio: group };
}

/** The lines of front matter for an episode. `artwork`: where its picture is now. */
export function describeEpisode(episode: SourceEpisode | undefined, artwork: string | undefined): object {
  if (episode === undefined) return {};
  const { number, season, seasonName, type, title, isExplicit, isBlocked, transcripts, chapters, persons } = episode;
  return dropEmpty({
    episode: number,
    season: season === undefined || seasonName === undefined ? season : { number: season, name: seasonName },
    episode_type: type,
    episode_title: title,
    explicit: isExplicit,
    episode_image: artwork,
    itunes_block: isBlocked ? true : undefined,
    transcript: transcripts?.map(dropEmpty),
    chapters: typeof chapters === "string" ? chapters : chapters?.map(dropEmpty),
    persons: persons?.map(dropEmpty),
  });
}

function dropEmpty(fields: object): object {
  const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}
