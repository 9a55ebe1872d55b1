import { expect, test } from "vitest";
import type { Medium } from "../../../src/article/article.ts";
import { findArtworkAt } from "../../../src/article/images/media-path.ts";
import { mintPodcastGuid } from "../../../src/feed/podcast/mint-podcast-guid.ts";
import { chooseMedia } from "../../../src/feed/publishing/media/choose-media.ts";
import { PHOTO } from "../../article/fixtures.ts";
import { findXmlFault } from "../../support/well-formed.ts";
import { EPISODE, RECORDING, readEpisode, readSite, renderSample, SITE } from "./sample-podcast.ts";

test.each([
  ["https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"],
  ["http://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"],
])("podcast namespace, guid: %s has the published UUID", async (address, guid) => {
  expect(await mintPodcastGuid(address)).toBe(guid);
});

test("a podcast's RSS is well-formed and says what site.yaml and the article say", () => {
  const xml = renderSample();
  expect(findXmlFault(xml)).toBeUndefined();
  expect(xml).toMatch(/<itunes:category text="Society &[^;]+; Culture">\s*<itunes:category text="Documentary"\/>/);
  const lines = xml.split("\n").map((line) => line.trim());
  expect(lines).toEqual(
    expect.arrayContaining([
      "<title>The Tide Table</title>",
      "<itunes:author>Mira Lund</itunes:author>",
      "<itunes:type>serial</itunes:type>",
      "<itunes:explicit>false</itunes:explicit>",
      '<itunes:category text="News"/>',
      "<itunes:new-feed-url>https://elsewhere.example/tides.xml</itunes:new-feed-url>",
      "<itunes:complete>Yes</itunes:complete>",
      "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>",
      '<podcast:locked owner="desk@radio.example">yes</podcast:locked>',
      '<podcast:funding url="https://radio.example/give">Support the programme</podcast:funding>',
      '<podcast:person role="host">Mira Lund</podcast:person>',
      '<podcast:txt purpose="applepodcastsverify">abc123</podcast:txt>',
      "<itunes:title>At night</itunes:title>",
      "<itunes:summary>Who is awake when the town sleeps.</itunes:summary>",
      "<itunes:duration>1800</itunes:duration>",
      "<itunes:explicit>true</itunes:explicit>",
      "<itunes:episode>3</itunes:episode>",
      "<itunes:season>2</itunes:season>",
      "<itunes:episodeType>full</itunes:episodeType>",
      '<podcast:transcript url="https://radio.example/t.vtt" type="text/vtt" language="en" rel="captions"/>',
      '<podcast:chapters type="application/json+chapters" url="https://radio.example/articles/episode-0/chapters.json"/>',
      '<podcast:season name="Winter">2</podcast:season>',
      "<podcast:episode>3</podcast:episode>",
      '<podcast:person role="guest">Ada Berg</podcast:person>',
      '<psc:chapters version="1.2"><psc:chapter start="00:00:00" title="Introduction"/>',
      '<psc:chapter start="00:12:30" title="Nets" href="https://radio.example/nets"/>',
    ]),
  );
});

test("a namespace is declared only where it is used", () => {
  const plain = EPISODE.replace(/^chapters:\n(?: {2}.*\n)+/m, "");
  expect(renderSample()).toContain("xmlns:psc=");
  expect(renderSample([{ text: plain, recording: RECORDING }])).not.toContain("xmlns:psc=");
});

const left: readonly (readonly [string, string, string, string])[] = [
  ["an artwork that is no square", "episode_image: artwork.jpg", "episode_image: small.jpg", "small.jpg"],
  ["a transcript that is not there", "https://radio.example/t.vtt", "lost.vtt", "lost.vtt"],
  ["a season below one", "season: { number: 2, name: Winter }", "season: 0", '"season" must be'],
  ["an unknown type", "episode_type: full", "episode_type: special", '"episode_type" must be'],
  ["a chapter without a time", "00:00 Introduction", "Introduction", "a time and a title"],
  ["explicit without an answer", "explicit: yes", "explicit: sometimes", '"explicit" must be'],
];

test.each(left)("%s is left out with a finding at its line", (_, good, bad, message) => {
  const text = EPISODE.replace(good, bad);
  const { article, findings } = readEpisode(text);
  expect(article).toBeDefined();
  expect(findings).toEqual([
    expect.objectContaining({ severity: "warning", message: expect.stringContaining(message) }),
  ]);
  expect(findings[0]?.line).toBe(text.split("\n").findIndex((line) => line.includes(bad)) + 1);
});

test("a transcript beside the article is one of its files", () => {
  const { article } = readEpisode(EPISODE.replace("https://radio.example/t.vtt", "talk.vtt"));
  expect(article?.episode?.transcripts).toEqual([
    { url: `\u0001/media/${"a".repeat(32)}.vtt`, mediaType: "text/vtt", language: "en", isCaptions: true },
  ]);
});

test.each([
  ["artwork.jpg", "nowhere.jpg", "neither a picture beside site.yaml nor an address"],
  ["Society & Culture > Documentary", "Sea", "a category of Apple Podcasts"],
  ["9b024349-ccf0-5f69-a609-6b82873eab3c", "12", "a UUID"],
])("site.yaml: for %s the value %s is a finding with its line", (good, bad, message) => {
  const text = SITE.replace(good, bad);
  const [finding] = readSite(text).findings;
  expect(finding?.message).toContain(message);
  expect(finding?.line).toBe(text.split("\n").findIndex((line) => line.includes(bad)) + 1);
});

test("an artwork of the wrong shape is left out, and the podcast is published", () => {
  const { profile, findings } = readSite(SITE.replace("artwork.jpg", "nowhere.jpg"));
  expect(findings).toHaveLength(1);
  expect(profile?.feeds[0]?.podcast).not.toHaveProperty("image");
});

test("an article that is no episode has no member for one, so that stored articles stay as they are", () => {
  const { article } = readEpisode("---\ntitle: A\ndate: 2026-01-01\n---\n\nText.\n");
  expect(article).not.toHaveProperty("episode");
  expect(readSite("title: T\nfeeds: [{ name: a }]").profile?.feeds[0]).not.toHaveProperty("podcast");
});

test("an episode's artwork is the picture as it came, whatever sizes the store has of it", () => {
  const original: Medium = { ...PHOTO, name: `${"a".repeat(32)}.jpg`, width: 1_400, height: 1_400 };
  const sized: Medium = { ...original, name: `${"b".repeat(32)}.jpg`, width: 1_200, height: 1_200 };
  const image = { medium: original, bytes: new Uint8Array() };
  const images = new Map([
    ["artwork:a.jpg", image],
    ["a.jpg", image],
  ]);
  const submission = {
    key: "a",
    kind: "markdown",
    body: new Uint8Array(),
    images,
    cover: undefined,
    minor: false,
  } as const;
  const { files } = chooseMedia(submission, undefined, new Map([[original.name, sized]]));
  expect(findArtworkAt(files, "./a.jpg")?.name).toBe(original.name);
  expect(files.get("a.jpg")?.name).toBe(sized.name);
});
