import { describe, expect, it } from "vitest";
import type { Article } from "../../src/article/article.ts";
import { read as readAs } from "./fixtures.ts";

const page = (head: string, body = "<main><p>The weir is old.</p></main>") =>
  `<!DOCTYPE html>\n<html lang="de-AT">\n<head>\n${head}\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
const DATED = '<title>The weir</title>\n<meta name="date" content="2024-05-22">';

const read = (text: string) => readAs("html", text, { key: "weir" });

describe("the head of a whole HTML document", () => {
  it.each<[string, string, Partial<Article>]>([
    ["<title> and <html lang>", page(DATED), { title: "The weir", language: "de-AT" }],
    ["meta description", page(`${DATED}<meta name="Description" content="In short.">`), { summary: "In short." }],
    [
      "Pelican's meta tags",
      page(`${DATED}<meta name="tags" content="river, stone">`),
      {
        tags: [
          { name: "river", slug: "river" },
          { name: "stone", slug: "stone" },
        ],
      },
    ],
    [
      "the site's name after the headline",
      page('<title>The weir | Mill</title><meta name="date" content="2024-05-22">', "<h1>The weir</h1><p>Old.</p>"),
      { title: "The weir" },
    ],
    [
      "a title with a dash of its own",
      page('<title>Weirs - a history</title><meta name="date" content="2024-05-22">'),
      { title: "Weirs - a history" },
    ],
    ["front matter before it", `---\ntitle: Mine\n---\n${page(DATED)}`, { title: "Mine", language: "de-AT" }],
    [
      "article:published_time",
      page('<title>The weir</title><meta property="article:published_time" content="2024-05-22T10:00:00Z">'),
      { publishedAt: Date.UTC(2024, 4, 22, 10) },
    ],
    ["comments before the doctype", `<!-- made by hand -->\n<!-- twice -->\n${page(DATED)}`, { title: "The weir" }],
  ])("%s", (_, text, wanted) => {
    expect(read(text).article).toMatchObject(wanted);
  });

  it.each([
    ["status draft", '<meta name="status" content="draft">'],
    ["an unknown status", '<meta name="status" content="when ready">'],
    ["published false", '<meta name="published" content="false">'],
  ])("holds the article back: %s", (_, meta) => {
    expect(read(page(`${DATED}${meta}`)).article?.draft).toBe(true);
  });

  it("names the line of a date that cannot be read", () => {
    const { findings } = read(page('<title>The weir</title>\n<meta name="date" content="soon">'));
    expect(findings).toContainEqual(expect.objectContaining({ line: 5, message: expect.stringContaining('"soon"') }));
  });

  it("says nothing of names that are about the page", () => {
    const head = `${DATED}<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="generator" content="Hand">`;
    expect(read(page(head)).findings).toEqual([]);
  });

  it("does not take a stylesheet's lines for front matter", () => {
    const sheet = "<style>\n.menu {\n  visibility: hidden;\n  content: none;\n}\n</style>";
    expect(read(page(`${DATED}${sheet}`)).article?.draft).toBe(false);
  });
});

describe("the article of a whole HTML document", () => {
  it.each([
    ["<main>", "<nav>Menu</nav><main><p>Text.</p></main><footer>Imprint</footer>", "Text."],
    ["the only <article>", "<nav>Menu</nav><article><p>Text.</p></article><aside>Ads</aside>", "Text."],
    ["<body> where there are several", "<article><p>One.</p></article><article><p>Two.</p></article>", "One.\n\nTwo."],
  ])("is %s", (_, body, wanted) => {
    expect(read(page(DATED, body)).article?.text).toBe(wanted);
  });

  it("is not sought in a fragment", () => {
    expect(read("---\ntitle: A\ndate: 2024-05-22\n---\n<p>Before.</p><main><p>Inside.</p></main>").article?.text).toBe(
      "Before.\n\nInside.",
    );
  });
});
