import { expect, test } from "vitest";
import { dc } from "../../../src/feed/extensions/dc.ts";
import type { Extension } from "../../../src/feed/extensions/extension.ts";
import { georss } from "../../../src/feed/extensions/georss.ts";
import { itunesChannel, itunesItem } from "../../../src/feed/extensions/itunes.ts";
import { media } from "../../../src/feed/extensions/media.ts";
import { podcastChannel, podcastItem } from "../../../src/feed/extensions/podcast.ts";
import { rsl } from "../../../src/feed/extensions/rsl.ts";
import { slash } from "../../../src/feed/extensions/slash.ts";
import { source } from "../../../src/feed/extensions/source.ts";
import { thr } from "../../../src/feed/extensions/thread.ts";
import { webfeeds } from "../../../src/feed/extensions/webfeeds.ts";
import { renderDocument, renderEntryBytes } from "../../../src/feed/feed-document.ts";
import { formats } from "../../../src/feed/formats.ts";
import { findXmlFault } from "../../support/well-formed.ts";
import { changed, documentOf, minimalItem, sampleHead } from "../sample-feed.ts";

const ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd";
const own = (objects: Record<string, unknown>, name = "ex:rating"): Extension => ({
  name,
  objects,
  namespace: "https://example.org/ns",
});

function rssOf(channel: Extension[], item: Extension[] = []): string {
  return documentOf({ ...sampleHead, extensions: channel }, [changed(minimalItem, { extensions: item })]).rss2();
}

/** The elements of a module, as one line each. */
function linesOf(extensions: Extension[]): string[] {
  const prefix = extensions[0]?.name.split(":")[0] ?? "";
  const rss = rssOf([], extensions);
  expect(findXmlFault(rss)).toBeUndefined();
  return rss.split("\n").filter((line) => line.startsWith(`<${prefix}:`));
}

const modules: readonly (readonly [string, Extension[], string[]])[] = [
  [
    "an episode for Apple Podcasts",
    itunesItem({ durationSeconds: 61.4, explicit: false, episode: 2, season: 1, episodeType: "full", block: true }),
    [
      "<itunes:explicit>false</itunes:explicit>",
      "<itunes:episode>2</itunes:episode>",
      "<itunes:season>1</itunes:season>",
      "<itunes:episodeType>full</itunes:episodeType>",
      "<itunes:duration>61</itunes:duration>",
      "<itunes:block>Yes</itunes:block>",
    ],
  ],
  [
    "an episode of Podcasting 2.0",
    podcastItem({
      transcripts: [{ url: "https://a.example/t.vtt", type: "text/vtt" }],
      chapters: { url: "https://a.example/c.json" },
      soundbites: [{ startSeconds: 1, durationSeconds: 30, title: "Listen & learn" }],
      season: { number: 3 },
      episode: { number: 4.5, display: "Four and a half" },
      persons: [{ name: "Ada", role: "host" }],
      location: { name: "Harbour", geo: "geo:1,2" },
      license: { name: "cc-by-4.0" },
    }),
    [
      '<podcast:transcript url="https://a.example/t.vtt" type="text/vtt"/>',
      '<podcast:chapters type="application/json+chapters" url="https://a.example/c.json"/>',
      '<podcast:soundbite startTime="1" duration="30">Listen &#x26; learn</podcast:soundbite>',
      "<podcast:season>3</podcast:season>",
      '<podcast:episode display="Four and a half">4.5</podcast:episode>',
      '<podcast:person role="host">Ada</podcast:person>',
      '<podcast:location geo="geo:1,2">Harbour</podcast:location>',
      "<podcast:license>cc-by-4.0</podcast:license>",
    ],
  ],
  [
    "a channel of Podcasting 2.0",
    podcastChannel({
      guid: "917393e3-1b1e-5cef-ace4-edaa54e1f810",
      locked: { isLocked: true, owner: "ada@example.org" },
      funding: [{ url: "https://a.example/give", text: "Give" }],
      medium: "podcast",
      txt: [{ text: "token", purpose: "applepodcastsverify" }],
      trailers: [{ title: "Soon", url: "https://a.example/t.mp3", published: new Date(0), type: "audio/mpeg" }],
    }),
    [
      "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>",
      '<podcast:locked owner="ada@example.org">yes</podcast:locked>',
      '<podcast:funding url="https://a.example/give">Give</podcast:funding>',
      "<podcast:medium>podcast</podcast:medium>",
      '<podcast:txt purpose="applepodcastsverify">token</podcast:txt>',
      '<podcast:trailer url="https://a.example/t.mp3" type="audio/mpeg" pubdate="Thu, 01 Jan 1970 00:00:00 GMT">Soon</podcast:trailer>',
    ],
  ],
  [
    "Dublin Core",
    dc({ subject: ["a", "b"], date: new Date(0), rights: "" }),
    ["<dc:subject>a</dc:subject>", "<dc:subject>b</dc:subject>", "<dc:date>1970-01-01T00:00:00Z</dc:date>"],
  ],
  ["a place", georss({ point: [45.25, -71.5] }), ["<georss:point>45.25 -71.5</georss:point>"]],
  [
    "an area",
    georss({
      box: [
        [1, 2],
        [3, 4],
      ],
      featureName: "Bay",
    }),
    ["<georss:box>1 2 3 4</georss:box>", "<georss:featurename>Bay</georss:featurename>"],
  ],
  ["a Markdown source", source({ markdown: "a < b" }), ["<source:markdown>a &#x3C; b</source:markdown>"]],
  [
    "a reply",
    thr({ inReplyTo: [{ ref: "tag:a.example,2026:1", href: "https://a.example/1" }], total: 0 }),
    ['<thr:in-reply-to ref="tag:a.example,2026:1" href="https://a.example/1"/>', "<thr:total>0</thr:total>"],
  ],
  [
    "comments",
    slash({ comments: 7, hitParade: [7, 1] }),
    ["<slash:comments>7</slash:comments>", "<slash:hit_parade>7,1</slash:hit_parade>"],
  ],
  [
    "Media RSS",
    media({
      contents: [{ url: "https://a.example/f.mp4", medium: "video", sizeBytes: 9, durationSeconds: 3 }],
      rating: "nonadult",
      credits: [{ name: "Ada", role: "photographer" }],
    }),
    [
      '<media:content url="https://a.example/f.mp4" medium="video" fileSize="9" duration="3"/>',
      '<media:rating scheme="urn:simple">nonadult</media:rating>',
      '<media:credit role="photographer" scheme="urn:ebu">Ada</media:credit>',
    ],
  ],
  [
    "a licence for machines",
    rsl({ url: "https://a.example/", licenses: [{ prohibits: [{ type: "usage", values: ["ai-train", "search"] }] }] }),
    ['<rsl:content url="https://a.example/"><rsl:license><rsl:prohibits type="usage">ai-train,search</rsl:prohibits>'],
  ],
  [
    "the looks of a feed",
    webfeeds({ cover: "https://a.example/c.jpg", icon: "", accentColor: "#00aa33" }),
    ['<webfeeds:cover image="https://a.example/c.jpg"/>', "<webfeeds:accentColor>00aa33</webfeeds:accentColor>"],
  ],
];

test.each(modules)("extension module: %s", (_name, extensions, lines) => {
  expect(linesOf(extensions)).toEqual(lines);
});

test("Apple's channel: categories are nested, and Yes alone is written", () => {
  const channel = itunesChannel({
    categories: [["Arts", "Books"], ["News"]],
    owner: { email: "ada@example.org" },
    image: "https://a.example/i.jpg",
    complete: false,
  });
  const rss = rssOf(channel);
  expect(rss).toContain('<itunes:category text="Arts"><itunes:category text="Books"/>\n</itunes:category>');
  expect(rss).toContain('<itunes:category text="News"/>');
  expect(rss).toContain("<itunes:owner><itunes:email>ada@example.org</itunes:email>\n</itunes:owner>");
  expect(rss).toContain('<itunes:image href="https://a.example/i.jpg"/>');
  expect(rss).not.toContain("itunes:complete");
});

test("namespaces are declared once, at the root, and only where they are used", () => {
  const used = rssOf(itunesChannel({ author: "Ada" }), [...itunesItem({ episode: 1 }), own({ _text: 5 })]);
  expect(used.match(/xmlns:itunes/g)).toHaveLength(1);
  expect(used).toContain(`xmlns:itunes="${ITUNES}"`);
  expect(used).toContain('xmlns:ex="https://example.org/ns"');
  expect(rssOf([])).not.toMatch(/xmlns:(?:itunes|ex)/);
});

test("entries kept as bytes name their namespaces through the head", () => {
  const item = changed(minimalItem, { extensions: [own({ _text: "5" })] });
  for (const format of [formats.rss, formats.atom]) {
    const namespaces = { ex: "https://example.org/ns" };
    const bytes = renderDocument(format, { ...sampleHead, namespaces }, [renderEntryBytes(format, item)]);
    expect(new TextDecoder().decode(bytes)).toContain('xmlns:ex="https://example.org/ns"');
    expect(bytes).toEqual(renderDocument(format, sampleHead, [item]));
  }
});

test("a member whose name begins with an underscore is in JSON alone, an element never there", () => {
  const extensions = [own({ about: "https://example.org/" }, "_example"), own({ _text: "5" })];
  const document = documentOf({ ...sampleHead, extensions }, [changed(minimalItem, { extensions })]);
  const json = JSON.parse(document.json1());
  expect(json._example).toEqual({ about: "https://example.org/" });
  expect(json.items[0]._example).toEqual({ about: "https://example.org/" });
  expect(document.json1()).not.toContain("ex:rating");
  for (const xml of [document.rss2(), document.atom1()]) {
    expect(xml).not.toContain("_example");
    expect(xml.match(/<ex:rating>5<\/ex:rating>/g)).toHaveLength(2);
    expect(findXmlFault(xml)).toBeUndefined();
  }
});
