import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { checkPodcasts } from "../../cli/podcast/check-podcasts.ts";
import { readPublication } from "../../cli/publication.ts";
import { listFindings } from "../../cli/report-findings.ts";
import { makeFolder } from "../cli/run-edgewire.ts";
import { makeMp3 } from "../support/make-mp3.ts";

const SITE = `title: Quay Radio
description: Programmes from a harbour.
feeds:
  - name: tides
    title: The Tide Table
    description: The sea, and those who work on it.
    podcast:
      image: artwork.jpg
      categories: [News]
      copyright: Quay Radio
      type: serial
`;

const EPISODE = `---
title: The harbour at night
date: 2026-03-14
audio: one.mp3
episode: 1
transcript: { src: talk.vtt }
chapters:
  - 00:00 Introduction
---

Who is awake when the town sleeps.
`;

const draw = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "teal" } });

const files = {
  "artwork.jpg": await draw(1_400, 1_400).jpeg().toBuffer(),
  "grey.png": await draw(1_400, 1_400).toColourspace("b-w").png().toBuffer(),
  "print.jpg": await draw(1_400, 1_400).toColourspace("cmyk").jpeg().toBuffer(),
  "wide.jpg": await draw(1_500, 1_400).jpeg().toBuffer(),
  "small.jpg": await draw(1_399, 1_399).jpeg().toBuffer(),
  "large.png": await draw(3_001, 3_001).png().toBuffer(),
  "art.webp": await draw(1_400, 1_400).webp().toBuffer(),
  "one.mp3": makeMp3(400),
  "two.mp3": makeMp3(401),
  "page.mp3": "<!doctype html><title>404</title>",
  "bells.ogg": readFileSync(join(import.meta.dirname, "../clients/podcast/articles/bells.ogg")),
  "talk.vtt": "WEBVTT\n",
};

async function check(site: string, episode: string, second = episodeOf("two.mp3")) {
  const folder = makeFolder({ ...files, "site.yaml": site, "one.md": episode, "two.md": second });
  const publication = await checkPodcasts(await readPublication(folder), Date.UTC(2026, 10, 1));
  return listFindings(publication).map(({ path, finding }) => ({
    file: path.split("/").at(-1),
    line: finding.line,
    message: finding.message,
  }));
}

function episodeOf(audio: string): string {
  return EPISODE.replace("one.mp3", audio).replace("at night", "by day").replace("episode: 1", "episode: 2");
}

it("finds nothing in a podcast that keeps every rule", async () => {
  expect(await check(SITE, EPISODE)).toEqual([]);
});

/** The rule or the bad input, a line that breaks it, and the words of the finding at that line. */
const inSite: readonly (readonly [string, good: string, bad: string, words: string])[] = [
  ["channel title", "title: The Tide Table", `title: ${"T".repeat(256)}`, "<title> of at most 255 characters"],
  ["channel description", "description: The sea, and", `description: ${"é".repeat(2_000)}`, "at most 4000 bytes"],
  ["itunes:category", "categories: [News]", "categories: [Newspapers]", "a category of Apple Podcasts"],
  ["copyright", "copyright: Quay Radio", "copyright: © 2026 Quay Radio", "a name alone"],
  ["itunes:type", "type: serial", "type: weekly", '"episodic"'],
  ["artwork in grey", "artwork.jpg", "grey.png", "in RGB, found"],
  ["artwork for print", "artwork.jpg", "print.jpg", "in CMYK"],
  ["artwork that is no square", "artwork.jpg", "wide.jpg", "1500 × 1400 pixels and no square"],
  ["artwork that is too small", "artwork.jpg", "small.jpg", "1399 × 1399 pixels"],
  ["artwork that is too large", "artwork.jpg", "large.png", "3001 × 3001 pixels"],
  ["artwork of another type", "artwork.jpg", "art.webp", "which is image/webp"],
];

it.each(inSite)("%s: the finding is at the line of site.yaml", async (_, good, bad, words) => {
  const site = SITE.replace(good, bad);
  const line = site.split("\n").findIndex((text) => text.includes(bad)) + 1;
  const findings = await check(site, EPISODE);
  expect(findings).toContainEqual({ file: "site.yaml", line, message: expect.stringContaining(words) });
});

const inArticle: typeof inSite = [
  ["title without numbers", "title: The harbour", "title: Episode 3, The harbour", "without the numbers"],
  ["enclosure format", "audio: one.mp3", "audio: bells.ogg", "an mp3, m4a, mp4"],
  ["a recording that is a web page", "audio: one.mp3", "audio: page.mp3", "such as a web page saved under its name"],
  ["a recording that is not there", "audio: one.mp3", "audio: gone.mp3", 'Cannot find the file "gone.mp3"'],
  ["itunes:season", "episode: 1", "season: 0", "a whole number above zero"],
  ["itunes:episodeType", "episode: 1", "episode_type: special", "one of"],
  ["podcast:transcript", "{ src: talk.vtt }", "{ src: talk.vtt, type: vtt }", "the type of VTT, SRT"],
  ["a transcript that is not there", "talk.vtt", "gone.vtt", "neither a file beside the article nor an address"],
  ["a chapter after the end", "00:00 Introduction", "59:00 Introduction", "must begin before the recording ends"],
  ["item podcast:person", "episode: 1", `guests: ${"G".repeat(129)}`, "at most 128 characters"],
];

it.each(inArticle)("%s: the finding is at the line of the article", async (_, good, bad, words) => {
  const episode = EPISODE.replace(good, bad);
  const line = episode.split("\n").findIndex((text) => text.includes(bad)) + 1;
  const findings = await check(SITE, episode);
  expect(findings).toContainEqual({ file: "one.md", line, message: expect.stringContaining(words) });
});

it("enclosure of its own: the later of two episodes with one recording has the finding", async () => {
  expect(await check(SITE, EPISODE, episodeOf("one.mp3"))).toContainEqual({
    file: "two.md",
    line: 4,
    message: expect.stringContaining("an address that no other episode has"),
  });
});

it("guid of its own: the later of two episodes with one id is refused, with the cure", async () => {
  const withId = (text: string) => text.replace("---\n", '---\nid: "1"\n');
  expect(await check(SITE, withId(EPISODE), withId(episodeOf("two.mp3")))).toContainEqual({
    file: "two.md",
    line: undefined,
    message: expect.stringContaining("give one of them another id"),
  });
});

it("episode of a serial: an episode without a number has the finding at its first line", async () => {
  expect(await check(SITE, EPISODE.replace("episode: 1\n", ""))).toContainEqual({
    file: "one.md",
    line: 1,
    message: expect.stringContaining("<itunes:episode> in each full episode of a serial podcast"),
  });
});
