import type { ArticleFacets } from "../../article/article-record.ts";
import type { Episode } from "../../article/episode/episode.ts";

/** An episode with the chapters and transcripts of its recording, where the article gives none. */
export function describeEpisode({ episode = {}, recordings = [] }: ArticleFacets): Episode {
  const [recording] = recordings;
  const hasChapters = episode.chapters !== undefined || episode.chaptersUrl !== undefined;
  return {
    ...(recording?.transcripts && { transcripts: recording.transcripts }),
    ...(!hasChapters && recording?.chapters && { chapters: recording.chapters }),
    ...episode,
  };
}
