import type { SeenEpisode } from "./podcast-reader.ts";

/** An episode as its files say it: what every reader should see of it, but for addresses. Rows in the order of the feed. */
export interface ExpectedEpisode extends Pick<SeenEpisode, "season" | "episode" | "type" | "chapters" | "persons"> {
  /** The article's name. */
  readonly key: string;
  readonly guid: string;
  readonly title: string;
  /** In UTC: the articles' dates are of Athens, or have a zone. */
  readonly published: string;
  /** As ffprobe measures the file, rounded. */
  readonly durationSeconds: number;
  readonly file: string;
  readonly mediaType: string;
  /** A file of chapters that the article brings; lists are JSON below the article's address. */
  readonly chaptersFile?: string;
  readonly transcripts?: readonly { readonly file: string; readonly type: string; readonly language?: string }[];
  readonly image?: string;
  readonly isExplicit?: true;
}

const minted = (key: string, day: string) => `tag:quay-radio.example,${day}:${key}`;

export const EXPECTED_EPISODES: readonly ExpectedEpisode[] = [
  {
    key: "spring",
    guid: minted("spring", "2026-03-20"),
    title: "Μια άνοιξη <i>1926</i>",
    published: "2026-03-20T05:00:00Z",
    durationSeconds: 16,
    file: "spring.mp3",
    mediaType: "audio/mpeg",
    season: 3,
    episode: 1,
    persons: [
      { name: "Ελένη Καρρά", role: "guest", href: "https://quay-radio.example/eleni" },
      { name: "Théo Lambrecht", role: "producer" },
    ],
  },
  {
    key: "foghorn",
    guid: "FOGHORN 1",
    title: "Foghorn",
    published: "2026-02-14T21:59:59Z",
    durationSeconds: 7,
    file: "foghorn.ogg",
    mediaType: "audio/ogg",
    season: 2,
    type: "bonus",
  },
  {
    key: "pilots",
    guid: "https://old.example/?p=4&feed=tides",
    title: "Pilots, part 4",
    published: "2026-01-30T05:00:00Z",
    durationSeconds: 11,
    file: "pilots.mp3",
    mediaType: "audio/mpeg",
    season: 2,
    episode: 4,
  },
  {
    key: "tugs",
    guid: minted("tugs", "2026-01-23"),
    title: "Three tugs",
    published: "2026-01-23T05:00:00Z",
    durationSeconds: 10,
    file: "tugs.mp3",
    mediaType: "audio/mpeg",
    season: 2,
    episode: 3,
    chaptersFile: "tugs.json",
  },
  {
    key: "locks",
    guid: minted("locks", "2026-01-16"),
    title: "Locks",
    published: "2026-01-16T05:00:00Z",
    durationSeconds: 13,
    file: "locks.mp3",
    mediaType: "audio/mpeg",
    season: 2,
    episode: 2,
    chapters: [
      { startSeconds: 0, title: "Before the ice" },
      { startSeconds: 5, title: "The lock keeper" },
    ],
  },
  {
    key: "ice",
    guid: minted("ice", "2026-01-09"),
    title: "Ice in the harbour",
    published: "2026-01-09T05:00:00Z",
    durationSeconds: 6,
    file: "ice.mp4",
    mediaType: "video/mp4",
    season: 2,
    episode: 1,
    transcripts: [{ file: "ice.vtt", type: "text/vtt" }],
    image: "winter.png",
  },
  {
    key: "winter",
    guid: minted("winter", "2026-01-02"),
    title: "What winter brings",
    published: "2026-01-02T05:00:00Z",
    durationSeconds: 4,
    file: "winter.m4a",
    mediaType: "audio/x-m4a",
    season: 2,
    type: "trailer",
    image: "winter.png",
  },
  {
    key: "bells",
    guid: minted("bells", "2025-12-24"),
    title: "All bells",
    published: "2025-12-24T14:00:00Z",
    durationSeconds: 8,
    file: "bells.ogg",
    mediaType: "audio/ogg",
    season: 1,
    type: "bonus",
  },
  {
    key: "salt",
    guid: minted("salt", "2025-10-17"),
    title: "Salt",
    published: "2025-10-17T04:30:00Z",
    durationSeconds: 9,
    file: "salt.m4a",
    mediaType: "audio/x-m4a",
    season: 1,
    episode: 3,
    chapters: [
      { startSeconds: 0, title: "Port" },
      { startSeconds: 3, title: "Starboard" },
    ],
    isExplicit: true,
  },
  {
    key: "nets",
    guid: minted("nets", "2025-10-10"),
    title: "Nets & knots",
    published: "2025-10-10T03:30:15Z",
    durationSeconds: 14,
    file: "nets.mp3",
    mediaType: "audio/mpeg",
    season: 1,
    episode: 2,
    chapters: [
      { startSeconds: 0, title: "Twine" },
      { startSeconds: 5, title: "A needle" },
    ],
    transcripts: [
      { file: "nets.srt", type: "application/x-subrip", language: "de" },
      { file: "nets.json", type: "application/json", language: "el" },
    ],
  },
  {
    key: "harbour",
    guid: minted("harbour", "2025-10-03"),
    title: "The harbour at night",
    published: "2025-10-03T03:30:00Z",
    durationSeconds: 12,
    file: "harbour.mp3",
    mediaType: "audio/mpeg",
    season: 1,
    episode: 1,
    chapters: [
      { startSeconds: 0, title: "Introduction" },
      { startSeconds: 4, title: "Lamps" },
    ],
    transcripts: [{ file: "harbour.vtt", type: "text/vtt" }],
    persons: [{ name: "Ada Berg", role: "guest" }],
  },
  {
    key: "hello",
    guid: minted("hello", "2025-09-01"),
    title: "Hello from the quay",
    published: "2025-09-01T05:00:00Z",
    durationSeconds: 3,
    file: "hello.mp3",
    mediaType: "audio/mpeg",
    type: "trailer",
  },
];
