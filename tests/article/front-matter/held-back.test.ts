import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArticleKind } from "../../../src/article/article.ts";
import { decideState } from "../../../src/article/lifecycle.ts";
import { read } from "../fixtures.ts";
import { FORMS, HELD_BACK } from "./held-back-spellings.ts";
import { mutatedText } from "./mutations.ts";

const NOW = Date.UTC(2026, 10, 27);

/** Whether readers would see it at {@link NOW}; a refused article is stored nowhere. */
function isPublic(kind: ArticleKind, text: string): boolean {
  const { article } = read(kind, text);
  return article !== undefined && decideState(article, NOW) === "published";
}

const rows = FORMS.flatMap(({ form, kind, write }) =>
  HELD_BACK.flatMap((pair) => {
    const held = write(pair.held);
    const shown = write(pair.shown);
    return held === undefined || shown === undefined ? [] : [{ form, kind, held, shown }];
  }),
);

describe("a file that says it is not public", () => {
  it.each(rows)("$form: $held holds it back, and $shown does not", ({ kind, held, shown }) => {
    expect(isPublic(kind, held)).toBe(false);
    expect(isPublic(kind, shown)).toBe(true);
  });

  it("has at least 60 spellings in each form", () => {
    for (const { form } of FORMS)
      expect(rows.filter((row) => row.form === form).length, form).toBeGreaterThanOrEqual(60);
  });
});

describe("an unknown value of such a name", () => {
  it.each<[line: string, found: string]>([
    ["draft: perhaps", "draft: perhaps"],
    ["published: when ready", "published: when ready"],
    ["hidden: later", "hidden: later"],
    ["visible: [a]", 'visible: ["a"]'],
    ["status: ok?", "status: ok?"],
    ["draft: '-'", "draft: -"],
    ["embargo: after the vote", "after the vote"],
    ["publishDate: soon", "soon"],
    ["scheduled: true", "true"],
  ])("%s holds the article back, with a finding at its line", (line, found) => {
    const { article, findings } = read("markdown", `---\ntitle: A\n${line}\n---\nText.`);
    expect(article?.draft).toBe(true);
    expect(findings).toMatchObject([{ severity: "warning", reason: "held-back", line: 3 }]);
    expect(findings[0]?.message).toContain(found);
  });

  it("names feeds: none where unlisted is written", () => {
    const { findings } = read("markdown", "---\nunlisted: true\n---\nText.");
    expect(findings[0]?.message).toContain('"feeds: none" gives an article an address but no feed');
  });
});

describe("words that say nothing of the article", () => {
  it.each([
    "draft:",
    'draft: ""',
    "draft: ~",
    "password: ''",
    "cover: {image: photo.jpg, hidden: true}",
    "menu: {main: {visible: false}}",
    "author: {name: A, status: retired}",
    "build: {render: always, list: true}",
    "render: link",
    "permalink: no-more-tears/",
    "published: 2024-05-01",
    "# draft: true",
    "title: How draft = true works",
    "title: 'Status: draft or published?'",
    "embargo: false",
    "expires: never",
  ])("%s", (line) => {
    expect(isPublic("markdown", `---\n${line}\n---\nText.`)).toBe(true);
  });

  it.each([
    "Text.\n\n```yaml\ndraft: true\n```",
    "Text.\n\n    draft: true\n",
    "Text.\n\n{% highlight yaml %}\ndraft: true\n{% endhighlight %}\n",
    '<p hidden="true">Gone.</p>\n<p>Text.</p>\n<svg\n  aria-hidden="true"\n></svg>',
    "<pre><code>\ndraft: true\n</code></pre>\n\nText.",
    "Text about `draft: true` and a state of Status: draft in a sentence.",
  ])("code and prose about front matter: %j", (body) => {
    expect(isPublic("markdown", `---\ntitle: A\n---\n${body}`)).toBe(true);
  });
});

describe("front matter that is not enclosed", () => {
  it.each<[what: string, text: string, line: number]>([
    ["no opening fence", "title: A\ndraft: true\n---\nText.", 1],
    ["two dashes", "--\ntitle: A\ndraft: true\n---\nText.", 1],
    ["dashes of a word processor", "—\ntitle: A\n—\nText.", 1],
    ["four dashes", "----\ntitle: A\n----\nText.", 1],
    ["an indented fence", " ---\ntitle: A\n ---\nText.", 1],
    ["TOML without fences", 'title = "A"\ndraft = true\n\nText.', 1],
    ["a header without an empty line", "Title: A\nStatus: draft\nThe text.", 1],
    ["Nikola's comment", "<!--\n.. title: A\n.. slug: a\n-->\nText.", 2],
    ["JavaScript", "---js\n{title: 'A'}\n---\nText.", 1],
    ["JSON that never closes", '{"title": "A",\n"draft": true\nText.', 1],
    ["a fence in the middle", "---\ntitle: A\n---\ndraft: true\n---\nText.", 4],
    ["blank lines before it", "\n\n---\ntitle: A\n\nText.", 3],
  ])("%s: refused with its line, never published as text", (_, text, line) => {
    expect(read("markdown", text)).toMatchObject({
      article: undefined,
      findings: [{ severity: "error", reason: "front-matter-unreadable", line }],
    });
  });
});

describe("front matter whose lines have run together or apart", () => {
  it.each([
    ["a fence inside a date", "Title: ADate: 2024-05-0---\n\nstatus: in review-Tags: sea\n\nText."],
    ["a header cut by an empty line", "Title: A\nDate:\n\n2024-05-01\npassword: sesame\nTags- sea\n\nText."],
    ["a header with two fields in a line", "Tit\ne: A\nDate: 2024-05-01 status: skip\nTags: sea\n\nText."],
    ["names that are all damaged", "itle: A\nDte: 2024-05-01\nmembers: gold\nTags  sea\n\nText."],
    ["a YAML name with the line before it", "---\ntitle: A\ndate 2024-05-01\tstatus: skip\n---\nText."],
    ["JSON that closes early", '{\n"date": "2024-05-01",}\n"status": "skip",\n"tags": ["sea"]\n\nText.'],
    ["JSON with a sign after the word", '{\n?"title": "A",\n"members": "gold":,\n"tags": ["sea"]\n}\n\nText.'],
    ["fences without a value between them", '+++\n+++\ntitle = "A"\nmembers = "gold"\n++-+\n\nText.'],
    ["a code fence that never closes", "---\ntitle: A\n---\n```\npublished: No\n\nText."],
  ])("%s: not public", (_, text) => {
    expect(isPublic("markdown", text)).toBe(false);
  });

  it.each([
    ["a list of facts below fences", "---\ntitle: A\n---\nStatus: open\nPlace: Port Alva\n\nText."],
    ["a code block that shows one", "# Drafts in Hugo\n\n```yaml\ntitle: A\nstatus: skip\n```\n\nText."],
    ["a statement after prose", "The ferry does not sail today.\n\nStatus: open\nPlace: Port Alva\n"],
    ["names that end in a word of the table", "---\ntitle: A\nh1-hidden: true\ncomment_status: open\n---\nText."],
  ])("%s: public", (_, text) => {
    expect(isPublic("markdown", text)).toBe(true);
  });
});

/** Another seed tries other files: `SEED=7 npx vitest run tests/article/front-matter`. */
const SEED = Number(process.env.SEED ?? 2026);

describe("mutations around an intact word", () => {
  it("never publish and never throw", () => {
    fc.assert(
      fc.property(mutatedText, ({ kind, text }) => {
        expect(isPublic(kind, text), JSON.stringify(text)).toBe(false);
      }),
      { numRuns: 10_000, seed: SEED },
    );
  });
});
