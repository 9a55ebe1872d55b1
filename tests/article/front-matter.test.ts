import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../src/article/front-matter/read-front-matter.ts";
import { read, readSound } from "./fixtures.ts";

const MAY_1 = Date.parse("2024-04-30T16:00:00Z");

describe("every name and its aliases", () => {
  test.each([
    ["title: Harbour", { title: "Harbour" }],
    ["title: 2024", { title: "2024" }],
    ["date: 2024-05-01", { date: MAY_1 }],
    ["published: 2024-05-01", { date: MAY_1 }],
    ["pubDate: Wed, 01 May 2024 00:00:00 +0800", { date: MAY_1 }],
    ["publishDate: 2024-05-01 00:00:00 +0800", { date: MAY_1 }],
    ["updated: 2024-05-01", { updated: MAY_1 }],
    ["lastmod: 2024-05-01T00:00", { updated: MAY_1 }],
    ["updatedDate: '2024-05-01'", { updated: MAY_1 }],
    ["expires: 2024-05-01", { expires: MAY_1 }],
    ["expiryDate: 2024-05-01", { expires: MAY_1 }],
    ["draft: true", { draft: true }],
    ["draft: No", { draft: false }],
    ["slug: harbour_2.0", { slug: "harbour_2.0" }],
    ["aliases: [/2020/01/old/, older]", { aliases: ["/2020/01/old/", "older"] }],
    ["redirect_from: https://old.example.org/a/b?c=d", { aliases: ["/a/b"] }],
    ["aliases: [https://old.example.org/?p=12, https://old.example.org/?x=1]", { aliases: ["/?p=12", "/"] }],
    ["summary: |\n  One\n  two", { summary: "One two" }],
    ["description: One", { summary: "One" }],
    ["excerpt: One", { summary: "One" }],
    ["author: Lim Wei Ling", { authors: [{ name: "Lim Wei Ling" }] }],
    [
      "authors: [A, {name: B, url: https://b.example}]",
      { authors: [{ name: "A" }, { name: "B", url: "https://b.example/" }] },
    ],
    ["author: {name: B, email: b@b.example}", { authors: [{ name: "B", email: "b@b.example" }] }],
    ["categories: [North Korea, Russia]", { categories: ["North Korea", "Russia"] }],
    ["category: Russia", { categories: ["Russia"] }],
    ["tags: sea, ships", { tags: ["sea", "ships"] }],
    ["image: photo.jpg", { image: { src: "photo.jpg" } }],
    ["heroImage: https://a.example/b.png", { image: { src: "https://a.example/b.png" } }],
    [
      "cover: {src: a.png, alt: A, caption: B, credit: C, license: D}",
      { image: { src: "a.png", alt: "A", caption: "B", credit: "C", license: "D" } },
    ],
    ["featured_image: a.png", { image: { src: "a.png" } }],
    ["heroImageAlt: A pier", { imageAlt: "A pier" }],
    ["lang: pt-br", { language: "pt-BR" }],
    ["lang: en_SG", { language: "en-SG" }],
    ["link: https://a.example", { link: "https://a.example/" }],
    ["canonical: http://a.example/b", { link: "http://a.example/b" }],
    ["link: 'https://a.example/b|c?d[]=e'", { link: "https://a.example/b%7Cc?d%5B%5D=e" }],
    ["id: tag:a.example,2020:1", { id: "tag:a.example,2020:1" }],
    ["guid: 12345", { id: "12345" }],
    ["corrections: [{date: 2024-05-01, text: A name}]", { corrections: [{ at: MAY_1, text: "A name" }] }],
    ["title: ~\ntags:", {}],
    ["# nothing", {}],
  ])("%s", (yaml, expected) => {
    expect(readFrontMatter(yaml, "Asia/Singapore")).toMatchObject({ findings: [], fields: expected });
  });
});

describe("every invalid field says its line, what it wants and what it found", () => {
  test.each([
    ["date: soon", "date-invalid", '"date" must be an ISO 8601 date, found "soon"'],
    ["pubDate: 2023-02-31", "date-invalid", '"pubDate" must be an ISO 8601 date, found "2023-02-31"'],
    ["updated: [2023-02-01]", "date-invalid", '"updated" must be an ISO 8601 date, found a list'],
    ["title: ''", "field-invalid", '"title" must be a text that is not empty, found ""'],
    ["title: {a: b}", "field-invalid", '"title" must be a text, found a group of names and values'],
    ["draft: maybe", "field-invalid", '"draft" must be true or false, found "maybe"'],
    [
      "slug: a/b",
      "field-invalid",
      '"slug" must be a slug of letters, digits, "-", "_", "." and "~", at most 200 characters, found "a/b"',
    ],
    [
      "slug: ..",
      "field-invalid",
      '"slug" must be a slug of letters, digits, "-", "_", "." and "~", at most 200 characters, found ".."',
    ],
    [
      "author: {name: B, email: 'B <b@b.example>'}",
      "field-invalid",
      '"author.email" must be a mail address such as "desk@example.org", found "B <b@b.example>"',
    ],
    [
      "lang: english please",
      "field-invalid",
      '"lang" must be a BCP 47 language tag such as "en" or "pt-BR", found "english please"',
    ],
    [
      "link: javascript:alert(1)",
      "field-invalid",
      '"link" must be an address that begins with https:// or http://, found "javascript:alert(1)"',
    ],
    ["image: {alt: A}", "field-invalid", '"image.src" is needed, found nothing'],
    [
      "heroImage: [a, b]",
      "field-invalid",
      '"heroImage" must be a path, an address, or a group of src, alt, caption, credit and license, found a list',
    ],
    ["authors: [A, {url: https://a.example}]", "field-invalid", '"authors[1].name" is needed, found nothing'],
    [
      "author: {name: A, url: a}",
      "field-invalid",
      '"author.url" must be an address that begins with https:// or http://, found "a"',
    ],
    [
      "corrections: [{date: never, text: A}]",
      "date-invalid",
      '"corrections[0].date" must be an ISO 8601 date, found "never"',
    ],
    ["corrections: [{text: A}]", "field-invalid", '"corrections[0].date" is needed, found nothing'],
    ["corrections: [{date: 2024-05-01}]", "field-invalid", '"corrections[0].text" is needed, found nothing'],
    ["corrections: [A]", "field-invalid", '"corrections[0]" must be a group of date and text, found "A"'],
    ["tags: [a, [b]]", "field-invalid", '"tags[1]" must be a text, found a list'],
  ])("%s", (line, reason, message) => {
    const { findings } = readFrontMatter(`# a comment\n${line}`, "UTC");
    expect(findings).toEqual([{ severity: "error", reason, line: 3, message }]);
  });

  test("several errors are found at once, each on its line, also behind aliases", () => {
    const { article, findings } = read("markdown", "---\ndate: &x soon\ntitle: A\nupdated: *x\n---\nText.");
    expect(article).toBeUndefined();
    expect(findings.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "date-invalid"],
      [4, "date-invalid"],
    ]);
  });
});

describe("warnings", () => {
  test("an unknown name is named and ignored", () => {
    const { article, findings } = read("markdown", "---\ntitle: A\nlayout: post\n---\nText.");
    expect(article?.title).toBe("A");
    const message = '"layout" is not a known name and is ignored';
    expect(findings).toEqual([{ severity: "warning", reason: "front-matter-unknown-key", line: 3, message }]);
  });

  test.each(["2024-04-30", "2024-05-01"])("expires: %s, not after its date of 2024-05-01", (expires) => {
    const { article, findings } = read("markdown", `---\ndate: 2024-05-01\nexpires: ${expires}\n---\nText.`);
    expect(article?.expiresAt).toBeLessThanOrEqual(article?.publishedAt ?? 0);
    const message = "The article expires before it is published: nobody will see it";
    expect(findings).toEqual([{ severity: "warning", reason: "date-invalid", line: 3, message }]);
  });

  test("of two names for one value the first in the table counts", () => {
    const { fields, findings } = readFrontMatter("pubDate: 2020-01-01\ndate: 2024-05-01", "Asia/Singapore");
    expect(fields.date).toBe(MAY_1);
    expect(findings).toMatchObject([
      { severity: "warning", line: 2, message: '"pubDate" is ignored, since "date" says the same' },
    ]);
  });
});

describe("fences", () => {
  test.each(["text", "markdown", "html"] as const)("%s: byte order mark and CRLF are tolerated", (kind) => {
    const article = readSound(kind, "\uFEFF---\r\ntitle: A title\r\n---\r\n\r\nText of it.\r\n");
    expect(article).toMatchObject({ title: "A title", text: "Text of it." });
  });

  test("may hold nothing", () => {
    expect(readSound("markdown", "---\n---\nText.").text).toBe("Text.");
  });

  test("a line in the middle is no fence", () => {
    expect(readSound("markdown", "Text.\n\n---\n\nMore.").html).toContain("<hr>");
  });

  test.each([
    ["a fence that never closes", "---\ntitle: A\n\nText.", 1],
    ["no YAML", "---\na: b: c\n---\nText.", 2],
    ["no group of names", "---\n- a\n---\nText.", 2],
    ["more than 64 K characters", `---\na: ${"x".repeat(70_000)}\n---\nText.`, 1],
  ])("unreadable: %s", (_, text, line) => {
    const unreadable = { severity: "error", reason: "front-matter-unreadable", line };
    expect(read("markdown", text)).toMatchObject({ article: undefined, findings: [unreadable] });
    // It may well have a date.
    expect(read("markdown", text, { key: "undated" }).findings).toMatchObject([unreadable]);
  });
});
