import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderReport } from "../../../cli/import/report.ts";
import { readSiteProfile } from "../../../src/article/profile/read-site-profile.ts";
import { readArticle } from "../../../src/article/read-article.ts";
import type { PlacedEntry } from "../../../src/import/place-entries.ts";
import { renderArticle } from "../../../src/import/write-article-text.ts";
import { closeBidi } from "../../../src/lib/bidi.ts";
import { cleanLine } from "../../../src/lib/text.ts";
import { importText, readArticles } from "./support.ts";

// No text below may be this name in another case: then it would be this author.
const { profile } = readSiteProfile("title: The Publication of These Tests");
if (profile === undefined) throw new Error("the profile cannot be read");

function readBack(text: string, field: "title" | "summary" | "id") {
  const placed: PlacedEntry = {
    entry: {
      id: undefined,
      link: undefined,
      title: "T",
      date: 0,
      updated: undefined,
      authors: [{ name: text }],
      categories: [text],
      tags: [],
      summary: "S",
      html: undefined,
      image: undefined,
      losses: [],
      ...(field === "id" ? {} : { [field]: text }),
    },
    id: field === "id" ? cleanLine(text) || undefined : "the-id",
    key: "1970-01-01-t",
    slug: "t",
    aliases: ["/old"],
    canonical: undefined,
    losses: [],
  };
  const image = { src: "https://i.example/a.png", alt: text, caption: text };
  const source = renderArticle({ placed, image, language: undefined, body: "<p>Body</p>" });
  if (profile === undefined) throw new Error("no profile");
  return readArticle({ key: placed.key, kind: "html", bytes: Buffer.from(source), media: new Map() }, profile);
}

const AWKWARD = [
  "one\n---\ndraft: true\n---\n<script>",
  "---",
  "...",
  "- item",
  "? key",
  ": value",
  "a: b",
  "a #b",
  "# comment",
  "&anchor",
  "*alias",
  "!tag",
  "%directive",
  "@at `tick`",
  "null",
  "~",
  "true",
  "1.10",
  "0x1F",
  "2024-01-01",
  "[a, b]",
  "{a: b}",
  "|",
  ">-",
  "'single' \"double\" \\n \\",
  "<<",
  "- - & - -",
  "Ann Lee, Bo Ray and Cy Doe",
  "Ann <ann@example.org>",
  "a\u2028b\u0085c\u0000d\uD800e\uFFFEf",
  "\u202Ertl\u202C",
  "\u202A",
];

const text = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: fc.constantFrom("-", "\n", ":", " ", '"', "'", "#", "\\", "\t", "a", "|", "&"), maxLength: 60 }),
);

describe("a text from a feed", () => {
  it.each(["title", "summary", "id"] as const)("as %s stays one value of the front matter", (field) => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(cleanLine(value) !== "" && cleanLine(value).length <= 1000);
        const { article, findings } = readBack(value, field);
        expect(findings).toEqual([]);
        expect(article?.[field === "id" ? "givenId" : field]).toBe(
          field === "title" || field === "summary" ? closeBidi(cleanLine(value)) : cleanLine(value),
        );
        expect(article?.authors[0]?.name).toBe(cleanLine(value));
        expect(article?.categories[0]?.name).toBe(cleanLine(value));
        expect(article).toMatchObject({ html: expect.stringContaining("<p>Body</p>"), draft: false });
      }),
      { numRuns: 300 },
    );
  });

  it("cannot speak to the terminal, nor begin a line of the report", async () => {
    const title = "\u001b]0;window\u0007\u009b2J";
    const item = { id: `1${title}`, title, url: `https://f.example/${title}`, content_text: "Text" };
    const attachments = [{ url: `https://f.example/a${title}`, mime_type: `application/x\r\nerror: forged${title}` }];
    const feed = { version: "https://jsonfeed.org/version/1.1", title, items: [{ ...item, attachments }, item] };
    const { report } = await importText(JSON.stringify(feed));
    const written = renderReport(report);
    expect(written).toContain("application/x error: forged]0;window2J at https://f.example/a");
    expect(written).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it("as body cannot end or change the front matter", async () => {
    const html = "---\ntitle: Forged\n---\n<p>Text</p><img src=x onerror=alert(1)><script>alert(1)</script>";
    const feed = {
      version: "https://jsonfeed.org/version/1.1",
      title: "F",
      home_page_url: "https://f.example/",
      items: [
        {
          id: "../../etc",
          url: "https://f.example/a/../../..%2f..%2fpasswd",
          title: "../../x",
          content_html: html,
          date_published: "2024-01-02T03:04:05Z",
        },
      ],
    };
    const { folder, report } = await importText(JSON.stringify(feed));
    const [article] = await readArticles(folder);
    expect(article).toMatchObject({ givenId: "../../etc", draft: false, title: "../../x", key: "2024-01-02-x" });
    expect(article?.html).toContain("<p>Text</p>");
    expect(article?.html).not.toMatch(/script|onerror/);
    expect(report.created).toHaveLength(1);
  });
});
