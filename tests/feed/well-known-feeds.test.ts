import { describe, expect, it } from "vitest";
import { feedQueryOf, findWellKnownFeed } from "../../src/feed/well-known-feeds.ts";

const find = (address: string) => findWellKnownFeed(new URL(address, "https://wire.example"));

describe("a feed of another tool", () => {
  it.each([
    ["/feeds/posts/default", "/atom.xml"],
    ["/feeds/posts/default?alt=rss", "/rss.xml"],
    ["/feeds/posts/default?max-results=5&alt=rss", "/rss.xml"],
    ["/feeds/posts/summary/", "/atom.xml"],
    ["/?format=rss", "/rss.xml"],
    ["/blog?format=rss", "/rss.xml"],
    ["/our-journal/?format=rss", "/rss.xml"],
    ["/?format=feed&type=rss", "/rss.xml"],
    ["/index.php?format=feed&type=atom", undefined],
    ["/blog/rss.xml", "/rss.xml"],
    ["/blog/feed.xml", "/rss.xml"],
    ["/blog/index.xml", "/rss.xml"],
    ["/blog/feed/", "/rss.xml"],
    ["/blog/feed", "/rss.xml"],
    ["/news/rss", "/rss.xml"],
    ["/posts/atom.xml", "/atom.xml"],
    ["/blog/feed/atom/", "/atom.xml"],
    ["/posts/feed.json", "/feed.json"],
    ["/feed.rss", "/rss.xml"],
    ["/index.rss", "/rss.xml"],
    ["/feed/rss.xml", "/rss.xml"],
    ["/blog/feed/rss.xml", "/rss.xml"],
    ["/blog-feed.xml", "/rss.xml"],
    ["/feed.atom", "/atom.xml"],
    ["/feeds/all.atom.xml", "/atom.xml"],
    ["/feeds/all.rss.xml", "/rss.xml"],
    ["/blog/", undefined],
    ["/blog", undefined],
    ["/blog?format=html", undefined],
    ["/articles/x", undefined],
    ["/categories/x/rss.xml", undefined],
    ["/shop/rss.xml", undefined],
    ["/blog/rss.xml/more", undefined],
  ])("%s leads to %s", (address, target) => {
    expect(find(address)).toBe(target);
  });
});

it.each([
  ["?format=rss", "?format=rss"],
  ["?alt=rss&max-results=5", "?alt=rss&max-results=5"],
  ["?utm_source=x", ""],
  ["?p=12", ""],
  [`?format=${"x".repeat(200)}`, ""],
  ["?format=<rss>", ""],
])("the query %s names a feed by %j", (search, query) => {
  expect(feedQueryOf(search)).toBe(query);
});
