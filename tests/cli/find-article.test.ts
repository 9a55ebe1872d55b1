import { describe, expect, it } from "vitest";
import type { ManifestLine } from "../../cli/api-client.ts";
import { findArticle, findNamed } from "../../cli/find-article.ts";

const line = (key: string, slug: string): [string, ManifestLine] => [
  key,
  { key, id: key, slug, state: "published", contentHash: "x" },
];

const ARTICLES = new Map([
  line("2026-01-02-harbour", "harbour"),
  line("deep/ferry", "ferry"),
  line(".pages/about", "/about"),
  line(".pages/imprint", "/impressum"),
]);

describe("an article is found by what people have of it", () => {
  it.each([
    ["2026-01-02-harbour", "2026-01-02-harbour"],
    ["harbour", "2026-01-02-harbour"],
    ["articles/2026-01-02-harbour.md", "2026-01-02-harbour"],
    ["./articles/deep/ferry/index.md", "deep/ferry"],
    ["/articles/harbour", "2026-01-02-harbour"],
    ["http://localhost:8787/articles/harbour", "2026-01-02-harbour"],
    ["/about", ".pages/about"],
    ["about", ".pages/about"],
    ["impressum", ".pages/imprint"],
    ["pages/imprint.md", ".pages/imprint"],
    ["https://news.example/impressum", ".pages/imprint"],
    ["nothing", undefined],
  ])("%s", (name, key) => {
    expect(findNamed(name, ARTICLES)?.key).toBe(key);
  });

  it("a slip is answered with the nearest", async () => {
    const client = { listArticles: async () => ARTICLES } as unknown as Parameters<typeof findArticle>[0];
    await expect(findArticle(client, ["harbuor"], "retract")).rejects.toThrow(
      'The publication has no article with the key or slug "harbuor"; did you mean harbour?',
    );
  });
});
