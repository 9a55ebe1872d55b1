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
  ["/tag/x/rss/", "/categories/x/rss.xml"],
  ["/tags/x/index.xml", "/categories/x/rss.xml"],
  ["/categories/x/index.xml", "/categories/x/rss.xml"],
  ["/author/x/feed/", "/authors/x/rss.xml"],
  ["/author/x/rss/", "/authors/x/rss.xml"],
  ["/category/x/", "/categories/x/"],
  ["/tag/x", "/categories/x/"],
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
  "/articles/x",
  "/RSS",
  "/rss/x",
  "/category//feed/",
  "/category/a/b/feed/",
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
  it.each<[feed: string | null, target: string | undefined]>([
    ["rss2", "/rss.xml"],
    ["rss", "/rss.xml"],
    ["rdf", "/rss.xml"],
    ["atom", "/atom.xml"],
    ["json", "/feed.json"],
    [null, undefined],
    ["", undefined],
    ["RSS2", undefined],
    ["__proto__", undefined],
    ["constructor", undefined],
  ])("?feed=%s: %s", (feed, target) => {
    expect(findLegacyQueryTarget(feed)).toBe(target);
  });
});
