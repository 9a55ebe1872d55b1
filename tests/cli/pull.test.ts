import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ManifestLine } from "../../cli/api-client.ts";
import type { PreparedArticle } from "../../cli/prepared-article.ts";
import { isOutdated, planPulls } from "../../cli/tools/plan-pulls.ts";
import type { ToolsClient } from "../../cli/tools/tools-client.ts";
import { writeEdition } from "../../cli/tools/write-edition.ts";

const folder = mkdtempSync(join(tmpdir(), "pull-"));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (fields: Partial<ManifestLine>) =>
  ({
    key: "ferry",
    state: "published",
    contentHash: "theirs",
    tool: "Quill",
    baseHash: "base",
    ...fields,
  }) as ManifestLine;
const file = (contentHash: string) =>
  ({ file: { key: "ferry", path: join(folder, "ferry.md") }, contentHash }) as unknown as PreparedArticle;

describe("planPulls", () => {
  const rows: [name: string, stored: Partial<ManifestLine>, here: string | undefined, expected: boolean[]][] = [
    ["an article without a file here", { baseHash: null }, undefined, [false]],
    ["the file that the tool's edition began with", {}, "base", [false]],
    ["the file that is the tool's edition already", {}, "theirs", [false]],
    ["a file that was edited here: a conflict", {}, "ours", [true]],
    ["a file of the same name that was never published: a conflict", { baseHash: null }, "ours", [true]],
    ["an edition that the folder has", { tool: null, baseHash: null }, "ours", []],
    ["a retracted article", { state: "retracted" }, "base", []],
  ];

  it.each(rows)("%s", (_, stored, here, expected) => {
    const pulls = planPulls([line(stored)], here === undefined ? [] : [file(here)]);
    expect(pulls.map(({ isConflict }) => isConflict)).toEqual(expected);
  });

  it("a file that the tool's edition began with is not sent, and an edited one is", () => {
    expect([isOutdated(file("base"), line({})), isOutdated(file("ours"), line({}))]).toEqual([true, false]);
  });
});

describe("writeEdition", () => {
  const name = `${"0a".repeat(16)}.jpg`;
  const picture = new Uint8Array([1, 2, 3]);
  const client = { readMedium: async () => picture } as unknown as ToolsClient;
  const stored = { source: `---\nimage: /media/${name}\n---\n\nText.\n`, kind: "markdown", contentHash: "theirs" };
  const pullOf = (key: string, isConflict: boolean, path?: string) => ({ line: line({ key }), path, isConflict });

  it("writes the file with its pictures beside it, over none that has other contents", async () => {
    writeFileSync(join(folder, "ferry.jpg"), "another picture");
    const path = await writeEdition({ folder, pull: pullOf("ferry", false), stored }, client);
    expect([path, readFileSync(path, "utf8")]).toEqual([
      join(folder, "ferry.md"),
      "---\nimage: ferry-2.jpg\n---\n\nText.\n",
    ]);
    expect(readFileSync(join(folder, "ferry-2.jpg")).equals(picture)).toBe(true);
    expect(readFileSync(join(folder, "ferry.jpg"), "utf8")).toBe("another picture");
  });

  it("leaves an edited file as it is, with the tool's edition beside it", async () => {
    const own = join(folder, "quay.md");
    writeFileSync(own, "Ours.");
    const path = await writeEdition({ folder, pull: pullOf("quay", true, own), stored }, client);
    expect([path, readFileSync(own, "utf8"), readFileSync(path, "utf8")]).toEqual([
      `${own}.theirs`,
      "Ours.",
      stored.source,
    ]);
  });

  it.each(["../outside", "/outside", ".hidden"])("the key %s of a server is no path", async (key) => {
    await expect(writeEdition({ folder, pull: pullOf(key, false), stored }, client)).rejects.toThrow(
      "which is no path here",
    );
  });
});
