import { describe, expect, test } from "vitest";
import { Feed, itunesItem, thr } from "../../../src/feed/library/index.ts";
import type { Extension, FeedOptions, Item } from "../../../src/feed/library/types.ts";
import { listJsonFeedFaults } from "../../support/json-feed.ts";
import { findXmlFault } from "../../support/well-formed.ts";

const options: FeedOptions = { title: "Harbour", link: "https://news.example/" };
const item: Item = { title: "One", link: "https://news.example/1", date: new Date("2026-03-14T09:00:00Z") };

function feedOf(changes: object, head: object = {}): Feed {
  const feed = new Feed({ ...options, ...head });
  feed.addItem({ ...item, ...changes });
  return feed;
}

function expectSound(feed: Feed): void {
  expect(findXmlFault(feed.rss2())).toBeUndefined();
  expect(findXmlFault(feed.atom1())).toBeUndefined();
  expect(listJsonFeedFaults(JSON.parse(feed.json1()))).toEqual([]);
}

describe("what cannot be written is left out and reported", () => {
  test.each([
    [{ date: new Date(Number.NaN) }, {}, "items[0].date", "expected a date"],
    [{ date: new Date(8.64e15) }, {}, "items[0].date", "expected a date"],
    [{ published: "soon" }, {}, "items[0].published", "expected a date"],
    [{ link: "not a url" }, {}, "items[0].link", "expected an address"],
    [{ link: "javascript:alert(1)" }, {}, "items[0].link", "expected an address"],
    [{ author: [{ name: "A", link: "x" }] }, {}, "items[0].author[0].link", "expected an address"],
    [{ enclosure: { url: "/a.mp3" } }, {}, "items[0].enclosure.url", "expected an address"],
    [{ audio: { url: "https://a.example/a.mp3", length: -1 } }, {}, "items[0].audio.length", "expected a number"],
    [{ title: { a: 1 } }, {}, "items[0].title", "expected text"],
    [{ title: Symbol("s") }, {}, "items[0].title", "expected text"],
    [{}, { image: "logo.png" }, "options.image", "expected an address"],
    [{}, { ttl: "often" }, "options.ttl", "expected a number"],
    [{}, { updated: new Date(Number.NaN) }, "options.updated", "expected a date"],
  ])("%j of an item, %j of the options", (changes, head, path, message) => {
    const feed = feedOf(changes, head);
    expect(feed.problems).toEqual([expect.objectContaining({ path, message })]);
    expectSound(feed);
    expect(feed.rss2()).not.toMatch(/Invalid|NaN|undefined|\[object/);
  });

  test("a sound feed has no problems", () => {
    expect(feedOf({ published: item.date, author: { name: "A" }, image: "https://a.example/i.jpg" }).problems).toEqual(
      [],
    );
  });

  test("a getter that throws is a value that is missing", () => {
    const hostile = Object.defineProperty({ ...item }, "description", {
      get: () => {
        throw new Error("no");
      },
    });
    const feed = new Feed(options);
    feed.addItem(hostile);
    expect(feed.problems).toEqual([{ path: "items[0].description", message: "expected a value", value: undefined }]);
    expectSound(feed);
  });
});

describe("sources of unusual kinds", () => {
  const problemsOf = (changes: object) => {
    const feed = feedOf(changes);
    expectSound(feed);
    return feed.problems.map(({ path, message }) => `${path}: ${message}`);
  };

  test("a frozen feed is read as any other", () => {
    const frozen = Object.freeze({ ...item, author: Object.freeze([Object.freeze({ name: "A", link: "x" })]) });
    const feed = new Feed(Object.freeze({ ...options }));
    feed.addItem(frozen);
    expect(feed.problems).toEqual([{ path: "items[0].author[0].link", message: "expected an address", value: "x" }]);
    expect(feed.rss2()).toContain("<dc:creator>A</dc:creator>");
  });

  test("members with private state give their values, and the others of an object with one that throws are kept", () => {
    class Post {
      readonly #title = "Private";
      get title() {
        return this.#title;
      }
      get description(): string {
        throw new Error("no");
      }
      readonly link = "https://news.example/1";
    }
    const feed = new Feed(options);
    feed.addItem(new Post() as unknown as Item);
    expect(feed.rss2()).toContain("<title>Private</title>\n<link>https://news.example/1</link>");
    expect(feed.problems.map(({ path }) => path)).toEqual(["items[0].description"]);
  });

  test("an object that only inherits from Date, a revoked proxy and a value of any type are left out", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(problemsOf({ published: Object.create(Date.prototype) })).toEqual(["items[0].published: expected a value"]);
    expect(problemsOf({ enclosure: proxy })).toEqual(["items[0].enclosure: expected a value"]);
    expect(problemsOf({ title: { a: 1 } })).toEqual(["items[0].title: expected text"]);
  });

  test("a problem has the value that was given", () => {
    const value = { a: 1 };
    expect(feedOf({ title: value }).problems[0]?.value).toBe(value);
    expect(feedOf({ category: [{ name: "A" }, { name: value }] }).problems).toEqual([
      { path: "items[0].category[1].name", message: "expected text", value },
    ]);
  });
});

describe("what is missing", () => {
  test.each<[string, unknown]>([
    ["no options", undefined],
    ["null", null],
    ["text", "text"],
    ["an empty object", {}],
  ])("of %s a document is made all the same", (_name, head) => {
    const feed = new Feed(head as FeedOptions);
    for (const value of [undefined, null, 1, "x", {}, [], { title: "T" }]) feed.addItem(value as Item);
    expectSound(feed);
    expect(feed.problems).toContainEqual({ path: "options.link", message: "expected an address" });
  });

  test("the date is that of the newest item, and never the clock", () => {
    const feed = feedOf({});
    feed.addItem({ ...item, date: new Date("2020-01-01T00:00:00Z") });
    expect(feed.rss2()).toContain("<lastBuildDate>Sat, 14 Mar 2026 09:00:00 GMT</lastBuildDate>");
    expect(feed.atom1()).toContain("<updated>2026-03-14T09:00:00Z</updated>");
    expect(new Feed(options).rss2()).not.toContain("lastBuildDate");
    expect(feed.rss2()).toBe(feed.rss2());
  });

  test("an item without a title is content with its description in RSS, and has its link for one in Atom", () => {
    const feed = feedOf({ title: "", description: "<p>Text</p>" });
    expect(feed.rss2()).not.toMatch(/<item>\n<title>/);
    expect(feed.atom1()).toContain('<title type="text">https://news.example/1</title>');
    expect(JSON.parse(feed.json1()).items[0]).toMatchObject({ content_html: "<p>Text</p>" });
    expect(JSON.parse(feed.json1()).items[0]).not.toHaveProperty("title");
  });
});

describe("files", () => {
  test.each([
    [{ audio: "https://a.example/a.mp3" }, "audio/mpeg", "audio"],
    [{ image: "https://a.example/a.mp3" }, "audio/mpeg", "audio"],
    [{ audio: "https://a.example/a.mp4" }, "audio/mp4", "audio"],
    [{ video: "https://a.example/a.mov" }, "video/quicktime", "video"],
    [{ image: "https://a.example/a.JPG?w=3" }, "image/jpeg", "image"],
    [{ image: { url: "https://a.example/a", type: "image/webp" } }, "image/webp", "image"],
    [{ enclosure: { url: "https://a.example/a.pdf" } }, "application/pdf", undefined],
    [{ audio: "https://a.example/download?id=3" }, "audio/mpeg", "audio"],
    [{ enclosure: { url: "https://a.example/a" } }, "application/octet-stream", undefined],
  ])("%j is %s, medium %s", (changes, type, medium) => {
    const rss = feedOf(changes).rss2();
    expect(/<enclosure [^>]*type="([^"]+)"/.exec(rss)?.[1]).toBe(type);
    expect(/medium="([^"]+)"/.exec(rss)?.[1]).toBe(medium);
  });

  test("RSS has one enclosure: the recording, whose picture is its thumbnail; Atom and JSON have both", () => {
    const feed = feedOf({ image: "https://a.example/i.png", audio: "https://a.example/a.mp3" });
    const rss = feed.rss2();
    expect(rss.match(/<enclosure [^>]*>/g)).toEqual([
      '<enclosure url="https://a.example/a.mp3" length="0" type="audio/mpeg"/>',
    ]);
    expect(rss).toContain('<media:thumbnail url="https://a.example/i.png"/>');
    expect(feed.atom1().match(/rel="enclosure"/g)).toHaveLength(2);
    const [entry] = JSON.parse(feed.json1()).items;
    expect(entry.image).toBe("https://a.example/i.png");
    expect(entry.attachments).toHaveLength(2);
  });
});

describe("extensions", () => {
  const extensionFeed = (...extensions: unknown[]) => feedOf({ extensions });

  test("namespaces are declared only where they are used", () => {
    expect(feedOf({}).rss2()).not.toContain("xmlns:");
    expect(
      feedOf({})
        .atom1()
        .match(/xmlns[:=]/g),
    ).toEqual(["xmlns="]);
    expect(
      feedOf({ content: "x" })
        .rss2()
        .match(/xmlns:\w+/g),
    ).toEqual(["xmlns:content"]);
    expect(
      feedOf({ author: [{ name: "A" }] }, { hub: "https://h.example/" })
        .rss2()
        .match(/xmlns:\w+/g),
    ).toEqual(["xmlns:atom", "xmlns:dc"]);
  });

  test("typed modules and feed's own shape stand side by side", () => {
    const feed = extensionFeed(
      ...itunesItem({ episode: 3 }),
      ...thr({ total: 2 }),
      { name: "itunes:author", objects: { _text: "A & B" } },
      { name: "ex:rating", objects: { _attributes: { scale: 5 }, _cdata: "<4>" }, namespace: "https://ns.example/" },
      { name: "_example", objects: { about: "https://ns.example/" } },
    );
    expect(feed.problems).toEqual([]);
    expectSound(feed);
    for (const xml of [feed.rss2(), feed.atom1()]) {
      expect(xml).toContain("<itunes:episode>3</itunes:episode>");
      expect(xml).toContain("<itunes:author>A &#x26; B</itunes:author>");
      expect(xml).toContain('<ex:rating scale="5">&#x3C;4&#x3E;</ex:rating>');
      expect(xml).toContain('xmlns:thr="http://purl.org/syndication/thread/1.0"');
      expect(xml).not.toContain("_example");
    }
    expect(JSON.parse(feed.json1()).items[0]._example).toEqual({ about: "https://ns.example/" });
  });

  const loop: Record<string, unknown> = {};
  loop["dc:loop"] = loop;
  let deep: Record<string, unknown> = {};
  for (let depth = 0; depth < 20_000; depth += 1) deep = { "dc:in": deep };

  test.each<[string, unknown]>([
    ["without a namespace", { name: "unknown:x", objects: {} }],
    ["without a prefix", { name: "rating", objects: {} }],
    ["with a name that is none", { name: "dc:<x>", objects: {} }],
    ["of a reserved prefix", { name: "xml:lang", objects: {} }],
    ["of an object's own members", { name: "constructor:x", objects: {} }],
    ["with another namespace for a known prefix", { name: "dc:x", objects: {}, namespace: "https://x.example/" }],
    ["that contains itself", { name: "dc:x", objects: loop }],
    ["that is too deep", { name: "dc:x", objects: deep }],
    ["of nothing", { name: "dc:x" }],
    ["that is a number", { name: "_x", objects: 1n }],
    ["that is text", "text"],
  ])("an extension %s is left out and reported", (_name, extension) => {
    const feed = extensionFeed(extension);
    expect(feed.problems).toEqual([expect.objectContaining({ path: "items[0].extensions[0]" })]);
    expectSound(feed);
  });

  test("names within an extension are checked, too, and its texts cleaned", () => {
    const objects = { "unknown:y": 1, "<": 1, _attributes: { 'a="': 1, ok: "\ud800<\u0000" }, _text: "]]>\ufffe" };
    const feed = extensionFeed({ name: "dc:x", objects } satisfies Extension);
    expect(feed.rss2()).toContain('<dc:x ok="&lt;">]]&#x3E;</dc:x>');
    expect(feed.problems).toHaveLength(3);
    expectSound(feed);
  });

  test("a prefix means one namespace in a document", () => {
    const feed = extensionFeed(
      { name: "ex:a", objects: { _text: "1" }, namespace: "https://a.example/" },
      { name: "ex:b", objects: { _text: "2" }, namespace: "https://b.example/" },
    );
    expect(feed.problems.map(({ path }) => path)).toEqual(["items[0].extensions[1]"]);
    expect(feed.rss2()).toContain('xmlns:ex="https://a.example/"');
    expectSound(feed);
  });
});
