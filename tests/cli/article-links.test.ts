import { describe, expect, it } from "vitest";
import { ArticleLinks, createArticleIndex, NOTHING_STORED } from "../../cli/article-links.ts";
import type { Article } from "../../src/article/article.ts";
import { readSound } from "../article/fixtures.ts";

const NOW = Date.UTC(2026, 10, 1);

function file(key: string, more: Partial<Article> = {}) {
  return { file: { key }, article: { ...readSound("markdown", "Text."), key, slug: "-", title: key, ...more } };
}

const FILES = [
  file("posts/2024-05-01-low-water", { slug: "low-water", title: "Low water", aliases: ["/2024/05/01/low-water/"] }),
  file("posts/tides", { slug: "tides", title: "The tides" }),
  file("Café", { slug: "cafe", title: "Café" }),
  file(".pages/about", { slug: "/about" }),
  file("drafts/plan", { slug: "plan", draft: true }),
  file("posts/2027-01-01-later", { slug: "later", publishedAt: NOW + 1 }),
  { file: { key: "broken" }, article: undefined },
];

function find(address: string, key = "posts/a", isBundle = false) {
  const index = createArticleIndex(FILES, NOTHING_STORED, NOW);
  const found = new ArticleLinks(index, { key, isBundle }).find(address);
  return typeof found === "string" ? found : found.slug;
}

describe("a link to another file leads to its article", () => {
  it.each([
    ["beside it", "tides.md", "tides"],
    ["beside it, in another folder's words", "./../posts/tides.mdx", "tides"],
    ["without its ending", "tides", "tides"],
    ["without its date", "low-water.md", "low-water"],
    ["as a folder", "2024-05-01-low-water/", "low-water"],
    ["as a folder's page, on sites where each article is a folder", "../tides/", "tides"],
    ["as a page", "tides.html", "tides"],
    ["from the root", "/posts/tides", "tides"],
    ["from a root above (Hugo)", "/content/posts/tides.md", "tides"],
    ["from the root (Zola)", "@/posts/tides.md", "tides"],
    ["by a former address", "/2024/05/01/low-water/", "low-water"],
    ["by name (Obsidian)", "[[Tides]]", "tides"],
    ["by title", "[[low water]]", "low-water"],
    ["by slug (Hexo)", "[[low-water]]", "low-water"],
    ["by dated name (Jekyll's post_url)", "[[2024-05-01-low-water]]", "low-water"],
    ["by path (Jekyll's link)", "[[_posts/2024-05-01-low-water.md]]", "low-water"],
    ["by path (Hugo's ref)", "[[/posts/tides.md]]", "tides"],
    ["in the other normal form of Unicode", "../Cafe\u0301.md", "cafe"],
  ])("%s: %s", (_, address, slug) => expect(find(address)).toBe(slug));

  it.each([
    ["../pages/about.md", "a", "/about"],
    ["../../pages/about.md", "posts/a", "/about"],
    ["../articles/posts/tides.md", ".pages/contact", "tides"],
    ["about.md", ".pages/contact", "/about"],
    ["../other/posts/tides.md", "a", "nowhere"],
  ])("between articles/ and pages/: %s in %s", (address, key, slug) => expect(find(address, key)).toBe(slug));

  it("from a folder of its own, that is where its links begin", () => {
    expect(find("../tides/", "posts/a", true)).toBe("tides");
  });

  it.each(["../drafts/plan.md", "[[plan]]", "2027-01-01-later.md", "../broken.md"])("held back: %s", (address) => {
    expect(find(address)).toBe("held-back");
  });

  it.each(["gone.md", "../../../../tides.md", "[[Gone]]", "/about"])("nowhere: %s", (address) => {
    expect(find(address)).toBe("nowhere");
  });

  it("a derived slug is the one that the publication gave first; a given one is the file's", () => {
    const slugs = new Map([
      ["a", "first"],
      ["b", "first-too"],
    ]);
    const files = [file("a", { slug: "new", derived: ["slug"] }), file("b", { slug: "given", derived: [] })];
    const links = new ArticleLinks(createArticleIndex(files, { slugs, others: [] }, NOW), {
      key: "c",
      isBundle: false,
    });
    expect([links.find("a.md"), links.find("b.md"), links.find("c.md")]).toEqual([
      { slug: "first" },
      { slug: "given" },
      "nowhere",
    ]);
    expect([...links.used]).toEqual([
      ["a.md", "first"],
      ["b.md", "given"],
    ]);
  });

  it.each([
    ["2024-05-02-wire.md", "wire-report"],
    ["wire.md", "wire-report"],
    ["[[wire-report]]", "wire-report"],
    ["secret.md", "held-back"],
    ["draft.md", "held-back"],
    ["tides.md", "tides"],
  ])("one that the publication has without a file here, which a file goes before: %s is %s", (address, wanted) => {
    const others = [
      { key: "posts/2024-05-02-wire", slug: "wire-report", state: "published" },
      { key: "posts/secret", slug: "secret", state: "scheduled" },
      { key: "posts/draft", slug: null, state: "draft" },
      { key: "posts/tides", slug: "other-tides", state: "published" },
    ];
    const index = createArticleIndex(FILES, { slugs: new Map(), others }, NOW);
    const found = new ArticleLinks(index, { key: "posts/a", isBundle: false }).find(address);
    expect(typeof found === "string" ? found : found.slug).toBe(wanted);
  });
});
