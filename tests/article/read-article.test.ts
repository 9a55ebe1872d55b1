import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PUBLIC_URL_MARK } from "../../src/article/article.ts";
import { findRemoteImageAddress } from "../../src/article/open-source.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { readArticle } from "../../src/article/read-article.ts";
import { COVER, PHOTO, PROFILE, read, readSound } from "./fixtures.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("the first article", () => {
  const key = "2023-06-12-kim-jong-un-pledges-cooperation-with-russia";
  const bytes = readFileSync(`${import.meta.dirname}/../../articles/${key}.txt`);
  const { profile = PROFILE } = readSiteProfile(
    readFileSync(`${import.meta.dirname}/../../articles/site.yaml`, "utf8"),
  );
  const { article, findings, outline } = readArticle({ key, kind: "text", bytes, media: new Map() }, profile);

  test("is published byte for byte", () => {
    const digest = createHash("sha256").update(bytes).digest("hex");
    expect(digest).toBe("45cfef6c3ee72691b813b0389dcff0cf177522bed89eb9964eb5d276737f77f0");
  });

  test("has every value that it does not give", () => {
    expect(findings).toEqual([]);
    expect(article).toMatchObject({
      title: "North Korea's leader Kim Jong Un pledged to enhance strategic cooperation with Russia",
      slug: "kim-jong-un-pledges-cooperation-with-russia",
      formerSlug: "north-koreas-leader-kim-jong-un-pledged-to-enhance-strategic",
      publishedAt: Date.parse("2023-06-12T00:00:00+08:00"),
      language: "en",
      image: undefined,
      authors: [{ name: "The Meridian Wire newsdesk", slug: "newsdesk" }],
      derived: ["title", "published", "slug", "summary", "categories", "language", "authors"],
    });
    expect(article?.categories.map(({ name }) => name)).toEqual(["North Korea", "Russia", "Military", "Diplomacy"]);
    expect(article?.summary).toMatch(/^North Korea's leader .* \(KCNA\)\.$/);
    expect(article?.summary.length).toBeLessThanOrEqual(280);
  });

  test("has two headings, twelve paragraphs and its credit at the end", () => {
    expect(outline).toEqual({ headings: 2, paragraphs: 12 });
    expect(article?.html).toContain("<h2>Russia &amp; North Korea</h2>");
    expect(article?.html).toContain("<h2>Military movements</h2>");
    expect(article?.html).not.toContain("Related");
    expect(article?.html).toMatch(
      /<p><small>Top images via Getty - Pyeongyang Press Corps\/Pool &amp; Sean Gallup<\/small><\/p>$/,
    );
    expect(article?.text.split("\n\n")).toHaveLength(15);
  });

  test("its credit never belongs to a cover", () => {
    const { article } = readArticle({ key, kind: "text", bytes, media: new Map(), cover: COVER }, profile);
    expect(article?.image).toMatchObject({
      role: "cover",
      credit: undefined,
      mediaType: "image/png",
      alt: article?.title,
    });
    expect(article?.html).toMatch(/Sean Gallup<\/small><\/p>$/);
    expect(article?.html).not.toContain("<img");
    expect(article?.mediaNames).toEqual([COVER.name]);
    expect(article?.derived).toContain("image");
  });
});

test("a credit line belongs to a photograph", () => {
  const article = readSound(
    "text",
    "---\nimage: photo.jpg\n---\n date 2023-06-12 The lead.\n\nTop image via Getty - A. B",
  );
  expect(article.image?.credit).toBe("Getty - A. B");
  expect(article.html).toMatch(/<figcaption><small>Getty - A. B<\/small><\/figcaption><\/figure><p>The lead.<\/p>$/);
  expect(article.text).toBe("The lead.");
});

describe("the image of an article without one", () => {
  const address = "https://a.example/default.webp";

  test.each([
    ["a cover", { cover: COVER, defaultImage: PHOTO }, undefined, { role: "cover", sizeBytes: 1234 }],
    ["else the publication's file", { defaultImage: PHOTO }, "default.jpg", { role: "default", sizeBytes: 1234 }],
    [
      "else the publication's address",
      {},
      address,
      { role: "default", url: address, mediaType: "image/webp", sizeBytes: undefined },
    ],
    [
      "an address whose ending tells no type",
      {},
      "https://a.example/default.constructor",
      { role: "default", mediaType: "image/jpeg" },
    ],
  ])("%s", (_, files, defaultImage, expected) => {
    const source = { key: "2024-05-01-a", kind: "text" as const, bytes: bytesOf("Text."), media: new Map(), ...files };
    const { article } = readArticle(source, { ...PROFILE, defaultImage });
    expect(article?.image).toMatchObject(expected);
    expect(article?.html).toBe("<p>Text.</p>");
  });

  test("none, where the publication's file did not come along", () => {
    const source = { key: "2024-05-01-a", kind: "text" as const, bytes: bytesOf("Text."), media: new Map() };
    expect(readArticle(source, { ...PROFILE, defaultImage: "default.jpg" }).article?.image).toBeUndefined();
  });
});

describe("a remote lead image", () => {
  const address = "https://a.example/b.png";
  const text = `---\nimage: ${address}\n---\nText.`;

  test("can be found before the article is read", () => {
    expect(findRemoteImageAddress(bytesOf(text))).toBe(address);
    expect(findRemoteImageAddress(bytesOf("---\nimage: photo.jpg\n---\n"))).toBeUndefined();
    expect(findRemoteImageAddress(new Uint8Array([0xff]))).toBeUndefined();
  });

  test("has the size that was measured", () => {
    const remoteImage = { url: `${address}?v=2`, mediaType: "image/gif", sizeBytes: 9, width: 3, height: 2 } as const;
    const article = readSound("markdown", text, { remoteImage });
    expect(article.image).toMatchObject({ role: "photograph", ...remoteImage });
    expect(article.html).toContain('width="3" height="2"');
    expect(article.mediaNames).toEqual([]);
  });

  test("has none, if it was not", () => {
    expect(readSound("markdown", text).image).toMatchObject({
      sizeBytes: undefined,
      mediaType: "image/png",
      width: undefined,
    });
  });
});

describe("when it was published", () => {
  test.each([
    [
      "front matter before all",
      "text",
      "---\ndate: 2024-01-01\n---\n date 2023-06-12 Lead.",
      "2024-05-01-a",
      "2023-12-31T16:00:00.000Z",
    ],
    ["stamp before key", "text", " date 2023-06-12 Lead.", "2024-05-01-a", "2023-06-11T16:00:00.000Z"],
    ["key", "html", "Lead.", "2024-05-01-a", "2024-04-30T16:00:00.000Z"],
  ] as const)("%s", (_, kind, text, key, expected) => {
    expect(new Date(readSound(kind, text, { key }).publishedAt).toISOString()).toBe(expected);
  });

  test("nothing says it: an error, but not for a draft", () => {
    expect(read("markdown", "Text.", { key: "a" })).toMatchObject({
      article: undefined,
      findings: [{ reason: "date-missing" }],
    });
    expect(readSound("markdown", "---\ndraft: true\n---\nText.", { key: "a" })).toMatchObject({
      draft: true,
      publishedAt: 0,
    });
  });

  test("a stamp that names no day: an error on its line", () => {
    const finding = {
      reason: "date-invalid",
      line: 2,
      message: '"date" must be a date, found "2023-02-31"; write Date: 2026-03-14',
    };
    expect(read("text", "\n date 2023-02-31 Lead.").findings).toMatchObject([finding]);
  });

  test("an update before it is ignored", () => {
    const { article, findings } = read("markdown", "---\ndate: 2024-05-02\nupdated: 2024-05-01\n---\nText.");
    expect(article?.updatedAt).toBeUndefined();
    expect(findings).toMatchObject([{ severity: "warning", reason: "date-invalid", line: 3 }]);
  });
});

describe("slug", () => {
  test("the first one stays, whatever becomes of the title", () => {
    expect(readSound("text", "Lead.", { existingSlug: "first" })).toMatchObject({ slug: "first", aliases: [] });
  });

  test("one given by hand takes its place, and the first leads to it", () => {
    const text = "---\nslug: second\naliases: [/old/, second]\n---\nLead.";
    expect(readSound("text", text, { existingSlug: "first" })).toMatchObject({
      slug: "second",
      aliases: ["/old/", "first"],
    });
  });
});

describe("names", () => {
  test("authors, categories and tags find what the profile knows", () => {
    const text =
      "---\nauthor: [lim wei ling, {name: Bo Å, url: https://b.example}, lim]\ncategories: [SHIPS, New, ships]\ntags: C++, c\n---\nText.";
    const article = readSound("markdown", text);
    expect(article.authors).toMatchObject([
      { name: "Lim Wei Ling", slug: "lim", url: "https://example.org/lim" },
      { name: "Bo Å", slug: "bo-a", url: "https://b.example/" },
    ]);
    expect(article.categories).toEqual([
      { name: "Ships", slug: "ships" },
      { name: "New", slug: "new" },
    ]);
    expect(article.tags).toEqual([
      { name: "C++", slug: "c-plus-plus" },
      { name: "c", slug: "c" },
    ]);
  });
});

describe("what cannot be published", () => {
  test.each([
    [
      "no UTF-8",
      new Uint8Array([0x61, 0x0a, 0x62, 0xe9, 0x63]),
      "encoding-invalid",
      2,
      "The text must be UTF-8, found 0xE9 at byte 3",
    ],
    [
      "an unfinished character",
      new Uint8Array([0x61, 0xe2, 0x82]),
      "encoding-invalid",
      1,
      "The text must be UTF-8, found 0xE2 at byte 1",
    ],
    [
      "UTF-16",
      new Uint8Array([0xff, 0xfe, 0x61, 0]),
      "encoding-invalid",
      1,
      "The text must be UTF-8, found UTF-16; save the file as UTF-8",
    ],
    [
      "more than 512 KB",
      new Uint8Array(524_289).fill(0x61),
      "article-too-large",
      undefined,
      "An article must have at most 524288 bytes, found 524289",
    ],
    [
      "no bytes",
      new Uint8Array(),
      "article-empty",
      undefined,
      "An article must have a text or an image, found neither",
    ],
    [
      "nothing but white space",
      bytesOf("\n \u00A0\n"),
      "article-empty",
      undefined,
      "An article must have a text or an image, found neither",
    ],
    [
      "nothing but front matter",
      bytesOf("---\ntitle: A\n---\n"),
      "article-empty",
      undefined,
      "An article must have a text or an image, found neither",
    ],
  ])("%s", (_, bytes, reason, line, message) => {
    expect(read("text", "", { bytes })).toMatchObject({
      article: undefined,
      findings: [{ severity: "error", reason, line, message }],
    });
  });

  test.each(["", "../a", "a//b", ".hidden", "a/", "a\u0000", "a\\b", "a\ud800", "x".repeat(301)])(
    "a key such as %j",
    (key) => {
      const { article, findings } = read("text", "---\ndate: 2024-05-01\n---\nText.", { key });
      expect(article).toBeUndefined();
      expect(findings).toMatchObject([{ reason: "key-invalid" }]);
    },
  );

  test.each(["a", "2024-05-01-a", "news/2024/a_b.c", "北朝鮮", "été", 'It\'s @home (1), no? + #2 & "x"!', "👩‍💻"])(
    "but a key such as %j",
    (key) => {
      expect(readSound("text", "---\ndate: 2024-05-01\n---\nText.", { key }).key).toBe(key);
    },
  );
});

describe("readArticle is total", () => {
  const seed = 20_230_612;
  const awkward = fc.constantFrom(
    ..."\u0000 \u0001 \u0085 \uD800 \uDC00 \uFFFE \uFEFF \u202E ]]> 👩‍🚀 &#1; &amp <b <b> </b> <p> <!-- <script> <svg> <table> <![CDATA[ ---\n".split(
      " ",
    ),
    ..."title: date: 2023-06-12 date image: photo.jpg ../x.png https://a.example/b.png *x &x ! | > - ``` $$ [a](b) ![a](b) [^1] ~~ ** 。 … . ” \" ' \n \n\n \r\n \t Related".split(
      " ",
    ),
    "Top images via Getty",
    " ",
  );
  const text = fc
    .array(fc.oneof(awkward, fc.string({ maxLength: 6 })), { maxLength: 60 })
    .map((parts) => parts.join(""));
  const kind = fc.constantFrom("text" as const, "markdown" as const, "html" as const);

  test(`over awkward text (seed ${seed})`, { timeout: 20_000 }, () => {
    fc.assert(
      fc.property(kind, text, fc.boolean(), (kind, text, isFenced) => {
        const source = isFenced ? `---\n${text}\n---\n${text}` : text;
        const { article, findings } = read(kind, source);
        expect(article === undefined).toBe(findings.some(({ severity }) => severity === "error"));
        expect(JSON.stringify({ ...article, html: "" })).toBe(
          JSON.stringify({ ...read(kind, source).article, html: "" }),
        );
        if (article === undefined) return;
        const { image, html, ...rest } = article;
        expect(JSON.stringify(rest)).not.toMatch(/\\u00[01][0-9a-f]|\\ud[89a-f]|[\u0080-\u009F\uFFFE\uFFFF]/i);
        // Only addresses begin with the mark.
        expect(html.replaceAll(`"${PUBLIC_URL_MARK}/`, '"/')).not.toMatch(/[^\P{Cc}\t\n]|\p{Cs}|[\uFFFE\uFFFF]/u);
        expect(article.title).not.toBe("");
        expect(article.slug).not.toBe("");
      }),
      { seed, numRuns: 600, interruptAfterTimeLimit: 4_000 },
    );
  });

  test(`over any bytes (seed ${seed})`, () => {
    fc.assert(
      fc.property(kind, fc.uint8Array({ maxLength: 200 }), (kind, bytes) => {
        const { article, findings } = read(kind, "", { bytes });
        expect(article === undefined).toBe(findings.some(({ severity }) => severity === "error"));
      }),
      { seed, numRuns: 200, interruptAfterTimeLimit: 1_000 },
    );
  });
});

test("findings stand in the order of their lines", () => {
  const text = "---\ndate: 2024-05-02\nexpires: 2024-05-01\nseries: post\n---\n[a](b.md)";
  expect(read("markdown", text).findings.map(({ line }) => line)).toEqual([3, 4, 6]);
});

test("what of an article's markup is not published is said, unless a link stands for it", () => {
  const text =
    "Lead.\n\n- [x] done\n\n<svg></svg>\n\n<iframe src='https://a.example/'></iframe>\n\n<p>a <svg></svg> <input></p>";
  expect(read("markdown", text).findings).toMatchObject([
    { severity: "warning", reason: "markup-removed", line: 5, message: "2 <svg>, not published" },
    { severity: "warning", reason: "markup-removed", line: 9, message: "1 <input>, not published" },
  ]);
});
