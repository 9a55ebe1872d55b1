import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { PHOTO } from "./fixtures.ts";

const OWN = readFileSync(`${import.meta.dirname}/../../articles/site.yaml`, "utf8");

test("our own site.yaml is sound and survives JSON, in which it is stored", () => {
  const { profile, findings } = readSiteProfile(OWN);
  expect(findings).toEqual([]);
  expect(profile).toMatchObject({ title: "The Meridian Wire", timeZone: "Asia/Singapore", accent: "#0b5394" });
  expect(profile?.categories).toHaveLength(13);
  expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
});

test("its examples that stand behind # are sound as well", () => {
  const media = new Map(["icon.png", "logo.png", "default.png"].map((path) => [path, PHOTO]));
  const { profile, findings } = readSiteProfile(OWN.replace(/^# (\w+: (?:[\w:/.-]+|[[{].*[\]}]))$/gm, "$1"), media);
  expect(findings).toEqual([]);
  expect(profile).toMatchObject({
    homePage: "https://www.example.org/",
    icon: `\u0001/media/${PHOTO.name}`,
    hubs: ["https://pubsubhubbub.appspot.com/"],
    takesMicropub: true,
    fediverse: { bridge: "fed.brid.gy", me: ["https://social.example/@news"] },
  });
});

test("an accent without quotation marks is a comment, which is said", () => {
  const { profile, findings } = readSiteProfile("title: Mine\nlanguage: en\naccent: #0b5394\n");
  expect(profile?.accent).toBeUndefined();
  expect(findings).toMatchObject([
    {
      severity: "warning",
      message: '"accent" has no value, since YAML takes #0b5394 for a comment; write accent: "#0b5394"',
    },
  ]);
});

test("a title is enough", () => {
  expect(readSiteProfile("title: Mine").profile).toEqual({
    title: "Mine",
    description: "",
    language: "en",
    timeZone: "UTC",
    homePage: undefined,
    since: "2026-01-01",
    author: { name: "Mine", slug: "mine", url: undefined, email: undefined },
    authors: [],
    copyright: undefined,
    license: undefined,
    icon: undefined,
    logo: undefined,
    defaultImage: undefined,
    categories: [],
    feeds: [],
  });
});

describe("values", () => {
  test.each([
    ["home_page: https://www.example.org", { homePage: "https://www.example.org/", domain: "www.example.org" }],
    ["author: Lim", { author: { name: "Lim", slug: "lim" } }],
    ["icon: https://a.example/i.png", { icon: "https://a.example/i.png" }],
    ["icon: https://a.example/an icon|1.png", { icon: "https://a.example/an%20icon%7C1.png" }],
    ["icon: ./photo.jpg", { icon: `\u0001/media/${PHOTO.name}` }],
    ["logo: photo.jpg", { logo: `\u0001/media/${PHOTO.name}`, logoSize: { width: PHOTO.width, height: PHOTO.height } }],
    ["accent: '#B3261E'", { accent: "#b3261e" }],
    [
      "navigation:\n  - { title: About, url: /articles/about }",
      { navigation: [{ title: "About", url: "/articles/about" }] },
    ],
    ["newsletter: https://letters.example/join", { newsletter: "https://letters.example/join" }],
    ["accent: '#fC0'", { accent: "#ffcc00" }],
    ["font: humanist", { font: "humanist" }],
    ["default_image: photo.jpg", { defaultImage: PHOTO.name }],
    ["categories: [News]", { categories: [{ name: "News", slug: "news", keywords: [] }] }],
    ["categories: [{name: News, keywords: 'a, B c'}]", { categories: [{ keywords: ["a", "B c"] }] }],
    [
      "feeds: [{name: f}]",
      { feeds: [{ name: "f", title: "f", any: [], all: [], not: [], windowSize: 50, content: "full" }] },
    ],
    [
      "categories: [{name: Big Sea, slug: sea}]\nfeeds: [{name: f, any: ['category:big sea', 'tag: C#'], not: author:Lim}]",
      {
        feeds: [
          {
            any: [
              { facet: "category", slug: "sea" },
              { facet: "tag", slug: "c-sharp" },
            ],
            not: [{ facet: "author", slug: "lim" }],
          },
        ],
      },
    ],
    ["hubs: [https://hub.example/a]", { hubs: ["https://hub.example/a"] }],
    ["index_now: 12345678", { indexNow: { key: "12345678", address: undefined } }],
    [
      "index_now: { key: a-key-of-ours, address: https://search.example/indexnow }",
      { indexNow: { key: "a-key-of-ours", address: "https://search.example/indexnow" } },
    ],
    [
      "time_zone: Asia/Singapore\nleaving: { to: https://new.example/feed, json: https://new.example/json, until: 2027-05-01 }",
      {
        leaving: {
          to: { rss: "https://new.example/feed", atom: "https://new.example/feed", json: "https://new.example/json" },
          until: Date.UTC(2027, 3, 30, 16),
        },
      },
    ],
    ['description: "a\\x01b\\uFFFE"', { description: "ab" }],
  ])("%s", (yaml, expected) => {
    expect(readSiteProfile(`title: T\n${yaml}`, new Map([["photo.jpg", PHOTO]]))).toMatchObject({
      findings: [],
      profile: expected,
    });
  });
});

describe("every error says its line, what it wants and what it found", () => {
  test.each([
    ["", 1, '"title" is needed, found nothing'],
    ["- a", 1, 'site.yaml must be lines of the form "name: value"'],
    ["title: T\ntimezone: UTC", 2, '"timezone" is not a known name; did you mean time_zone?'],
    [
      "title: T\nnavigation: [{ title: A, url: /a, colour: x }]",
      2,
      '"navigation[0].colour" is not a known name; wanted one of title, url',
    ],
    [
      "title: Bob: the site",
      1,
      'Cannot read site.yaml: Nested mappings are not allowed in compact mappings; write title: "Bob: the site"',
    ],
    [
      'title: T\nsections: [Sea, Land\naccent: "#fff"',
      3,
      "Cannot read site.yaml: Flow sequence in block collection must be sufficiently indented and end with a ]; write sections: [Sea, Land]",
    ],
    [
      "title: T\ntime_zone: Mars/Base",
      2,
      '"time_zone" must be an IANA time zone such as "Asia/Singapore" or "UTC", found "Mars/Base"',
    ],
    ["title: T\nlanguage: 12", 2, '"language" must be a BCP 47 language tag such as "en" or "pt-BR", found "12"'],
    [
      "title: T\nhome_page: ftp://a.example",
      2,
      '"home_page" must be an address that begins with https:// or http://, found "ftp://a.example"',
    ],
    [
      "title: T\nauthor: { name: Lim, email: lim at a.example }",
      2,
      '"author.email" must be a mail address such as "desk@example.org", found "lim at a.example"',
    ],
    [
      "title: T\nleaving: { to: http://10.0.0.1/feed, until: 2027-05-01 }",
      2,
      '"leaving.to" must be the address of a feed on a public host such as "https://new.example/feed.xml", found "http://10.0.0.1/feed"',
    ],
    [
      "title: T\nleaving: { to: https://new.example/feed, until: soon }",
      2,
      '"leaving.until" must be a date such as 2027-05-01, the first day on which the feed is served here again, found "soon"',
    ],
    ["title: T\ndomain: a b", 2, '"domain" must be a domain name such as "example.org", found "a b"'],
    ["title: T\nsince: 2026-02-31", 2, '"since" must be a day written as YYYY-MM-DD, found "2026-02-31"'],
    [
      "title: T\nnavigation:\n  - { title: Evil, url: //evil.example }",
      3,
      '"navigation[0].url" must be a path such as "/articles/about", or an address that begins with https:// or http://, found "//evil.example"',
    ],
    [
      "title: T\nnavigation:\n  - { title: Evil, url: 'javascript:alert(1)' }",
      3,
      '"navigation[0].url" must be a path such as "/articles/about", or an address that begins with https:// or http://, found "javascript:alert(1)"',
    ],
    ["title: T\naccent: red", 2, '"accent" must be a colour written as "#rrggbb" or "#rgb", found "red"'],
    [
      "title: T\nfont: Comic Sans",
      2,
      '"font" must be one of "serif", "book", "sans", "humanist", "mono", found "Comic Sans"',
    ],
    [
      "title: T\nicon: ../icon.png",
      2,
      '"icon" must be a file beside site.yaml, or an address that begins with https:// or http://, found "../icon.png"',
    ],
    [
      "title: T\nlogo: other.jpg",
      2,
      '"logo" must be an image beside site.yaml or an address, found "other.jpg", which is neither',
    ],
    ["title: T\ncategories:\n  - name: A\n  - slug: b", 4, '"categories[1].name" is needed, found nothing'],
    [
      "title: T\ncategories:\n  - name: A\n    slug: b c",
      4,
      '"categories[0].slug" must be a slug of letters, digits, "-", "_", "." and "~", at most 200 characters, found "b c"',
    ],
    [
      "title: T\ncategories:\n  - A\n  - name: B\n    slug: a",
      5,
      '"categories[1].slug" must be unique, found "a", which "categories[0]" has already',
    ],
    [
      "title: T\nfeeds:\n  - name: f\n    any: [news]",
      4,
      '"feeds[0].any[0]" must be "category:", "author:", "tag:" or "lang:" and a name, found "news"',
    ],
    [
      "title: T\nfeeds:\n  - name: f\n    window_size: 0",
      4,
      '"feeds[0].window_size" must be a whole number from 1 to 500, found "0"',
    ],
    [
      "title: T\nfeeds:\n  - name: f\n    content: half",
      4,
      '"feeds[0].content" must be "full" or "summary", found "half"',
    ],
    [
      "title: T\nfeeds:\n  - name: F f",
      3,
      '"feeds[0].name" must be a name of lower-case letters, digits and hyphens, found "F f"',
    ],
    [
      "title: T\nhubs: [hub.example]",
      2,
      '"hubs[0]" must be an address that begins with https:// or http://, found "hub.example"',
    ],
    ["title: T\nindex_now: short", 2, '"index_now" must be 8 to 128 letters, digits and hyphens, found "short"'],
    [
      "title: T\nfeeds: [{name: f}, {name: f}]",
      2,
      '"feeds[1].name" must be unique, found "f", which "feeds[0]" has already',
    ],
  ])("%j", (yaml, line, message) => {
    expect(readSiteProfile(yaml)).toEqual({
      profile: undefined,
      findings: [{ severity: "error", reason: "profile-invalid", line, message }],
    });
  });

  test.each([
    [
      "UTF-16",
      Buffer.from("\uFEFFtitle: Café", "utf16le"),
      1,
      "The text must be UTF-8, found UTF-16; save the file as UTF-8",
    ],
    ["Latin-1", Buffer.from("\ntitle: Café", "latin1"), 2, "The text must be UTF-8, found 0xE9 at byte 11"],
    ["1 MB", Buffer.alloc(1_000_000, "#"), 1, "site.yaml must have at most 524288 bytes, found 1000000"],
  ])("a file of %s", (_, bytes, line, message) => {
    expect(readSiteProfile(bytes)).toEqual({
      profile: undefined,
      findings: [{ severity: "error", reason: "profile-invalid", line, message }],
    });
  });

  test("what is no YAML", () => {
    expect(readSiteProfile("title: T\nfeeds: [")).toMatchObject({
      profile: undefined,
      findings: [{ reason: "profile-invalid", line: 2 }],
    });
  });
});
