import { join } from "node:path";
import { parseRssFeed } from "feedsmith";
import { parseFeed } from "podcast-partytime";
import { timeOf } from "../reading.ts";
import { runProgram, runPython } from "../run-program.ts";
import { createTemporaryFolder } from "../temporary-folder.ts";
import { type EpisodeField, type PodcastReader, type SeenEpisode, withoutAbsent } from "./podcast-reader.ts";

const EVERYWHERE = ["guid", "title", "published", "durationSeconds", "enclosures"] as const;
const NUMBERS: readonly EpisodeField[] = ["season", "episode", "type", "image"];

/** Reads a podcast at an address, or in a file. */
export function readWithPython(reader: "podcastparser" | "feedparser", place: string): Promise<SeenEpisode[]> {
  return runPython<SeenEpisode[]>("podcast/read-podcast.py", [reader, place], `python3-${reader}`);
}

const podcastparser: PodcastReader = {
  name: "podcastparser",
  reads: [...EVERYWHERE, ...NUMBERS, "isExplicit", "chapters"],
  read: async (url) => (await readWithPython("podcastparser", url)).map(withoutAbsent),
};

/** It keeps the last of several transcripts and people, and of these neither language nor name: they are not read here. */
const feedparser: PodcastReader = {
  name: "feedparser",
  reads: [...EVERYWHERE, ...NUMBERS, "chapters", "chaptersUrl"],
  read: async (url) => (await readWithPython("feedparser", url)).map(withoutAbsent),
};

const gpodder: PodcastReader = {
  name: "gPodder",
  reads: [...EVERYWHERE, "image", "chapters"],
  read: async (url) => {
    const folder = await createTemporaryFolder("gpodder");
    await runGpodder(folder, ["subscribe", url]);
    return readGpodder(folder);
  },
};

/** One run of gPodder's command, whose settings, database and downloads are in `folder`. */
export async function runGpodder(folder: string, args: readonly string[]): Promise<void> {
  const settings = [`GPODDER_HOME=${folder}`, `GPODDER_DOWNLOAD_DIR=${join(folder, "downloads")}`];
  const program = { command: "env", aptPackage: "gpodder" };
  const { code, stdout, stderr } = await runProgram(program, [...settings, "/usr/bin/gpo", ...args]);
  if (code === 127) throw new Error("Cannot run gpo: it is not installed; wanted the apt package gpodder");
  if (code !== 0) throw new Error(`gpo ${args[0]} ended with ${code}:\n${stdout}${stderr}`);
}

export async function readGpodder(folder: string): Promise<SeenEpisode[]> {
  const seen = await runPython<SeenEpisode[]>("podcast/read-gpodder.py", [join(folder, "Database")], "python3");
  return seen.map(withoutAbsent);
}

const feedsmith: PodcastReader = {
  name: "feedsmith",
  reads: [...EVERYWHERE, ...NUMBERS, "isExplicit", "chapters", "chaptersUrl", "transcripts", "persons"],
  read: async (url) =>
    readItems(await fetchText(url))
      .map(describeFeedsmithItem)
      .map(withoutAbsent),
};

const readItems = (text: string) => parseRssFeed(text).items ?? [];

type FeedsmithItem = ReturnType<typeof readItems>[number];

function describeFeedsmithItem(item: FeedsmithItem): SeenEpisode {
  const { itunes, podcast, psc } = item;
  return {
    guid: item.guid?.value,
    title: item.title,
    published: timeOf(item.pubDate),
    durationSeconds: itunes?.duration,
    enclosures: item.enclosures?.map(({ url = "", length = 0, type = "" }) => ({ url, length, type })),
    season: itunes?.season,
    episode: itunes?.episode,
    type: itunes?.episodeType,
    isExplicit: itunes?.explicit,
    chapters: psc?.chapters?.map(({ start, title }) => ({ startSeconds: secondsOf(start ?? ""), title: title ?? "" })),
    chaptersUrl: podcast?.chapters?.url,
    transcripts: podcast?.transcripts?.map(({ url = "", type = "", language }) => ({
      url,
      type,
      ...(language && { language }),
    })),
    persons: podcast?.persons?.map(({ display: name = "", role, href }) => {
      return { name, ...(role && { role }), ...(href && { href }) };
    }),
    image: itunes?.image,
  };
}

/** It names SRT `application/srt` whatever the feed says, gives a transcript without a language the feed's, and capitalises roles. */
const partytime: PodcastReader = {
  name: "podcast-partytime",
  reads: [...EVERYWHERE, ...NUMBERS, "isExplicit", "chaptersUrl", "transcripts", "persons"],
  read: async (url) => {
    const feed = parseFeed(await fetchText(url));
    return (feed?.items ?? []).map((item) => describePartytimeItem(item, feed?.language)).map(withoutAbsent);
  },
};

type PartytimeItem = NonNullable<ReturnType<typeof parseFeed>>["items"][number];

function describePartytimeItem(item: PartytimeItem, feedLanguage: string | undefined): SeenEpisode {
  return {
    guid: item.guid,
    title: item.title,
    published: item.pubDate?.getTime(),
    durationSeconds: item.duration,
    enclosures: [item.enclosure],
    season: item.itunesSeason,
    episode: item.itunesEpisode,
    type: item.itunesEpisodeType,
    isExplicit: item.explicit,
    chaptersUrl: item.podcastChapters?.url,
    transcripts: item.podcastTranscripts?.map(({ url, type, language }) => ({
      url,
      type: String(type) === "application/srt" ? "application/x-subrip" : type,
      ...(language !== undefined && language !== feedLanguage && { language }),
    })),
    persons: item.podcastPeople?.map(({ name, role, href }) => ({
      name,
      role: role.toLowerCase(),
      ...(href && { href }),
    })),
    image: item.itunesImage,
  };
}

/** `00:01:02.5` */
function secondsOf(clock: string): number {
  return clock.split(":").reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

export const podcastReaders: readonly PodcastReader[] = [podcastparser, feedparser, gpodder, feedsmith, partytime];
