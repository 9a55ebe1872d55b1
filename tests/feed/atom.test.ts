import { parseAtomFeed } from "feedsmith";
import { describe, expect, test } from "vitest";
import type { FeedHead, FeedItem } from "../../src/feed/feed-item.ts";
import {
  changed,
  documentOf,
  fullHead,
  fullItem,
  minimalItem,
  sampleHead,
  summarise,
  tombstone,
} from "./sample-feed.ts";

const atomOf = (head: FeedHead, items: readonly FeedItem[] = []) => documentOf(head, items).atom1();
const entryOf = (item: FeedItem) => /<entry.*<\/entry>/s.exec(atomOf(sampleHead, [item]))?.[0] ?? "";

describe("RFC 4287 feed", () => {
  test("34: id, title and updated come first, once each, before the first entry", () => {
    const names = [...atomOf(fullHead, [fullItem]).matchAll(/^<([a-z:]+)/gm)].map(([, name]) => name);
    expect(names.slice(0, 4)).toEqual(["feed", "id", "title", "updated"]);
    const beforeEntry = names.slice(0, names.indexOf("entry"));
    for (const once of ["id", "title", "updated"]) expect(beforeEntry.filter((name) => name === once)).toHaveLength(1);
  });

  test("36: one alternate, before all other links, one self, and the hub", () => {
    const links = parseAtomFeed(atomOf({ ...fullHead, paging: { kind: "complete" } })).links;
    expect(links).toEqual([
      { rel: "alternate", type: "text/html", href: "https://news.example/" },
      { rel: "self", type: "application/atom+xml", href: "https://news.example/atom.xml" },
      { rel: "hub", href: "https://news.example/hub?a=1&b=2" },
      { rel: "license", href: "https://creativecommons.org/licenses/by/4.0/" },
    ]);
  });

  test("44: language, icon, logo, rights, and a generator with uri and version", () => {
    const feed = parseAtomFeed(atomOf(fullHead));
    expect(feed.xml?.lang).toBe("en");
    expect(feed.icon).toBe(fullHead.favicon);
    expect(feed.logo).toBe(fullHead.image);
    expect(feed.rights?.value).toBe(fullHead.copyright);
    expect(feed.generator).toEqual({
      text: "edgewire",
      uri: expect.stringMatching(/^https:/),
      version: expect.stringMatching(/./),
    });
  });

  test("feed's option generator: another name, or none", () => {
    expect(atomOf({ ...sampleHead, generator: "Mine & yours" })).toContain("<generator>Mine &#x26; yours</generator>");
    expect(atomOf({ ...sampleHead, generator: false })).not.toContain("<generator");
  });

  test("RFC 6721 §3: a tombstone after the entries", () => {
    const atom = documentOf(sampleHead, [minimalItem], [tombstone]).atom1();
    expect(atom.slice(atom.indexOf("</entry>"))).toBe(
      `</entry>
<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:news.example,2023-06-11:gone" when="2023-06-14T09:00:00Z">
<at:comment type="text">Withdrawn &#x26; corrected elsewhere</at:comment>
</at:deleted-entry>
</feed>
`,
    );
    expect(documentOf(sampleHead, [], [tombstone]).rss2()).not.toContain("deleted");
  });
});

describe("RFC 4287 entry", () => {
  test("36: the link to the page stands before the enclosure link", () => {
    const links = parseAtomFeed(atomOf(sampleHead, [fullItem])).entries?.[0]?.links;
    expect(links).toEqual([
      { rel: "alternate", type: "text/html", href: "https://news.example/articles/ferry?a=1&b=2" },
      { rel: "enclosure", type: "image/jpeg", length: 48213, href: "https://news.example/media/f.jpg" },
    ]);
  });

  test("33: an enclosure of unknown length has no length", () => {
    const enclosure = { url: "https://x.example/a.png", type: "image/png", length: 0 };
    expect(entryOf(changed(minimalItem, { enclosure }))).toContain(
      '<link rel="enclosure" type="image/png" href="https://x.example/a.png"/>',
    );
  });

  test("41, 42: title and summary are text, content is HTML, each escaped once", () => {
    const entry = parseAtomFeed(atomOf(sampleHead, [fullItem])).entries?.[0];
    expect(entry?.title).toEqual({ value: fullItem.title, type: "text" });
    expect(entry?.summary).toEqual({ value: fullItem.description, type: "text" });
    expect(entry?.content).toEqual({ value: fullItem.content, type: "html" });
  });

  test("41: an entry without content has a summary", () => {
    const entry = entryOf(summarise(fullItem));
    expect(entry).toContain("<summary");
    expect(entry).not.toContain("<content");
  });

  test("41: where there is neither, the title stands for it; with content nothing need", () => {
    expect(entryOf(minimalItem)).toContain('<summary type="text">Minimal</summary>');
    expect(entryOf(changed(minimalItem, { content: "<p>Body</p>" }))).not.toContain("<summary");
  });

  test("43: the term is the label; a scheme only where there is one", () => {
    expect(entryOf(fullItem).match(/<category.*/g)).toEqual([
      '<category term="Ships &amp; rail" scheme="https://news.example/categories/ships-and-rail/" label="Ships &amp; rail"/>',
      '<category term="Greece" label="Greece"/>',
    ]);
  });

  test("37: authors with what is known of them; the e-mail of a single one alone", () => {
    const authorsOf = (item: FeedItem) => parseAtomFeed(atomOf(sampleHead, [item])).entries?.[0]?.authors;
    const elena = { name: "Elena Marin", uri: "https://news.example/authors/elena-marin" };
    expect(authorsOf(fullItem)).toEqual([elena, { name: "Ioannis & Co" }]);
    const alone = changed(fullItem, { author: fullItem.author.slice(0, 1) });
    expect(authorsOf(alone)).toEqual([{ ...elena, email: "elena@news.example" }]);
  });

  test("an entry in another language says so", () => {
    expect(entryOf(changed(minimalItem, { language: "el" }))).toMatch(/^<entry xml:lang="el">/);
    expect(entryOf(minimalItem)).toMatch(/^<entry>/);
  });
});
