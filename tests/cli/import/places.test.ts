import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importText, makeFolder, readArticles, readFiles } from "./support.ts";

interface Item {
  readonly id?: string;
  readonly url?: string;
  readonly title?: string;
  readonly date_published?: string;
}

function feedOf(...items: Item[]): string {
  const full = items.map((item) => ({ date_published: "2024-01-02T00:00:00Z", content_html: "<p>Text</p>", ...item }));
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1",
    title: "F",
    home_page_url: "https://www.f.example",
    items: full,
  });
}

const slugs: [address: string, title: string, slug: string, aliases: string[]][] = [
  ["https://f.example/2024/cats/", "T", "cats", ["/2024/cats/"]],
  ["https://www.f.example/cats.html", "T", "cats", ["/cats.html"]],
  ["https://f.example/2024/cats/index.php", "T", "cats", ["/2024/cats/index.php"]],
  ["https://f.example/Caf%C3%A9", "T", "Café", ["/Café"]],
  ["https://f.example/archive/12345", "The title", "the-title", ["/archive/12345"]],
  ["https://f.example/articles/cats", "T", "cats", []],
  ["https://f.example/articles/cats.html", "T", "cats", ["cats.html"]],
  ["https://f.example/a%20b", "The title", "the-title", ["/a%20b"]],
  ["https://f.example/?p=1", "The title", "the-title", ["/?p=1"]],
  ["https://f.example/?preview=true&page_id=7&x=1", "The title", "the-title", ["/?page_id=7"]],
  ["https://f.example/?story=1", "The title", "the-title", []],
  ["https://f.example/item.php?id=2", "The title", "the-title", ["/item.php?id=2"]],
  ["https://f.example/cats?id=2", "The title", "the-title", []],
  ["https://f.example/feed.xml", "T", "feed.xml", []],
  ["https://other.example/cats", "The title", "the-title", []],
  ["javascript:alert(1) x", "The title", "the-title", []],
  ["urn:isbn:1", "The title", "the-title", []],
];

describe("an old address", () => {
  it.each(slugs)("%s names the article and leads to it", async (url, title, slug, aliases) => {
    const { folder } = await importText(feedOf({ id: "1", url, title }));
    const [article] = await readArticles(folder);
    expect(article).toMatchObject({ slug, aliases });
    expect(article?.canonicalUrl).toBe(url.includes("other.") ? url : undefined);
  });

  it("that two entries share leads to the older", async () => {
    const url = "https://f.example/notes#";
    const items = [
      { id: "b", url: `${url}b`, title: "B", date_published: "2024-02-02T00:00:00Z" },
      { id: "a", url: `${url}a`, title: "A" },
    ];
    const { folder, report } = await importText(feedOf(...items));
    const articles = await readArticles(folder);
    expect(articles.map(({ givenId, slug, aliases }) => [givenId, slug, aliases])).toEqual([
      ["a", "notes", ["/notes"]],
      ["b", "notes-2", []],
    ]);
    expect(report.losses).toMatchObject([{ field: "link", message: '/notes leads to the article "notes" already' }]);
  });
});

describe("file names", () => {
  it("are day and slug, numbered where taken, whatever the feed's order", async () => {
    const items = [
      { id: "a", title: "Cats" },
      { id: "b", title: "Cats!" },
      { id: "c", title: "CATS", date_published: "2024-03-02T00:00:00Z" },
    ];
    const { folder } = await importText(feedOf(...items));
    const files = readFiles(folder);
    expect([...files.keys()]).toEqual([
      "2024-01-02-cats-2.html",
      "2024-01-02-cats.html",
      "2024-03-02-cats-3.html",
      "site.yaml",
    ]);
    const turned = await importText(feedOf(...items.toReversed()));
    expect(readFiles(turned.folder)).toEqual(files);
  });

  it("fit every file system", async () => {
    const { folder } = await importText(feedOf({ id: "a", url: `https://f.example/${"語".repeat(150)}`, title: "T" }));
    expect(await readArticles(folder)).toMatchObject([{ slug: "語".repeat(150) }]);
  });
});

describe("what is there already", () => {
  it("is left as people have changed it, wherever it is now", async () => {
    const feed = feedOf({ id: "a", title: "Cats" }, { id: "b", title: "Dogs" });
    const { folder } = await importText(feed);
    const [from, to] = [join(folder, "2024-01-02-cats.html"), join(folder, "moved.html")];
    writeFileSync(from, readFileSync(from, "utf8").replace("<p>Text</p>", "<p>Mended</p>"));
    renameSync(from, to);
    const { report } = await importText(feed, { folder });
    expect(report).toMatchObject({ created: [], existingCount: 2 });
    expect(existsSync(from)).toBe(false);
    expect(readFileSync(to, "utf8")).toContain("Mended");
  });

  it("is known by its place if it has no id", async () => {
    const feed = feedOf(
      { title: "Cats" },
      { title: "Cats" },
      { title: "Cats", date_published: "2024-01-03T00:00:00Z" },
    );
    const { folder, report } = await importText(feed);
    expect(report.created).toHaveLength(3);
    const before = readFiles(folder);
    expect((await importText(feed, { folder })).report).toMatchObject({ created: [], existingCount: 3 });
    expect(readFiles(folder)).toEqual(before);
  });

  it("keeps its slug: the newcomer is numbered", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "site.yaml"), "title: Mine\nlanguage: fr\n");
    writeFileSync(join(folder, "cats.md"), "---\ntitle: Cats\ndate: 2020-01-01\n---\nMine.\n");
    await importText(feedOf({ id: "a", title: "Cats" }), { folder });
    expect((await readArticles(folder)).map(({ slug }) => slug)).toEqual(["cats-2", "cats"]);
    expect(readFileSync(join(folder, "site.yaml"), "utf8")).toBe("title: Mine\nlanguage: fr\n");
  });

  it("is joined by what the feed has new", async () => {
    const { folder } = await importText(feedOf({ id: "a", title: "Cats" }));
    const { report } = await importText(feedOf({ id: "b", title: "Cats" }, { id: "a", title: "Cats" }), { folder });
    expect(report.created).toEqual([join(folder, "2024-01-02-cats-2.html")]);
  });
});

describe("site.yaml", () => {
  it("is made from the feed where there is none", async () => {
    const { folder, report } = await importText(feedOf({ id: "a", title: "Cats" }));
    expect(report.siteFile).toBe(join(folder, "site.yaml"));
    expect(readFileSync(join(folder, "site.yaml"), "utf8")).toMatch(
      /\ntitle: F\nhome_page: https:\/\/www\.f\.example\n$/,
    );
  });
});
