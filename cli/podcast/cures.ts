/** A line of YAML that satisfies a podcast rule, by the rule's field. */
export const CURES: Readonly<Record<string, string>> = {
  title: "title: The harbour at night",
  description: "description: One or two sentences.",
  "podcast.language": "language: en",
  "podcast.categories": "categories: [Society & Culture > Documentary]",
  "podcast.image": "image: artwork.jpg",
  "podcast.copyright": "copyright: Harbour Radio",
  "podcast.type": "type: episodic",
  audio: "audio: episode.mp3",
  id: "id: with a value of its own",
  summary: "summary: One or two sentences.",
  episode: "episode: 3",
  season: "season: 1",
  chapters: 'chapters: ["00:00 Introduction"]',
};
