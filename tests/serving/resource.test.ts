import { describe, expect, it } from "vitest";
import { type Resource, readResource, writeResource } from "../../src/serving/resource.ts";

const written: [path: string, resource: Resource][] = [
  ["feed/main", { kind: "feed", name: "main" }],
  ["feed/categories/russia", { kind: "feed", name: "categories/russia" }],
  ["feed/authors/lim-wei-ling", { kind: "feed", name: "authors/lim-wei-ling" }],
  ["feed/tags/c-plus-plus", { kind: "feed", name: "tags/c-plus-plus" }],
  ["feed/feeds/briefing", { kind: "feed", name: "feeds/briefing" }],
  ["feed/categories/%CE%BD%CE%AD%CE%B1", { kind: "feed", name: "categories/νέα" }],
  ["feed/categories/50%25", { kind: "feed", name: "categories/50%" }],
  ["article/some-slug", { kind: "article", slug: "some-slug" }],
  ["article/%E6%97%A5%E6%9C%AC", { kind: "article", slug: "日本" }],
  ["article/a%2Fb%3Fc%23d", { kind: "article", slug: "a/b?c#d" }],
  ["archive/12/categories/russia", { kind: "archive", name: "categories/russia", page: 12 }],
  ["list/sitemap.xml", { kind: "list", list: "sitemap" }],
  ["list/sitemaps/pages.xml", { kind: "list", list: "outside-sitemap" }],
  ["list/news-sitemap.xml", { kind: "list", list: "news-sitemap" }],
  ["list/sitemaps/3.xml", { kind: "list", list: "sitemap-part", part: 3 }],
  ["list/a1b2-c3d4.txt", { kind: "list", list: "index-now-key", key: "a1b2-c3d4" }],
];

describe("writeResource and readResource", () => {
  it.each(written)("%s", (path, resource) => {
    expect(writeResource(resource)).toBe(path);
    expect(readResource(path)).toEqual(resource);
  });

  it.each([
    "",
    "feed",
    "feed/",
    "feed/other",
    "feed/main/rss",
    "feed/categories",
    "feed/categories/",
    "feed/categories/a/b",
    "feed/planets/a",
    "feed/Categories/a",
    "article",
    "article/",
    "article/a/b",
    "page/main",
    "archive/0/main",
    "list/",
    "list/sitemaps/0.xml",
    "list/sitemaps/01.xml",
    "list/sitemaps/1000000.xml",
    "list/robots.txt/x",
    "list/short.txt",
  ])("%j is no resource", (path) => {
    expect(readResource(path)).toBeUndefined();
  });

  it("a slug with a slash cannot reach another feed", () => {
    expect(readResource(writeResource({ kind: "feed", name: "categories/a/b" }))).toBeUndefined();
  });
});
