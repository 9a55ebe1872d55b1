import { expect, it } from "vitest";
import type { ManifestLine } from "../../cli/api-client.ts";
import type { PreparedArticle } from "../../cli/prepared-article.ts";
import { findMissing, planArticles } from "../../cli/publish-plan.ts";

it("articles of followed sources have no files, and are not missing", () => {
  const line = (key: string) => ({ key, state: "published" }) as ManifestLine;
  const keys = ["gone", "sources/blog/0123456789abcdef0123456789abcdef"];
  expect(findMissing(new Map(keys.map((key) => [key, line(key)])), []).map(({ key }) => key)).toEqual(["gone"]);
});

it("an article of a writing tool is not missing before it is pulled", () => {
  const line = { key: "by-tool", state: "published", tool: "Quill", baseHash: null } as ManifestLine;
  expect(findMissing(new Map([[line.key, line]]), [])).toEqual([]);
  expect(findMissing(new Map([[line.key, { ...line, tool: null }]]), [])).toHaveLength(1);
});

it("an unchanged article is sent for the sake of its cover alone where covers are drawn again, if it has one", () => {
  const prepare = (key: string, cover?: object) =>
    ({ file: { key }, article: { publishedAt: 0 }, contentHash: "same", cover }) as PreparedArticle;
  const articles = [prepare("covered", {}), prepare("photographed"), prepare("edited", {}), prepare("retracted", {})];
  const lines = articles.map(({ file: { key } }) => {
    const [contentHash, state] = [key === "edited" ? "former" : "same", key === "retracted" ? key : "published"];
    return [key, { key, contentHash, state } as ManifestLine] as const;
  });
  const plan = (redrawsCovers: boolean) => {
    const { changed, redrawn } = planArticles(articles, new Map(lines), NO_EDITIONS, { redrawsCovers });
    return changed.map((one) => [one.file.key, redrawn.has(one)]);
  };
  expect(plan(false)).toEqual([["edited", false]]);
  expect(plan(true)).toEqual([
    ["edited", false],
    ["covered", true],
  ]);
});

const NO_EDITIONS = { dateOf: () => 0, dateOfCommit: () => undefined };
