import { describe, expect, it } from "vitest";
import { findLegacyQueryTarget, findLegacyTarget } from "../../src/feed/legacy-addresses.ts";

// The habits of WordPress, Ghost, Hugo and Jekyll.

const moved: [path: string, target: string][] = [
  ["/rss", "/rss.xml"],
  ["/rss/", "/rss.xml"],
  ["/feed/", "/rss.xml"],
  ["/feed.xml", "/rss.xml"],
  ["/index.xml", "/rss.xml"],
  ["/feed/rss/", "/rss.xml"],
  ["/feed/rss2/", "/rss.xml"],
  ["/rss2", "/rss.xml"],
  ["/atom", "/atom.xml"],
  ["/atom/", "/atom.xml"],
  ["/feed/atom", "/atom.xml"],
  ["/feed/atom/", "/atom.xml"],
  ["/feed/json", "/feed.json"],
  ["/index.json", "/feed.json"],
  ["/category/x/feed/", "/categories/x/rss.xml"],
  ["/category/x/feed", "/categories/x/rss.xml"],
  ["/category/x/feed/atom/", "/categories/x/atom.xml"],
  ["/category/x/feed/rss2/", "/categories/x/rss.xml"],
  ["/category/parent/x/feed/", "/categories/x/rss.xml"],
  ["/category/parent/x/feed/atom/", "/categories/x/atom.xml"],
  ["/category/parent/x/", "/categories/x/"],
  ["/category/parent/x/page/2/", "/categories/x/"],
  ["/tag/x/page/12", "/tags/x/"],
  ["/author/x/page/3/", "/authors/x/"],
  ["/author/x/feed/atom/", "/authors/x/atom.xml"],
  ["/page/2/", "/"],
  ["/tag/x/rss/", "/tags/x/rss.xml"],
  ["/tag/x/feed/atom/", "/tags/x/atom.xml"],
  ["/tags/x/index.xml", "/tags/x/rss.xml"],
  ["/tags/x/feed.json/", "/tags/x/feed.json"],
  ["/tags/x", "/tags/x/"],
  ["/categories/x/index.xml", "/categories/x/rss.xml"],
  ["/author/x/feed/", "/authors/x/rss.xml"],
  ["/author/x/rss/", "/authors/x/rss.xml"],
  ["/category/x/", "/categories/x/"],
  ["/tag/x", "/tags/x/"],
  ["/author/x/", "/authors/x/"],
  ["/category/%CE%BD%CE%AD%CE%B1/feed/", "/categories/%CE%BD%CE%AD%CE%B1/rss.xml"],
  ["/rss.xml/", "/rss.xml"],
  ["/atom.xml//", "/atom.xml"],
  ["/categories/x/feed.json/", "/categories/x/feed.json"],
  ["/categories/x", "/categories/x/"],
  ["/articles/x/", "/articles/x"],
];

const unmoved = [
  "/",
  "/rss.xml",
  "/atom.xml",
  "/feed.json",
  "/feeds.opml",
  "/feed",
  "/categories/x/",
  "/categories/x/rss.xml",
  "/tags/x/",
  "/articles/x",
  "/RSS",
  "/rss/x",
  "/category//feed/",
  "/page/",
  "/page/two/",
  "/feed/feed/",
  "/comments/feed/",
  "//rss.xml",
  "/category/x/feed/\nSet-Cookie: a=b",
];

describe("findLegacyTarget", () => {
  it.each(moved)("%s leads to %s", (path, target) => {
    expect(findLegacyTarget(path)).toBe(target);
  });

  it.each(moved)("%s: its target is no old address itself (no loop)", (_, target) => {
    expect(findLegacyTarget(target)).toBeUndefined();
  });

  it.each(unmoved.map((path) => [path]))("%j is no old address", (path) => {
    expect(findLegacyTarget(path)).toBeUndefined();
  });
});

describe("findLegacyQueryTarget", () => {
  it.each<[query: string, target: string | undefined]>([
    ["feed=rss2", "/rss.xml"],
    ["feed=rss", "/rss.xml"],
    ["feed=rdf", "/rss.xml"],
    ["feed=atom", "/atom.xml"],
    ["feed=json", "/feed.json"],
    ["feed=rss2&tag=sea", "/tags/sea/rss.xml"],
    ["category_name=news/ports&feed=atom", "/categories/ports/atom.xml"],
    ["feed=rss2&author_name=mara", "/authors/mara/rss.xml"],
    ["feed=rss2&tag=..%2F%0Ax", "/tags/%0Ax/rss.xml"],
    ["feed=rss2&tag=", "/rss.xml"],
    ["", undefined],
    ["tag=sea", undefined],
    ["feed=", undefined],
    ["feed=RSS2", undefined],
    ["feed=__proto__", undefined],
    ["feed=constructor", undefined],
  ])("?%s: %s", (query, target) => {
    expect(findLegacyQueryTarget(new URLSearchParams(query))).toBe(target);
  });
});
