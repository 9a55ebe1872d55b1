import type { ArticleKind } from "../../../src/article/article.ts";
import { composeRecord } from "../../../src/article/lifecycle.ts";
import { readSiteProfile } from "../../../src/article/profile/read-site-profile.ts";
import { readArticle } from "../../../src/article/read-article.ts";
import { buildFeedHead, buildFeedItem } from "../../../src/feed/build-feed.ts";
import { FeedDocument } from "../../../src/feed/feed-document.ts";
import type { FeedFile } from "../../../src/feed/feed-item.ts";
import { listItemExtensions } from "../../../src/feed/podcast/list-item-extensions.ts";
import { isPodcast } from "../../../src/feed/podcast/podcast-feed.ts";
import { writePodcastHead } from "../../../src/feed/podcast/podcast-head.ts";
import { PHOTO } from "../../article/fixtures.ts";

const PUBLIC_URL = "https://radio.example";

const ARTWORK = { ...PHOTO, width: 3_000, height: 3_000 };

export const SITE = `title: Harbour Radio
author: Harbour Radio
domain: radio.example
feeds:
  - name: tides
    title: The Tide Table
    description: A programme about the sea and those who work on it.
    podcast:
      image: artwork.jpg
      categories: [Society & Culture > Documentary, News]
      explicit: no
      type: serial
      author: Mira Lund
      owner: { name: Harbour Radio, email: desk@radio.example }
      copyright: Harbour Radio
      guid: 9b024349-ccf0-5f69-a609-6b82873eab3c
      locked: yes
      funding: { url: "https://radio.example/give", text: Support the programme }
      persons: [{ name: Mira Lund, role: Host }]
      txt: [{ purpose: applepodcastsverify, text: abc123 }]
      medium: podcast
      block: yes
      complete: yes
      new_feed_url: https://elsewhere.example/tides.xml
`;

export const EPISODE = `---
title: The harbour at night
date: 2026-03-14 10:00
summary: Who is awake when the town sleeps.
episode: 3
season: { number: 2, name: Winter }
episode_type: full
explicit: yes
episode_image: artwork.jpg
transcript: [{ src: "https://radio.example/t.vtt", language: en, rel: captions }]
chapters:
  - 00:00 Introduction
  - { start: "00:12:30", title: Nets, url: "https://radio.example/nets" }
guests: Ada Berg
podcast: { title: At night, block: yes }
---

The harbour is never dark.
`;

export const RECORDING: FeedFile = {
  url: "https://radio.example/media/one.mp3",
  type: "audio/mpeg",
  length: 1_200_000,
  duration: 1_800.4,
};

export interface SampleEpisode {
  readonly text: string;
  readonly recording: FeedFile | undefined;
}

export function readSite(text = SITE) {
  return readSiteProfile(text, new Map([["artwork.jpg", ARTWORK]]));
}

export function readEpisode(text: string, key = "one", kind: ArticleKind = "markdown") {
  const { profile } = readSite();
  if (profile === undefined) throw new Error("the sample's site.yaml is not sound");
  const media = new Map([["artwork.jpg", ARTWORK]]);
  const attachments = new Map([["talk.vtt", { name: `${"a".repeat(32)}.vtt`, mediaType: "text/vtt", sizeBytes: 9 }]]);
  return readArticle({ key, kind, bytes: new TextEncoder().encode(text), media, attachments }, profile);
}

/** The sample's RSS, as its readers get it. */
export function renderSample(
  episodes: readonly SampleEpisode[] = [{ text: EPISODE, recording: RECORDING }],
  siteText = SITE,
): string {
  const { profile } = readSite(siteText);
  const feed = profile?.feeds[0];
  if (profile === undefined || !isPodcast(feed)) throw new Error("the sample has no podcast");
  const records = episodes.map(({ text }, index) => {
    const { article } = readEpisode(text, `episode-${index}`);
    if (article === undefined) throw new Error("the sample's episode is not sound");
    const id = article.givenId ?? `tag:radio.example,2026:${index}`;
    const edition = { article, existing: undefined, id, iri: undefined, now: Date.UTC(2026, 10, 1), minor: false };
    return composeRecord({ ...edition, timeZone: "UTC", former: undefined, isSameFile: false });
  });
  const site = { profile, authority: undefined, changedAt: 0 };
  const window = records.map((record, index) => ({ position: index + 1, record }));
  const settings = { publicUrl: PUBLIC_URL, maxAgeSeconds: 900 };
  const place = { base: `${PUBLIC_URL}/feeds/tides/`, paging: undefined };
  const head = buildFeedHead({ site, head: undefined, window }, "feeds/tides", place, settings);
  const document = new FeedDocument(writePodcastHead(head, feed, profile, { publicUrl: PUBLIC_URL, format: "rss" }));
  for (const [index, record] of records.entries()) {
    const { enclosure: _, ...item } = buildFeedItem(record, "full", PUBLIC_URL, profile);
    const enclosure = episodes[index]?.recording;
    const extensions = listItemExtensions(record, enclosure, feed, profile, PUBLIC_URL);
    document.addItem({ ...item, ...(enclosure && { enclosure }), extensions });
  }
  return document.rss2();
}
