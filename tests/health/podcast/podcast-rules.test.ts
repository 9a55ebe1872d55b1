import { expect, test } from "vitest";
import { CHANNEL_RULES } from "../../../src/health/podcast/channel-rules.ts";
import { ITEM_RULES } from "../../../src/health/podcast/item-rules.ts";
import { lintPodcast } from "../../../src/health/podcast/lint-podcast.ts";
import { parseXml } from "../../../src/lib/parse-xml.ts";
import { EPISODE, RECORDING, renderSample } from "../../feed/podcast/sample-podcast.ts";

const second = EPISODE.replace("at night", "by day").replace("episode: 3", "episode: 4");
const sample = renderSample([
  { text: EPISODE.replace("block: yes", "block: no"), recording: RECORDING },
  { text: second, recording: { ...RECORDING, url: "https://radio.example/media/two.mp3" } },
]);

function lint(xml: string) {
  const root = parseXml(xml);
  if (!root.ok) throw new Error(`${root.problem.line}: ${root.problem.message}`);
  return lintPodcast(xml, root.value);
}

test("a podcast of edgewire keeps every rule of PSP-1 and of Apple", () => {
  expect(lint(sample)).toEqual([]);
});

const long = "a".repeat(256);

/** By the rule: one change that breaks it, and nothing else. */
const twins: Readonly<Record<string, readonly [good: string | RegExp, bad: string]>> = {
  "RSS 2.0": ['<rss version="2.0"', '<rss version="0.92"'],
  "UTF-8": ['encoding="utf-8"', 'encoding="iso-8859-1"'],
  namespaces: ['xmlns:psc="http://podlove.org/simple-chapters"', 'xmlns:psc="http://podlove.org/simple-chapters/"'],
  "atom:link self": ['rel="self"', 'rel="related"'],
  "channel title": ["<title>The Tide Table</title>", `<title>${long}</title>`],
  "channel description": [
    /<description>A programme.*?<\/description>/,
    `<description>${"é".repeat(2_001)}</description>`,
  ],
  "channel link": ["<link>https://radio.example/feeds/tides/</link>", "<link>radio</link>"],
  language: ["<language>en</language>", "<language>English</language>"],
  "itunes:category": ['text="News"', 'text="Newspapers"'],
  "itunes:explicit": ["<itunes:explicit>false<", "<itunes:explicit>clean<"],
  "itunes:image": [/(<itunes:image href="[^"]*)\.jpg"/, '$1.gif"'],
  "podcast:locked": [/<podcast:locked[^\n]*\n/, ""],
  "podcast:guid": [/<podcast:guid>[^<]*/, "<podcast:guid>12"],
  "itunes:author": ["<itunes:author>Mira Lund</itunes:author>", ""],
  copyright: ["<copyright>Harbour Radio", "<copyright>© 2026 Harbour Radio"],
  "podcast:txt": ['purpose="applepodcastsverify"', `purpose="${long}"`],
  "podcast:funding": ['<podcast:funding url="https://radio.example/give"', '<podcast:funding url=""'],
  "itunes:type": ["<itunes:type>serial", "<itunes:type>weekly"],
  "itunes:complete": ["<itunes:complete>Yes", "<itunes:complete>maybe"],
  "channel itunes:block": ["<itunes:block>Yes", "<itunes:block>True"],
  "itunes:new-feed-url": ["<itunes:new-feed-url>https://", "<itunes:new-feed-url>"],
  "itunes:owner": ["<itunes:email>desk@radio.example", "<itunes:email>desk"],
  "channel podcast:person": ['role="host">Mira Lund', `role="host">${long}`],
  "item title": ["<title>The harbour at night</title>", "<title/>"],
  "title without numbers": ["<itunes:title>At night", "<itunes:title>Episode 3: At night"],
  enclosure: [/<enclosure [^>]*one\.mp3[^>]*>/, ""],
  "enclosure length": ['length="1200000"', 'length="0"'],
  "enclosure format": [/one\.mp3" length="1200000" type="audio\/mpeg"/, 'one.ogg" length="1200000" type="audio/ogg"'],
  "enclosure name": [
    '<enclosure url="https://radio.example/media/one',
    '<enclosure url="https://radio.example/media/höhe',
  ],
  "enclosure of its own": [
    '<enclosure url="https://radio.example/media/two',
    '<enclosure url="https://radio.example/media/one',
  ],
  guid: [/<guid [^\n]*\n/, ""],
  "guid of its own": ["tag:radio.example,2026:1", "tag:radio.example,2026:0"],
  "item link": ["<link>https://radio.example/articles/episode-0</link>", "<link>/articles/episode-0</link>"],
  pubDate: [/(<item>[\s\S]*?<pubDate>)[^<]*/, "$12026-03-14"],
  "item description": [/(<item>[\s\S]*?<description>)[^<]*/, `$1${"a".repeat(4_001)}`],
  "itunes:duration": ["<itunes:duration>1800", "<itunes:duration>soon"],
  "item itunes:image": [/(<item>[\s\S]*?<itunes:image href="[^"]*)\.jpg"/, '$1"'],
  "item itunes:explicit": ["<itunes:explicit>true", "<itunes:explicit>yes"],
  "podcast:transcript": [
    'url="https://radio.example/t.vtt" type="text/vtt"',
    'url="https://radio.example/t.vtt" type="vtt"',
  ],
  "podcast:chapters": ['<podcast:chapters type="application/json+chapters"', '<podcast:chapters type="text/plain"'],
  "chapters within the recording": ['start="00:12:30"', 'start="00:30:01"'],
  "itunes:episode": ["<itunes:episode>3", "<itunes:episode>0"],
  "episode of a serial": ["<itunes:episode>3</itunes:episode>\n", ""],
  "itunes:season": ["<itunes:season>2", "<itunes:season>two"],
  "itunes:episodeType": ["<itunes:episodeType>full", "<itunes:episodeType>Special"],
  "item itunes:block": [/(<item>[\s\S]*<itunes:block>)Yes/, "$1No"],
  "item podcast:person": ['role="guest">Ada Berg', `role="guest">${"b".repeat(129)}`],
};

const rules = [...CHANNEL_RULES, ...ITEM_RULES];

test("there is a broken twin for each rule", () => {
  expect(Object.keys(twins)).toEqual(rules.map(({ id }) => id));
});

test.each(rules)("$id ($by): its broken twin is found, with the line", ({ id }) => {
  const [good, bad] = twins[id] ?? ["", ""];
  const broken = sample.replace(good, bad);
  expect(broken).not.toBe(sample);
  const faults = lint(broken);
  expect(faults.map(({ rule }) => rule.id)).toEqual([id]);
  expect(faults[0]?.line).toBeGreaterThan(1);
});
