// The feed of a podcast at its former host, the same at every run, with the differences between hosts that make a move awkward.

const OLD_PODCAST = "https://old.example/podcast.xml";

const EPISODES = 200;

type Write = (number: number) => string;

const GUIDS: readonly Write[] = [
  (number) => `<guid isPermaLink="false">${number}</guid>`,
  (number) => `<guid isPermaLink="false">tag:soundcloud,2010:tracks/${number}</guid>`,
  (number) => `<guid>https://old.example/?p=${number}&amp;feed=1</guid>`,
  (number) => `<guid isPermaLink="false">Épisode #${number} «fin»</guid>`,
  (number) => `<guid isPermaLink="false"> 5f3759df-0000-4000-8000-${String(number).padStart(12, "0")} </guid>`,
  (number) => `<guid isPermaLink="false"><![CDATA[HTTPS://OLD.example/Ep/${number}?a=1&b=2]]></guid>`,
];

/** RFC 822 §5, and what hosts write instead. */
const DATES: readonly ((date: Date) => string)[] = [
  (date) => date.toUTCString(),
  (date) => `${date.toUTCString().slice(0, -3)}+0000`,
  (date) => `${new Date(date.getTime() + 7_200_000).toUTCString().slice(0, -3)}+0200`,
  (date) => `${new Date(date.getTime() - 18_000_000).toUTCString().slice(0, -3)}EST`,
  (date) => `${date.toUTCString().slice(5, -7)} GMT`,
];

const DURATIONS: readonly ((seconds: number) => string)[] = [
  (seconds) => String(seconds),
  (seconds) => `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`,
  (seconds) => `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`,
  (seconds) => `0${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`,
];

/** Addresses with a counter before them, with a query, without an ending; types as hosts write them. */
const FILES: readonly (readonly [url: Write, type: string])[] = [
  [(number) => `https://cdn.old.example/${number}.mp3`, "audio/mpeg"],
  [(number) => `https://count.example/redirect.mp3/cdn.old.example/a/${number}.mp3?source=feed&amp;t=1`, "audio/mpeg"],
  [(number) => `https://cdn.old.example/${number}.m4a`, "audio/x-m4a"],
  [(number) => `https://cdn.old.example/${number}.m4a`, "audio/mp4"],
  [(number) => `https://cdn.old.example/film%20${number}.mp4`, "video/mp4"],
  [(number) => `http://cdn.old.example/${number}.ogg`, "audio/ogg"],
  [(number) => `https://cdn.old.example/stream/${number}`, "audio/mpeg"],
];

/** RSS with 200 episodes of four seasons, the newest first. */
export function writeOldPodcast(): string {
  const items = Array.from({ length: EPISODES }, (_, index) => writeItem(EPISODES - index));
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:psc="http://podlove.org/simple-chapters" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Old Tide Table</title><link>https://old.example/</link><description>The sea &amp; the shore.</description>
<language>en-GB</language><atom:link rel="self" type="application/rss+xml" href="${OLD_PODCAST}"/>
<itunes:author>Quay Radio</itunes:author><itunes:explicit>no</itunes:explicit><itunes:image href="https://old.example/artwork.jpg"/>
<itunes:category text="Society &amp; Culture"><itunes:category text="Documentary"/></itunes:category>
<itunes:owner><itunes:name>Quay Radio</itunes:name><itunes:email>desk@old.example</itunes:email></itunes:owner>
<podcast:locked>yes</podcast:locked>
${items.join("\n")}
</channel></rss>
`;
}

function writeItem(number: number): string {
  const date = new Date(Date.UTC(2016, 0, 4, 5, 30) + number * 7 * 86_400_000 + (number % 7) * 3_600_000);
  const seconds = 600 + ((number * 977) % 7_000);
  const [url, type] = pick(FILES, number);
  const season = Math.ceil(number / 50);
  const numbered = number % 10 === 0 ? "<itunes:episodeType>bonus</itunes:episodeType>" : writeNumbers(number, season);
  return `<item><title>Episode about ${number} things &amp; more</title><link>https://old.example/episodes/${number}</link>
${pick(GUIDS, number)(number)}<pubDate>${pick(DATES, number)(date)}</pubDate>
<description><![CDATA[<p>Text of <b>${number}</b>.</p>]]></description>
<enclosure url="${url(number)}" length="${1_000_000 + number * 4_321}" type="${type}"/>
<itunes:duration>${pick(DURATIONS, number)(seconds)}</itunes:duration>${numbered}
${number % 4 === 0 ? writeChapters() : ""}</item>`;
}

function writeNumbers(number: number, season: number): string {
  return `<itunes:season>${season}</itunes:season><itunes:episode>${number - (season - 1) * 50}</itunes:episode>`;
}

function writeChapters(): string {
  const chapters =
    '<psc:chapter start="00:00:00" title="Ebb"/><psc:chapter start="00:05:00.000" title="Flood &amp; back"/>';
  return `<psc:chapters version="1.2">${chapters}</psc:chapters>`;
}

function pick<One>(list: readonly One[], number: number): One {
  const one = list[number % list.length];
  if (one === undefined) throw new Error("the list is empty");
  return one;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
