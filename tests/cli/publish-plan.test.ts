import { expect, it } from "vitest";
import type { ManifestLine } from "../../cli/api-client.ts";
import { findMissing } from "../../cli/publish-plan.ts";

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
