import { existsSync, openSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeEntries } from "../../../src/import/place-entries.ts";
import type { SourceEntry } from "../../../src/import/source-feed.ts";
import { parseSource as parseLoaded } from "../../../src/import/source-formats.ts";
import { UsageError } from "../../../src/lib/usage-error.ts";
import { FIXTURES, importSource, importText, makeFolder, readArticles } from "./support.ts";

function parseSource(text: string, name: string, site: string | undefined) {
  return parseLoaded({ bytes: Buffer.from(text), charset: undefined }, name, site);
}

const item = (id: string, extra = "") =>
  `<item><title>T ${id}</title><guid isPermaLink="false">${id}</guid><pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate><description>Text</description>${extra}</item>`;

const rss = (items: string, prolog = "") =>
  `<?xml version="1.0"?>${prolog}<rss version="2.0"><channel><title>F</title><link>https://f.example/</link>${items}</channel></rss>`;

const NOTE: SourceEntry = {
  id: undefined,
  link: undefined,
  title: "Note",
  date: 0,
  updated: undefined,
  authors: [],
  categories: [],
  tags: [],
  summary: undefined,
  html: "<p>Text</p>",
  image: undefined,
  losses: [],
};

const LAUGHS = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");

const latin = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

const refused: [name: string, source: string | Uint8Array, message: RegExp][] = [
  ["nothing", "", /is empty; wanted a feed or an export/],
  ["prose", "Dear reader,", /neither XML nor JSON/],
  [
    "a web page",
    "<!DOCTYPE html><html><head><link rel=alternate type='application/rss+xml' href='/feed.xml'></head>",
    /web page \(HTML\).* it names \/feed\.xml/,
  ],
  [
    "a web page as XHTML",
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    /web page \(HTML\)/,
  ],
  ["XML cut short in an item", rss(item("a")).slice(0, -60), /cut short: its <rss> is never closed/],
  [
    "XML cut short in CDATA",
    rss(item("a", "<x><![CDATA[ ab")).replace(/ ab[\s\S]*/, ""),
    /cut short: its <rss> is never closed/,
  ],
  ["XML that closes what is not open", rss(item("a", "<b></i>")), /:1: the XML is not well-formed: <\/i> closes <b>/],
  [
    "an entity bomb",
    rss(item("a", "<x>&l9;</x>"), `<!DOCTYPE r [<!ENTITY l0 "ha">${LAUGHS}]>`),
    /declares entities of its own/,
  ],
  [
    "an entity that names a file",
    rss(item("a"), '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    /declares entities of its own/,
  ],
  ["XML of another kind", '<opml version="2.0"><body/></opml>', /found <opml>/],
  ["XML nested without end", rss(item("a", `${"<x>".repeat(5000)}${"</x>".repeat(5000)}`)), /Cannot read .*nest/i],
  ["a feed without entries", rss(""), /without any entry/],
  ["JSON cut short", '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"', /Cannot read .* as JSON/],
  ["JSON of another kind", '{"posts":[1]}', /JSON of another kind; wanted a JSON Feed/],
  [
    "a JSON Feed without items",
    '{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[]}',
    /without any entry/,
  ],
  ["a Ghost export without posts", '{"db":[{"data":{"posts":[]}}]}', /without any entry/],
  [
    "bytes that are not UTF-8",
    latin(`\n${rss(item("ü"))}`.trim()),
    /says it is utf-8, but line 1 has bytes that are not/,
  ],
  [
    "a charset that nobody knows",
    rss(item("a")).replace('"1.0"', '"1.0" encoding="x-klingon"'),
    /"x-klingon", which is not known/,
  ],
];

describe("an import refuses", () => {
  it.each(refused)("%s, and writes nothing", async (_, source, message) => {
    const folder = join(makeFolder(), "articles");
    await expect(importText(source, { folder })).rejects.toThrow(message);
    expect(existsSync(folder)).toBe(false);
  });

  it.each(["podcast.xml", "wordpress.xml", "atom.xml", "ghost.json"])("%s wherever it is cut", (name) => {
    const text = readFileSync(join(FIXTURES, name), "utf8").trimEnd();
    for (let length = 0; length < text.length; length += 7) {
      expect(() => parseSource(text.slice(0, length), name, undefined), `after ${length}`).toThrow(UsageError);
    }
  });

  it("a file of more than 50 MB, with the limit, unread", async () => {
    const path = join(makeFolder(), "large.xml");
    openSync(path, "w");
    truncateSync(path, 60 * 1024 * 1024 * 1024);
    await expect(importSource(path)).rejects.toThrow(/too large to import: wanted at most 52428800 bytes \(50 MB\)/);
  });

  it("an answer that does not end, after 50 MB", async () => {
    let sentBytes = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sentBytes += 1024 * 1024;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const answer = importSource("https://f.example/feed.xml", {}, async () => new Response(body));
    await expect(answer).rejects.toThrow(/too large to import/);
    expect(sentBytes).toBeLessThan(60 * 1024 * 1024);
  });

  it.each([
    [new Response("gone", { status: 410 }), /want status 200, found 410/],
    [new Response("x", { headers: { "content-length": "99999999" } }), /too large to import/],
  ])("an answer that is no feed", async (response, message) => {
    await expect(importSource("https://f.example/feed.xml", {}, async () => response)).rejects.toThrow(message);
  });

  it("a network that fails, with its reason", async () => {
    const fetch = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") }));
    await expect(importSource("https://f.example/", {}, fetch)).rejects.toThrow(/Cannot fetch .* ENOTFOUND/);
  });

  it.each([
    ["no such file", "/nowhere/feed.xml", /There is no file/],
    ["a folder", "/tmp", /is a folder/],
  ])("%s", async (_, path, message) => {
    await expect(importSource(path)).rejects.toThrow(message);
  });

  it("a folder whose site.yaml has an error", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "site.yaml"), "title: [");
    await expect(importText(rss(item("a")), { folder })).rejects.toThrow(/Mend .*site\.yaml:1 before importing/);
  });
});

describe("an import refuses an entry", () => {
  it("whose id another one has, and takes the first", async () => {
    const second = item("a").replace("T a", "Second");
    const { report, folder } = await importText(rss(item("a") + second + item("b")));
    expect(report.refused).toEqual([{ label: '"Second"', message: 'its id "a" is that of "T a" already' }]);
    expect((await readArticles(folder)).map(({ givenId, title }) => [givenId, title])).toEqual([
      ["a", "T a"],
      ["b", "T b"],
    ]);
  });

  it("that is larger than an article may be", async () => {
    const { report } = await importText(rss(item("a").replace("Text", "x".repeat(600_000)) + item("b")));
    expect(report.refused).toMatchObject([{ label: '"T a"', message: /at most 524288 bytes/ }]);
    expect(report.created).toHaveLength(1);
  });
});

describe("an import is not held up by", () => {
  const wxr = (text: string) =>
    rss(item("a").replace("</item>", `<content:encoded><![CDATA[${text}]]></content:encoded></item>`)).replace(
      "<rss ",
      '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/" ',
    );

  it.each(["[caption ", "[caption]<a ", "[caption]<a>", "[gallery ids="])("%s, which nothing closes", (open) => {
    expect(parseSource(wxr(open.repeat(400_000)), "x", undefined).entries).toHaveLength(1);
  });

  it("a post of 400,000 paragraphs", () => {
    expect(parseSource(wxr("a\n\n".repeat(400_000)), "x", undefined).entries).toHaveLength(1);
  });

  it("a page whose tags are never closed", () => {
    const page = `<html>${"<link ".repeat(40_000)}`;
    expect(() => parseSource(page, "x", undefined)).toThrow(/web page \(HTML\)/);
  }, 3_000);

  it("40,000 notes of one day that have one title", async () => {
    const notes = Array.from({ length: 40_000 }, (_, n): SourceEntry => ({ ...NOTE, id: String(n) }));
    const feed = { ...parseSource(rss(item("a")), "x", undefined), entries: notes };
    const { placed } = placeEntries(feed, { ids: new Set(), keys: new Map(), slugs: new Set() });
    expect(placed.at(-1)?.slug).toBe("note-40000");
  });

  it("a Ghost export that ties 400,000 tags to one post", () => {
    const links = Array.from({ length: 400_000 }, () => ({ post_id: "1", tag_id: "2" }));
    const text = JSON.stringify({ db: [{ data: { posts: [{ id: "1" }], posts_tags: links } }] });
    expect(parseSource(text, "x", undefined).entries).toHaveLength(1);
  });

  it("a title of nothing but a control character, without a text", async () => {
    const posts = [{ id: "1", title: "\u0001", status: "published", published_at: "2024-01-02T00:00:00Z" }];
    const { folder } = await importText(JSON.stringify({ db: [{ data: { posts } }] }));
    expect((await readArticles(folder))[0]?.text).toBe("Untitled");
  });

  it("a slug with half a character", () => {
    const text = JSON.stringify({ db: [{ data: { posts: [{ id: "1", slug: "a\uD800", title: "T" }] } }] });
    expect(parseSource(text, "x", undefined).entries[0]?.title).toBe("T");
  });
});

describe("an import reads", () => {
  it.each([
    ["iso-8859-1", latin(rss(item("ü")).replace('"1.0"', '"1.0" encoding="ISO-8859-1"'))],
    ["utf-16le with its mark", new Uint8Array(Buffer.from(`\uFEFF${rss(item("ü"))}`, "utf16le"))],
    ["utf-8 with its mark", `\uFEFF${rss(item("ü"))}`],
  ])("%s", async (_, source) => {
    const { folder } = await importText(source);
    expect((await readArticles(folder))[0]).toMatchObject({ title: "T ü", givenId: "ü" });
  });

  it("the charset of the answer before that of the document (RFC 7303 §3)", async () => {
    const headers = { "content-type": "application/rss+xml; charset=windows-1251" };
    const bytes = Uint8Array.from(latin(rss(item("#")).replace('"1.0"', '"1.0" encoding="utf-8"')), (byte) =>
      byte === 0x23 ? 0xdf : byte,
    );
    const { folder } = await importSource("https://f.example/", {}, async () => new Response(bytes, { headers }));
    expect((await readArticles(folder))[0]?.givenId).toBe("Я");
  });

  it("a text of nothing but unclosed tags, in little time", async () => {
    const html = `${"<b>".repeat(3000)}${"<p>".repeat(3000)}${"<div>".repeat(20_000)}`;
    const { report } = await importText(rss(item("a").replace("Text", `<![CDATA[${html}]]>`)));
    expect(report.created).toHaveLength(1);
  });

  it("a DOCTYPE without entities (RSS 0.91)", async () => {
    const doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">';
    const { report } = await importText(rss(item("a"), doctype));
    expect(report.created).toHaveLength(1);
  });
});
