import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideState } from "../../../src/article/lifecycle.ts";
import { read } from "../fixtures.ts";
import { FORMS, HELD_BACK } from "./held-back-spellings.ts";

const NOW = Date.UTC(2026, 10, 27);

/** Whether readers would see it at {@link NOW}; a refused article is stored nowhere. */
function isPublic(kind: "markdown" | "html" | "text", text: string): boolean {
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

describe("mutations around an intact word", () => {
  const sources = FORMS.flatMap(({ kind, write }) =>
    HELD_BACK.flatMap(({ held, mark }) => {
      const text = write(held);
      const at = text === undefined || mark === undefined ? -1 : text.search(mark);
      const length = text === undefined || at === -1 ? 0 : (mark?.exec(text)?.[0].length ?? 0);
      return text === undefined || at === -1 ? [] : [{ kind, text, at, end: at + length }];
    }),
  );
  const CHARACTERS = [..."-+;:=\n\n \t#'\"{}[],|>&*!%@`?~.ab1", "---\n", "+++\n", "title: ", "\n\n", "```\n"];
  interface Mutation {
    readonly place: number;
    readonly kind: "insert" | "remove" | "replace";
    readonly text: string;
  }

  const mutation: fc.Arbitrary<Mutation> = fc.record({
    place: fc.nat(),
    kind: fc.constantFrom("insert", "remove", "replace"),
    text: fc.constantFrom(...CHARACTERS),
  });

  /** A sign that would make another word of the statement, or a comment, if it touched it. */

  /** Changes the front matter before or after the statement, and never the statement itself. */
  function mutate({ text, at, end }: (typeof sources)[number], mutations: readonly Mutation[]): string {
    const bodyAt = text.indexOf("Text of it.");
    let before = text.slice(0, at);
    let after = text.slice(end, bodyAt);
    for (const one of mutations) {
      const isBefore = one.place % 2 === 0;
      const changed = change(isBefore ? before : after, one);
      if (isBefore && !touchesFromLeft(changed, one)) before = changed;
      if (!isBefore && !/^[\p{L}\p{N}]/u.test(changed)) after = changed;
    }
    return before + text.slice(at, end) + after + text.slice(bodyAt);
  }

  function change(part: string, { place, kind, text }: Mutation): string {
    const offset = (place >> 1) % (part.length + 1);
    const rest = part.slice(kind === "insert" ? offset : offset + 1);
    return part.slice(0, offset) + (kind === "remove" ? "" : text) + rest;
  }

  /** A letter before the name makes another name, and a sign before it may make the line a comment. */
  function touchesFromLeft(before: string, { kind, text }: Mutation): boolean {
    const isAtEnd = kind !== "remove" && before.trimEnd().endsWith(text.trimEnd());
    return isAtEnd && /[\p{L}\p{N}#:]$/u.test(text.trimEnd());
  }

  it("never publish and never throw", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (source, mutations) => {
          const text = mutate(source, mutations);
          expect(isPublic(source.kind, text), JSON.stringify(text)).toBe(false);
        },
      ),
      { numRuns: 10_000, seed: 2026 },
    );
  });
});
