import { parseOpml } from "feedsmith";
import { expect, test } from "vitest";
import { renderNewsSitemap } from "../../src/feed/lists/news-sitemap.ts";
import { renderOpml } from "../../src/feed/lists/opml.ts";
import { renderSitemap, renderSitemapIndex } from "../../src/feed/lists/sitemap.ts";
import { findXmlFault } from "../support/well-formed.ts";

test("OPML 2.0: a subscription list that feedsmith reads", () => {
  const outline = {
    title: "Ships & <rails>",
    description: 'All about "ships"',
    htmlUrl: "https://news.example/categories/ships/",
    xmlUrl: "https://news.example/categories/ships/rss.xml?a=1&b=2",
  };
  const opml = renderOpml("Harbour & Rail", [
    outline,
    { title: "B", htmlUrl: "https://b.example/", xmlUrl: "https://b.example/rss.xml" },
  ]);
  expect(findXmlFault(opml)).toBeUndefined();
  expect(parseOpml(opml)).toEqual({
    head: { title: "Harbour & Rail" },
    body: {
      outlines: [
        { text: outline.title, type: "rss", ...outline },
        { text: "B", title: "B", type: "rss", htmlUrl: "https://b.example/", xmlUrl: "https://b.example/rss.xml" },
      ],
    },
  });
});

test("OPML 2.0: groups are nested outlines after the main feed; an empty one is left out", () => {
  const feed = (title: string) => ({
    title,
    htmlUrl: `https://${title}.example/`,
    xmlUrl: `https://${title}.example/rss.xml`,
  });
  const groups = [
    { title: "Categories & more", outlines: [feed("b"), feed("c")] },
    { title: "Authors", outlines: [] },
  ];
  const opml = renderOpml("List", [feed("a")], groups);
  expect(findXmlFault(opml)).toBeUndefined();
  const read = (title: string) => ({ text: title, type: "rss", ...feed(title) });
  expect(parseOpml(opml).body?.outlines).toEqual([
    read("a"),
    { text: "Categories & more", title: "Categories & more", outlines: [read("b"), read("c")] },
  ]);
});

test("sitemaps.org protocol 0.9: loc escaped, lastmod in W3C format, and only where known", () => {
  const sitemap = renderSitemap([
    { url: "https://news.example/?a=1&b=2", modifiedAt: Date.UTC(2023, 5, 12, 8) },
    { url: "https://news.example/articles/x" },
  ]);
  expect(findXmlFault(sitemap)).toBeUndefined();
  expect(sitemap).toBe(`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url>
<loc>https://news.example/?a=1&#x26;b=2</loc>
<lastmod>2023-06-12T08:00:00Z</lastmod>
</url>
<url>
<loc>https://news.example/articles/x</loc>
</url>
</urlset>
`);
});

test("sitemaps.org protocol 0.9: an index names sitemaps", () => {
  const index = renderSitemapIndex([{ url: "https://news.example/sitemaps/1.xml", modifiedAt: 0 }]);
  expect(findXmlFault(index)).toBeUndefined();
  expect(index).toBe(`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap>
<loc>https://news.example/sitemaps/1.xml</loc>
<lastmod>1970-01-01T00:00:00Z</lastmod>
</sitemap>
</sitemapindex>
`);
});

test.each([
  ["en-GB", "en"],
  ["zh-Hant", "zh-tw"],
  ["zh-TW", "zh-tw"],
  ["zh", "zh-cn"],
  ["zh-Hans-SG", "zh-cn"],
  ["ast", "ast"],
])("Google News sitemap: the language %s is written %s", (tag, written) => {
  const article = {
    url: "https://news.example/a",
    language: tag,
    publishedAt: 0,
    title: "A & <b>",
    image: "https://p.example/a.jpg?x=1&y=2",
  };
  const sitemap = renderNewsSitemap("Harbour & Rail", [article]);
  expect(findXmlFault(sitemap)).toBeUndefined();
  expect(sitemap).toContain(`<news:language>${written}</news:language>`);
  expect(sitemap).toContain("<news:name>Harbour &#x26; Rail</news:name>");
  expect(sitemap).toContain("<news:title>A &#x26; &#x3C;b&#x3E;</news:title>");
  expect(sitemap).toContain("<image:loc>https://p.example/a.jpg?x=1&#x26;y=2</image:loc>");
});
