import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Article } from "../../src/article/article.ts";
import type { ArticleRecord } from "../../src/article/article-record.ts";
import { composeRecord } from "../../src/article/lifecycle.ts";
import { readArticle } from "../../src/article/read-article.ts";
import { writeFullText } from "../../src/feed/corrections.ts";
import { writeMarkdown } from "../../src/feed/publishing/write-markdown.ts";
import { collapseWhitespace } from "../../src/lib/text.ts";
import { PROFILE, readSound } from "../article/fixtures.ts";

function recordOf(article: Article): ArticleRecord {
  const unknown = { existing: undefined, iri: undefined, former: undefined, isSameFile: false } as const;
  return composeRecord({ ...unknown, article, id: "tag:example.org,2026:a", now: 0, minor: false, timeZone: "UTC" });
}

const markdownOf = (text: string, kind: "markdown" | "mdx" = "markdown") =>
  writeMarkdown(recordOf(readSound(kind, text)), "UTC") ?? "";

test.each([
  ["# One *two*\n\nThree **four**, ~~five~~ and `six`.\n"],
  ["- a\n- b\n"],
  ["| a | b |\n| - | - |\n| 1 | 2 |\n"],
  ["> quoted\n\n---\n\n1. one\n2. two\n"],
  ['![A ferry](https://a.example/f.jpg)\n\n[A link](https://a.example/x?a=1\\&b=2 "T")\n'],
  ["```js\nlet a = 1;\n```\n\n```\nplain\n```\n"],
  ["5 \\* 3 and x<sup>2</sup>\n"],
])("what has one spelling comes back as it was written: %j", (text) => {
  expect(markdownOf(`---\ntitle: T\n---\n\n${text}`)).toBe(text);
});

test.each([
  [
    "[other](b.pdf) ![A](photo.jpg) [here](#x)",
    "[other](\u0001/articles/b.pdf) ![A](\u0001/media/0123456789abcdef0123456789abcdef.jpg) [here](\u0001/articles/harbour#user-content-x)",
  ],
  ["[A (b)](https://a.example/a_(b))", "[A (b)](https://a.example/a_\\(b\\))"],
  ["A\n\n{{< youtube dQw4w9WgXcQ >}}\n", /youtube\.com\/watch\?v=dQw4w9WgXcQ/],
  [
    '<video controls><source src="https://a.example/f.mp4"></video>',
    "[https://a.example/f.mp4](https://a.example/f.mp4)",
  ],
  ["First.\n\n<!--more-->\n\nSecond.", "First.\n\nSecond."],
  ["A[^1] b.\n\n[^1]: The note.", /1\. The note\./],
] as const)("shortcodes are expanded and addresses absolute: %j", (text, wanted) => {
  const markdown = markdownOf(`---\ntitle: T\n---\n\n${text}`).trim();
  if (typeof wanted === "string") expect(markdown).toBe(wanted);
  else expect(markdown).toMatch(wanted);
});

test("its corrections are below it, as in the HTML", () => {
  const article = readSound(
    "markdown",
    "---\ntitle: T\ncorrections:\n  - { date: 2026-01-02, text: It was *two*. }\n---\n\nText.\n",
  );
  expect(writeMarkdown(recordOf(article), PROFILE.timeZone)).toBe(
    "Text.\n\n**Correction** (2026-01-02): It was \\*two\\*.\n",
  );
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.mdx?$/.test(path))
    .map((path) => join(folder, path));
}

const CORPUS = ["tests/cases/data", "tests/starters", "tests/fixtures/publication", "articles"].flatMap(listFiles);

test(`of ${CORPUS.length} articles of other tools the Markdown says what the HTML says, read again`, () => {
  const differing: string[] = [];
  for (const path of CORPUS) {
    const kind = path.endsWith("x") ? "mdx" : "markdown";
    const source = { key: "2024-05-01-a", media: new Map() };
    const { article } = readArticle({ ...source, kind, bytes: readFileSync(path) }, PROFILE);
    if (article === undefined) continue;
    const markdown = writeMarkdown(recordOf(article), "UTC");
    const bytes = new TextEncoder().encode(`---\ntitle: Another\n---\n\n${markdown}`);
    const again = readArticle({ ...source, kind: "markdown", bytes }, PROFILE).article;
    const { text } = writeFullText(recordOf(article), "UTC");
    const [first, second] = [text, again?.text ?? ""].map(collapseWhitespace);
    if (first !== second) differing.push(`${path}\n${first?.slice(0, 600)}\n${second?.slice(0, 600)}`);
  }
  expect(CORPUS.length).toBeGreaterThan(150);
  expect(differing).toEqual([]);
});

test.each([
  ["more than 128 KB of HTML", `<p>${"word ".repeat(30_000)}</p>`],
  [
    "a table that would have millions of cells",
    `<table>${"<tr><td>a</td></tr>".repeat(99)}<tr>${"<td>a</td>".repeat(999)}</tr></table>`,
  ],
  ["a table of wide cells", `<table>${'<tr><td colspan="1000">a</td></tr>'.repeat(20)}</table>`],
])("an article of %s has none", (_, html) => {
  const record = recordOf(readSound("markdown", "---\ntitle: T\n---\n\nText.\n"));
  expect(writeMarkdown({ ...record, html }, "UTC")).toBeUndefined();
});

/** Texts that their authors held back, in the spellings of other tools; SECRET is never to be seen. */
const HELD: readonly string[] = [
  "<!-- SECRET -->",
  "A <!-- SECRET --> b.",
  "<!--\nSECRET\n\nSECRET\n-->",
  "Text.\n\n<!-- SECRET",
  "%%SECRET%%",
  "A %%SECRET%% b.",
  "{::comment}\nSECRET\n{:/comment}",
  "[//]: # (SECRET)",
  '[unused]: https://a.example/SECRET "SECRET"',
  "[^unused]: SECRET",
  "<div hidden>SECRET</div>",
  '<p style="display:none">SECRET</p>',
  'A <span class="sr-only">SECRET</span> b.',
  'A <span class="visually-hidden">SECRET</span> b.',
  'A <span aria-hidden="true">SECRET</span> b.',
  "<script>SECRET</script>",
  "<style>.SECRET {}</style>",
  "<template>SECRET</template>",
  '<p data-note="SECRET">A</p>',
  '<p onclick="SECRET">A</p>',
  '![A](photo.jpg){data-note="SECRET"}',
  "## A {#a .SECRET}",
  "A\n{: data-note=SECRET}",
  "```js SECRET\nlet a = 1;\n```",
  "| a |\n| - |\n| 1 | SECRET |",
  "<!--members-only-->\n\nSECRET",
  "<!-- wp:jetpack/paywall -->\n\nSECRET",
  "<!-- wp:premium-content/container -->\nSECRET\n<!-- /wp:premium-content/container -->",
  "[membersonly]SECRET[/membersonly]",
  "[members]SECRET[/members]",
  "{{< private >}}\nSECRET\n{{< /private >}}",
  '{{< hugo-encryptor "pass" >}}\nSECRET\n{{< /hugo-encryptor >}}',
  "{{% draft %}}\nSECRET\n{{% /draft %}}",
  "{% comment %}SECRET{% endcomment %}",
  "{# SECRET #}",
  "{% members %}SECRET{% endmembers %}",
  "{% private %}\nSECRET\n{% endprivate %}",
];

test.each(HELD)("what was held back in the text is in neither HTML nor Markdown: %j", (held) => {
  const article = readSound("markdown", `---\ntitle: T\nsummary: S\n---\n\nThe public part.\n\n${held}\n`);
  const markdown = writeMarkdown(recordOf(article), "UTC");
  expect(markdown).toContain("The public part.");
  expect(`${article.html} ${markdown}`).not.toContain("SECRET");
});

test.each([
  "{/* SECRET */}",
  'export const note = "SECRET";',
  "<Members>SECRET</Members>",
  "{secret && <p>SECRET</p>}",
])("nor is it in that of MDX: %j", (held) => {
  const article = readSound("mdx", `---\ntitle: T\nsummary: S\n---\n\nThe public part.\n\n${held}\n`);
  expect(`${article.html} ${writeMarkdown(recordOf(article), "UTC")}`).not.toContain("SECRET");
});
