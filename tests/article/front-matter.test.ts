import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../src/article/front-matter/read-front-matter.ts";
import { read, readSound } from "./fixtures.ts";

const readYamlFields = (text: string, timeZone: string) =>
  readFrontMatter({ kind: "yaml", text, firstLine: 2 }, timeZone);

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
    ["draft: true", { isHeldBack: true }],
    ["draft: No", { isHeldBack: false }],
    ["slug: harbour_2.0", { slug: "harbour_2.0" }],
    ["aliases: [/2020/01/old/, older]", { aliases: ["/2020/01/old/", "older"] }],
    ["redirect_from: https://old.example.org/a/b?utm_source=d", { aliases: ["/a/b"] }],
    ["aliases: [https://old.example.org/?p=12]", { aliases: ["/?p=12"] }],
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
    ["feeds: none", { feeds: "none" }],
    ["feeds: No", { feeds: "none" }],
    ["feeds: all", { feeds: undefined }],
    ["lang: pt-br", { language: "pt-BR" }],
    ["lang: en_SG", { language: "en-SG" }],
    ["link: https://a.example", { link: "https://a.example/" }],
    ["canonical: http://a.example/b", { canonical: "http://a.example/b" }],
    ["link: 'https://a.example/b|c?d[]=e'", { link: "https://a.example/b%7Cc?d%5B%5D=e" }],
    ["id: tag:a.example,2020:1", { id: "tag:a.example,2020:1" }],
    ["guid: 12345", { id: "12345" }],
    ["corrections: [{date: 2024-05-01, text: A name}]", { corrections: [{ at: MAY_1, text: "A name" }] }],
    ["title: ~\ntags:", {}],
    ["# nothing", {}],
  ])("%s", (yaml, expected) => {
    expect(readYamlFields(yaml, "Asia/Singapore")).toMatchObject({ findings: [], fields: expected });
  });
});

describe("a field that refuses the article says its line, what it wants, what it found and what to write", () => {
  test.each([
    ["date: soon", "date-invalid", '"date" must be a date, found "soon"; write date: 2026-03-14'],
    ["pubDate: 2023-02-31", "date-invalid", '"pubDate" must be a date, found "2023-02-31"; write pubDate: 2026-03-14'],
    ["expires: [2023-02-01]", "date-invalid", '"expires" must be a date, found a list; write expires: 2026-03-14'],
    [
      "date: 05/06/2026",
      "date-invalid",
      '"date" must be a date with one meaning, found "05/06/2026", which is 2026-06-05 or 2026-05-06; write date: 2026-06-05, or date: 2026-05-06',
    ],
    [
      "date: git Last Modified",
      "date-invalid",
      '"date" must be a date, found "git Last Modified", which means a time of the file that differs on each machine; write date: 2026-03-14',
    ],
    ["corrections: [{date: never, text: A}]", "date-invalid", '"corrections[0].date" must be a date, found "never"'],
    ["corrections: [{text: A}]", "date-invalid", '"corrections[0].date" must be a date, found nothing'],
    ["corrections: [{date: 2024-05-01}]", "field-invalid", '"corrections[0].text" must be a text, found nothing'],
    ["corrections: [A]", "field-invalid", '"corrections[0]" must be a group of date and text, found "A"'],
  ])("%s", (line, reason, message) => {
    const { findings } = readYamlFields(`# a comment\n${line}`, "UTC");
    expect(findings).toEqual([{ severity: "error", reason, line: 3, message }]);
  });
});

describe("a field that cannot be read is left out with a finding, and the article is read", () => {
  test.each([
    ["updated: [2023-02-01]", "date-invalid", '"updated" must be a date, found a list; write updated: 2026-03-14'],
    [
      "title: {a: b}",
      "field-invalid",
      '"title" must be a text, found a group of names and values; write title: "A title"',
    ],
    [
      "redirect_from: https://old.example.org/list/?x=1",
      "field-invalid",
      '"https://old.example.org/list/?x=1" cannot lead here, since only its query names the article; write a path, or a query such as ?p=12',
    ],
    [
      "slug: ..",
      "field-invalid",
      '"slug" must be a slug of letters, digits and hyphens, found ".."; write slug: low-water',
    ],
    [
      "author: {name: B, email: 'B <b@b.example>'}",
      "field-invalid",
      '"author.email" must be a mail address such as "desk@example.org", found "B <b@b.example>"; write email: desk@example.org',
    ],
    [
      "lang: english",
      "field-invalid",
      '"lang" must be a BCP 47 language tag such as "en" or "pt-BR", found "english"; write lang: en',
    ],
    [
      "link: javascript:alert(1)",
      "field-invalid",
      '"link" must be an address that begins with https:// or http://, found "javascript:alert(1)"; write link: https://example.org/article',
    ],
    [
      "image: {alt: A}",
      "field-invalid",
      '"image.src" must be a path or an address, found nothing; write src: photo.jpg',
    ],
    ["authors: [A, {url: https://a.example}]", "field-invalid", '"authors[1].name" must be a name, found nothing'],
    [
      "author: {name: A, url: a}",
      "field-invalid",
      '"author.url" must be an address that begins with https:// or http://, found "a"; write url: https://example.org/',
    ],
    [
      "tags: [a, {b: c}]",
      "field-invalid",
      '"tags[1]" must be a name, or a list of names, found a group of names and values',
    ],
    [
      "permalink: /:year/:y_day/",
      "field-invalid",
      '"permalink" is not used, since "/:year/:y_day/" is a pattern; write permalink: /the/address/ to keep this article\'s old address',
    ],
  ])("%s", (line, reason, message) => {
    const { findings } = readYamlFields(`# a comment\n${line}`, "UTC");
    expect(findings).toEqual([{ severity: "warning", reason, line: 3, message }]);
  });

  test("several errors are found at once, each on its line, also behind aliases", () => {
    const { article, findings } = read("markdown", "---\ndate: &x soon\ntitle: A\nexpires: *x\n---\nText.");
    expect(article).toBeUndefined();
    expect(findings.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "date-invalid"],
      [4, "date-invalid"],
    ]);
  });
});

describe("warnings", () => {
  test("a name that no field takes is named, one that says nothing to readers is not", () => {
    const { article, findings } = read("markdown", "---\ntitle: A\nlayout: post\nseries: Tides\nweight: 3\n---\nText.");
    expect(article?.title).toBe("A");
    const message = '"series" is not used';
    expect(findings).toEqual([{ severity: "warning", reason: "front-matter-unknown-key", line: 4, message }]);
  });

  test.each(["2024-04-30", "2024-05-01"])("expires: %s, not after its date of 2024-05-01", (expires) => {
    const { article, findings } = read("markdown", `---\ndate: 2024-05-01\nexpires: ${expires}\n---\nText.`);
    expect(article?.expiresAt).toBeLessThanOrEqual(article?.publishedAt ?? 0);
    const message = "The article expires before it is published, so that readers never see it";
    expect(findings).toEqual([{ severity: "warning", reason: "date-invalid", line: 3, message }]);
  });

  test("of two names for one value the first in the table counts, and the other is named", () => {
    const { fields, findings } = readYamlFields("description: Two\nsummary: One", "UTC");
    expect(fields.summary).toBe("One");
    const message = '"description" is not used, since "summary" is read before it';
    expect(findings).toMatchObject([{ severity: "warning", line: 2, message }]);
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
