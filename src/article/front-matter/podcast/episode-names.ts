/** The names of an episode's values at the top level and in the group `podcast:`, as rows of FIELD_NAMES. */
export const EPISODE_NAMES = {
  episode: ["episode", "episodeNumber", "itunesEpisode"],
  season: ["season", "seasonNumber", "itunesSeason"],
  seasonName: ["seasonName"],
  episodeType: ["episodeType", "itunesEpisodeType"],
  episodeTitle: ["episodeTitle", "itunesTitle"],
  explicit: ["explicit", "itunesExplicit"],
  episodeImage: ["episodeImage", "itunesImage"],
  episodeBlock: ["itunesBlock"],
  transcripts: ["transcript", "transcripts"],
  chapters: ["chapters"],
  persons: ["persons"],
  hosts: ["hosts", "host"],
  guests: ["guests", "guest"],
} as const satisfies Record<string, readonly string[]>;

export type EpisodeFieldName = keyof typeof EPISODE_NAMES;
