/** Embedded players, and the pages of their media: a feed has no frames, so a link leads there. */
interface Player {
  /** Matched against the whole address of the frame, without `#…`. */
  readonly frame: RegExp;
  readonly page: string;
}

const YOUTUBE = String.raw`^https?:\/\/(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)\/`;

const PLAYERS: readonly Player[] = [
  {
    frame: new RegExp(String.raw`${YOUTUBE}(?:videoseries|playlist)?\/?\?(?:.*&)?list=([\w-]+).*$`),
    page: "https://www.youtube.com/playlist?list=$1",
  },
  {
    frame: new RegExp(String.raw`${YOUTUBE}(?!videoseries)([\w-]{11})\?(?:.*&)?list=([\w-]+).*$`),
    page: "https://www.youtube.com/watch?v=$1&list=$2",
  },
  {
    frame: new RegExp(String.raw`${YOUTUBE}(?!videoseries)([\w-]{11})(?![\w-]).*$`),
    page: "https://www.youtube.com/watch?v=$1",
  },
  {
    frame: /^https?:\/\/player\.vimeo\.com\/video\/(\d+)\?(?:.*&)?h=([\da-f]+).*$/,
    page: "https://vimeo.com/$1/$2",
  },
  { frame: /^https?:\/\/player\.vimeo\.com\/video\/(\d+).*$/, page: "https://vimeo.com/$1" },
  {
    frame: /^https?:\/\/(?:www\.)?dailymotion\.com\/embed\/video\/(\w+).*$/,
    page: "https://www.dailymotion.com/video/$1",
  },
  {
    frame: /^https?:\/\/geo\.dailymotion\.com\/player(?:\/\w+)?\.html\?(?:.*&)?video=(\w+).*$/,
    page: "https://www.dailymotion.com/video/$1",
  },
  { frame: /^https?:\/\/player\.twitch\.tv\/\?(?:.*&)?video=v?(\d+).*$/, page: "https://www.twitch.tv/videos/$1" },
  { frame: /^https?:\/\/player\.twitch\.tv\/\?(?:.*&)?channel=(\w+).*$/, page: "https://www.twitch.tv/$1" },
  { frame: /^https?:\/\/embed\.ted\.com\/talks\/(?:lang\/[\w-]+\/)?(\w+).*$/, page: "https://www.ted.com/talks/$1" },
  { frame: /^https?:\/\/streamable\.com\/[eos]\/(\w+).*$/, page: "https://streamable.com/$1" },
  {
    frame: /^https?:\/\/player\.bilibili\.com\/player\.html\?(?:.*&)?bvid=(BV\w+).*$/,
    page: "https://www.bilibili.com/video/$1",
  },
  {
    frame: /^https?:\/\/open\.spotify\.com\/embed(?:-podcast)?\/(\w+)\/(\w+).*$/,
    page: "https://open.spotify.com/$1/$2",
  },
  { frame: /^https?:\/\/embed\.podcasts\.apple\.com\/(.+?)(?:\?.*)?$/, page: "https://podcasts.apple.com/$1" },
  { frame: /^https?:\/\/archive\.org\/embed\/([^?]+).*$/, page: "https://archive.org/details/$1" },
  { frame: /^https?:\/\/(?:www\.)?loom\.com\/embed\/(\w+).*$/, page: "https://www.loom.com/share/$1" },
  // PeerTube, on any host: its videos have UUIDs, or ids of 22 characters.
  {
    frame: /^https:\/\/([\w.-]+)\/videos\/embed\/([\da-f]{8}-[\da-f-]{27}|\w{22})(?![\w-]).*$/,
    page: "https://$1/w/$2",
  },
  { frame: /^https?:\/\/codepen\.io\/([\w-]+)\/embed\/(?:preview\/)?(\w+).*$/, page: "https://codepen.io/$1/pen/$2" },
];

/** The page of what the frame at this address plays; for a frame of another kind its own address. */
export function findPlayedPage(frame: string): string {
  const whole = frame.replace(/#.*$/, "");
  const player = PLAYERS.find((candidate) => candidate.frame.test(whole));
  if (player !== undefined) return whole.replace(player.frame, player.page);
  return findSoundPage(whole) ?? frame;
}

/** SoundCloud's player names the page in its query; where it names an address of the API, people cannot open that. */
function findSoundPage(frame: string): string | undefined {
  const url = URL.parse(frame);
  const page = url?.hostname === "w.soundcloud.com" ? URL.parse(url.searchParams.get("url") ?? "") : null;
  return page?.hostname === "soundcloud.com" ? page.href : undefined;
}

export type FilmService = "youtube" | "youtube-playlist" | "vimeo";

/** The page of a film that is named by its id alone. */
export const FILM_PAGES: Readonly<Record<FilmService, (id: string) => string>> = {
  youtube: (id) => `https://www.youtube.com/watch?v=${id}`,
  "youtube-playlist": (id) => `https://www.youtube.com/playlist?list=${id}`,
  vimeo: (id) => `https://vimeo.com/${id}`,
};

/** Whether text can be the id of a film: no service has other characters, and an address is built from it. */
export function isFilmId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}
