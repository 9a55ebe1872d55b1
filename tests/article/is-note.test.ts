import { describe, expect, it } from "vitest";
import type { ArticleKind } from "../../src/article/article.ts";
import { COVER, read, readSound } from "./fixtures.ts";

const SENTENCE = "The ferry is late again, so we read on the quay.";

describe("a note", () => {
  it.each<[string, ArticleKind, string]>([
    ["Markdown", "markdown", SENTENCE],
    ["HTML", "html", `<p>${SENTENCE}</p>`],
    ["280 characters", "markdown", "é".repeat(280)],
    ["280 characters beyond the first plane", "markdown", "𝄞".repeat(280)],
    ["front matter without a title", "markdown", `---\ntags: [ferry]\n---\n\n${SENTENCE}`],
  ])("%s is one, and takes no cover", (_, kind, text) => {
    const { isNote, title, image } = readSound(kind, text, { cover: COVER });
    expect([isNote, title.length > 0, image]).toEqual([true, true, undefined]);
  });

  it.each<[string, ArticleKind, string]>([
    ["wire copy", "text", SENTENCE],
    ["a title", "markdown", `---\ntitle: Late\n---\n\n${SENTENCE}`],
    ["a headline", "markdown", `# Late\n\n${SENTENCE}`],
    ["a heading further down", "markdown", `${SENTENCE}\n\n## Later\n\nStill late.`],
    ["281 characters", "markdown", "é".repeat(281)],
    ["an aside that makes it longer", "markdown", `${SENTENCE}\n\n> [!NOTE]\n> ${"Late. ".repeat(50)}`],
  ])("%s makes an article of it", (_, kind, text) => {
    const { isNote, image } = readSound(kind, text, { cover: COVER });
    expect([isNote, image?.role]).toEqual([undefined, "cover"]);
  });

  it("keeps its own picture", () => {
    expect(readSound("markdown", `${SENTENCE}\n\n![Quay](photo.jpg)`).image?.role).toBe("photograph");
  });

  it("is called by its first words", () => {
    expect(read("markdown", SENTENCE).article?.title).toBe(SENTENCE.slice(0, -1));
  });
});
