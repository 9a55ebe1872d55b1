import { describe, expect, it } from "vitest";
import { type ArticleImage, PUBLIC_URL_MARK } from "../../src/article/article.ts";
import { composeRecord } from "../../src/article/lifecycle.ts";
import type { Recording } from "../../src/article/recordings/recording.ts";
import { buildFeedItem } from "../../src/feed/build-feed.ts";
import { formats } from "../../src/feed/formats.ts";
import { PROFILE, readSound } from "../article/fixtures.ts";

const NEW = { timeZone: "UTC", former: undefined, isSameFile: false };

it.each([
  ["ar", '<div dir="rtl" lang="ar"><p>نص.</p></div>'],
  ["az-Arab", '<div dir="rtl" lang="az-Arab"><p>نص.</p></div>'],
  ["en", "<p>نص.</p>"],
])("a body in %s says its direction to readers, which do not guess", (language, content) => {
  const article = readSound("markdown", `---\ntitle: A\nlanguage: ${language}\n---\nنص.`);
  const record = composeRecord({ article, existing: undefined, id: "a", iri: undefined, now: 0, minor: false, ...NEW });
  expect(record.html).toBe("<p>نص.</p>");
  expect(buildFeedItem(record, "full", "https://a.example", PROFILE).content).toBe(content);
  expect(buildFeedItem(record, "summary", "https://a.example", PROFILE).content).toBeUndefined();
});

it("a note has a title in Atom alone, which requires one (RFC 4287 §4.1.2); RSS 2.0 is content with its description", () => {
  const article = readSound("markdown", "The ferry is late. We read on the quay.");
  const record = composeRecord({ article, existing: undefined, id: "a", iri: undefined, now: 0, minor: false, ...NEW });
  const item = buildFeedItem(record, "full", "https://a.example", PROFILE);
  expect(JSON.parse(formats.json.renderEntry(item))).not.toHaveProperty("title");
  expect(formats.rss.renderEntry(item)).not.toContain("<title");
  expect(formats.rss.renderEntry(item)).toContain("<description>The ferry is late. We read on the quay.</description>");
  expect(formats.atom.renderEntry(item)).toContain(">The ferry is late</title>");
});

const PICTURE = {
  role: "photograph",
  url: `${PUBLIC_URL_MARK}/media/b.jpg`,
  mediaType: "image/jpeg",
  sizeBytes: 9,
  width: 4,
  height: 3,
  alt: "Two people",
  caption: undefined,
  credit: undefined,
  license: undefined,
} as const;
const SOUND = {
  medium: "audio",
  url: `${PUBLIC_URL_MARK}/media/a.mp3`,
  mediaType: "audio/mpeg",
  sizeBytes: 31_000,
  durationSeconds: 12.4,
  bitrate: 127_800,
} as const;
const FILM = { medium: "video", url: "https://cdn.example/a.mp4", mediaType: "video/mp4" } as const;

describe("one enclosure per item: sound or film if there is any, else the picture", () => {
  const article = readSound("markdown", "---\ntitle: A\n---\nText.");
  const record = composeRecord({ article, existing: undefined, id: "a", iri: undefined, now: 0, minor: false, ...NEW });
  const build = (recordings: readonly Recording[] | undefined, image: ArticleImage | undefined) => {
    const facets = { ...record.facets, recordings, image };
    return buildFeedItem({ ...record, facets }, "full", "https://a.example", PROFILE);
  };

  it.each([
    ["sound and a picture", [SOUND], PICTURE, ["a.mp3", "b.jpg"]],
    ["sound, film and a picture", [SOUND, FILM], PICTURE, ["a.mp3", "a.mp4", "b.jpg"]],
    ["film alone", [FILM], undefined, ["a.mp4"]],
    ["a picture alone", undefined, PICTURE, ["b.jpg"]],
    ["nothing", undefined, undefined, []],
  ] as const)("%s", (_, recordings, image, names) => {
    const item = build(recordings, image);
    const rss = formats.rss.renderEntry(item);
    expect(Array.from(rss.matchAll(/<enclosure url="[^"]*\/([^"]*)"/g), ([, name]) => name)).toEqual(names.slice(0, 1));
    const { attachments = [] } = JSON.parse(formats.json.renderEntry(item)) as { attachments?: { url: string }[] };
    expect(attachments.map(({ url }) => url.split("/").at(-1))).toEqual(names);
    const atom = formats.atom.renderEntry(item);
    expect(Array.from(atom.matchAll(/rel="enclosure"[^>]*\/([^"/]*)"\/>/g), ([, name]) => name)).toEqual(names);
  });

  it("says medium, duration and bitrate in Media RSS, whose thumbnail is the picture, and seconds in JSON Feed", () => {
    const item = build([SOUND], PICTURE);
    expect(formats.rss.renderEntry(item)).toContain(
      '<media:content url="https://a.example/media/a.mp3" medium="audio" type="audio/mpeg" fileSize="31000" duration="12" bitrate="128">' +
        '\n<media:thumbnail url="https://a.example/media/b.jpg" width="4" height="3"/>',
    );
    expect(JSON.parse(formats.json.renderEntry(item))).toMatchObject({
      image: "https://a.example/media/b.jpg",
      attachments: [{ mime_type: "audio/mpeg", size_in_bytes: 31_000, duration_in_seconds: 12 }, {}],
    });
  });

  it("leaves a length out that is not known, but in RSS 2.0, which requires it (RSS Profile: 0)", () => {
    const item = build([FILM], undefined);
    expect(formats.rss.renderEntry(item)).toContain('length="0" type="video/mp4"');
    expect(formats.atom.renderEntry(item)).not.toContain("length=");
    expect(formats.json.renderEntry(item)).not.toContain("size_in_bytes");
  });
});
