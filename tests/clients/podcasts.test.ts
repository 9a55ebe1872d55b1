import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRssFeed } from "feedsmith";
import { parseFeed } from "podcast-partytime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importFeed } from "../../cli/import/import-feed.ts";
import { lintPodcast } from "../../src/health/podcast/lint-podcast.ts";
import { parseXml } from "../../src/lib/parse-xml.ts";
import { type RunningPublication, startLocalPublication } from "../support/local-publication.ts";
import { EXPECTED_EPISODES, type ExpectedEpisode } from "./podcast/expected-episodes.ts";
import { writeOldPodcast } from "./podcast/old-podcast.ts";
import { type EpisodeField, type SeenEpisode, withoutAbsent } from "./podcast/podcast-reader.ts";
import { podcastReaders, readGpodder, readWithPython, runGpodder } from "./podcast/readers.ts";
import { createTemporaryFolder, makeTemporaryFolder } from "./temporary-folder.ts";

const FOLDER = join(import.meta.dirname, "podcast/articles");
const folder = await makeTemporaryFolder("old-podcast");
const source = join(folder.path, "podcast.xml");
/** A podcast that moves to another host. */
const LEAVING = `  - name: leaving
    title: Leaving
    podcast: { categories: News, locked: no, new_feed_url: "https://elsewhere.example/feed.xml" }
`;
const running: RunningPublication[] = [];
let tides = "";
let imported = "";

beforeAll(async () => {
  await writeFile(source, writeOldPodcast());
  const articles = join(folder.path, "articles");
  const fetch = () => Promise.reject(new Error("Nothing is fetched here"));
  const report = await importFeed({ source, folder: articles, withImages: false, site: undefined }, { fetch });
  expect(report.refused).toEqual([]);
  // Two hundred cards would be drawn, which take longer than everything else here.
  const site = join(articles, "site.yaml");
  await writeFile(site, `${(await readFile(site, "utf8")).replace(/^feeds:\n/m, `feeds:\n${LEAVING}`)}covers: none\n`);
  const publications = await Promise.all([startLocalPublication(FOLDER), startLocalPublication(articles)]);
  running.push(...publications);
  [tides = "", imported = ""] = publications.map(({ url }) => url);
});

afterAll(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
  await folder.remove();
});

/** Media are named by the digest of their bytes. */
function addressOf(file: string): string {
  const digest = createHash("sha256")
    .update(readFileSync(join(FOLDER, file)))
    .digest("hex");
  return `${tides}/media/${digest.slice(0, 32)}.${file.split(".").at(-1)}`;
}

function describeExpected(row: ExpectedEpisode): SeenEpisode {
  const { key, guid, title, durationSeconds, season, episode, type, chapters, persons, file, mediaType } = row;
  const { chaptersFile, transcripts, image, isExplicit = false } = row;
  const list = chapters && `${tides}/articles/${key}/chapters.json`;
  return withoutAbsent({
    ...{ guid, title, durationSeconds, season, episode, type, chapters, persons, isExplicit },
    published: Date.parse(row.published),
    enclosures: [{ url: addressOf(file), length: readFileSync(join(FOLDER, file)).length, type: mediaType }],
    chaptersUrl: chaptersFile === undefined ? list : addressOf(chaptersFile),
    transcripts: transcripts?.map(({ file: name, ...rest }) => ({ url: addressOf(name), ...rest })),
    image: image && addressOf(image),
  });
}

function pickFields(episode: SeenEpisode, fields: readonly EpisodeField[]): SeenEpisode {
  return Object.fromEntries(Object.entries(episode).filter(([name]) => fields.some((field) => field === name)));
}

async function readFeed(): Promise<string> {
  return (await fetch(`${tides}/feeds/tides/rss.xml`)).text();
}

describe("a podcast of twelve episodes", () => {
  test.each(podcastReaders)("$name reads every value of every episode", async ({ read, reads }) => {
    const seen = await read(`${tides}/feeds/tides/rss.xml`);
    expect(seen).toEqual(EXPECTED_EPISODES.map((row) => pickFields(describeExpected(row), reads)));
  });

  test("gPodder downloads the bytes of every recording", async () => {
    const home = await createTemporaryFolder("gpodder");
    await runGpodder(home, ["subscribe", `${tides}/feeds/tides/rss.xml`]);
    await runGpodder(home, ["download"]);
    const downloads = join(home, "downloads/The Tide Table");
    const names = (await readdir(downloads)).filter((name) => /\.(?:mp3|m4a|mp4|ogg)$/.test(name));
    const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
    const got = await Promise.all(names.map(async (name) => digest(await readFile(join(downloads, name)))));
    const wanted = EXPECTED_EPISODES.map(({ file }) => digest(readFileSync(join(FOLDER, file))));
    expect(got.sort()).toEqual(wanted.sort());
    expect(await readGpodder(home)).toHaveLength(12);
  });

  test("transcripts, files of chapters and artwork are served as they are, with CORS and their type", async () => {
    const files = EXPECTED_EPISODES.flatMap(({ transcripts = [], chaptersFile = [], image = [] }) =>
      [transcripts.map(({ file }) => file), chaptersFile, image].flat(),
    );
    expect(new Set(files).size).toBe(6);
    for (const file of ["artwork.jpg", ...files]) {
      const response = await fetch(addressOf(file));
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([file, response.status, response.headers.get("access-control-allow-origin")]).toEqual([file, 200, "*"]);
      expect(bytes.equals(await readFile(join(FOLDER, file))), file).toBe(true);
    }
  });

  test("keeps every rule of PSP-1 and of Apple", async () => {
    const xml = await readFeed();
    const root = parseXml(xml);
    expect(root.ok && lintPodcast(xml, root.value)).toEqual([]);
  });

  test("the channel says what site.yaml says", async () => {
    const { itunes, podcast, title, language, copyright } = parseRssFeed(await readFeed());
    expect({ title, language, copyright }).toEqual({
      title: "The Tide Table",
      language: "en",
      copyright: "Quay Radio",
    });
    expect(itunes).toMatchObject({
      author: "Quay Radio",
      explicit: false,
      image: addressOf("artwork.jpg"),
      categories: [{ text: "Society & Culture", categories: [{ text: "Documentary" }] }, { text: "News" }],
      owner: { name: "Quay Radio", email: "desk@quay-radio.example" },
    });
    expect(podcast).toMatchObject({
      locked: { value: true, owner: "desk@quay-radio.example" },
      fundings: [{ url: "https://quay-radio.example/give", display: "Support the programme" }],
      persons: [{ display: "Mara Ellwood", role: "host" }],
      medium: "podcast",
      txts: [{ display: "abc123", purpose: "applepodcastsverify" }],
      guid: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });
});

describe("a podcast of 200 episodes that moved here", () => {
  test("podcastparser: no guid, date, duration, enclosure, number or chapter differs from the former feed", async () => {
    const before = await readWithPython("podcastparser", source);
    const after = await readWithPython("podcastparser", `${imported}/feeds/podcast/rss.xml`);
    const describeSeen = ({ guid, published, durationSeconds, enclosures, ...rest }: SeenEpisode) => {
      const { season, episode, type, chapters } = rest;
      return { guid, published, durationSeconds, enclosures, season, episode, type, chapters };
    };
    expect(before).toHaveLength(200);
    expect(after.map(describeSeen)).toEqual(before.map(describeSeen));
  });

  test("the guid is that of its former address, and the lock stays", async () => {
    const xml = await (await fetch(`${imported}/feeds/podcast/rss.xml`)).text();
    const { podcast } = parseRssFeed(xml);
    // Python: uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "old.example/podcast.xml")
    expect(podcast).toMatchObject({ guid: "99b8dbbb-dbbd-5deb-a1a2-6b069a2c840d", locked: { value: true } });
  });

  test("a podcast that leaves names its next feed, and lets other hosts import it", async () => {
    const xml = await (await fetch(`${imported}/feeds/leaving/rss.xml`)).text();
    const seen = parseFeed(xml);
    expect(seen?.items).toHaveLength(200);
    expect(seen?.itunesNewFeedUrl).toBe("https://elsewhere.example/feed.xml");
    const { itunes, podcast } = parseRssFeed(xml);
    expect([itunes?.newFeedUrl, podcast?.locked?.value]).toEqual(["https://elsewhere.example/feed.xml", false]);
  });
});
