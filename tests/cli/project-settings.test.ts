import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { readArticlesFolder } from "../../cli/project-settings.ts";
import { makeFolder } from "./run-edgewire.ts";

it.each([
  ["articles: posts", "posts"],
  ["domain: example.org\narticles: content/posts/ # Jekyll's\nname: wire", "content/posts"],
  ['articles: "Artikel für #1"', "Artikel für #1"],
  ["articles: 'a b'", "a b"],
  ["# articles: other\nname: wire", undefined],
  ["variables:\n  articles: other", undefined],
  ["", undefined],
])("%j names the folder of the articles as YAML reads it", (text, folder) => {
  const file = join(makeFolder({ "edgewire.yaml": text }), "edgewire.yaml");
  expect(parse(text)?.articles?.replace(/\/$/, "")).toBe(folder);
  expect(readArticlesFolder(file)).toBe(folder ?? "articles");
});
