import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ManifestLine } from "../../../cli/api-client.ts";
import { divideMissing } from "../../../cli/missing/divide-missing.ts";
import { keepPublished } from "../../../cli/missing/published-record.ts";
import type { PreparedArticle } from "../../../cli/prepared-article.ts";
import { makeFolder } from "../run-edgewire.ts";

const line = (key: string): ManifestLine => ({ key, id: key, slug: key, state: "published", contentHash: "x" });
const file = (key: string) => ({ file: { key } }) as PreparedArticle;
const FILES = {
  "articles/a.md": "A",
  "articles/deep/b/index.md": "B",
  "articles/cafe\u0301.md": "C",
  "pages/about.md": "About",
  "articles/never.png": "image",
};
const MISSING = ["a", "deep/b", "caf\u00e9", ".pages/about", "never", "api-note"].map(line);

async function divide(folder: string, to?: string) {
  const { own, foreign } = await divideMissing(MISSING, { articles: join(folder, "articles"), to });
  return [own.map(({ key }) => key), foreign.map(({ key }) => key)];
}

describe("the articles without a file", () => {
  it("are this folder's where any commit had their file, bundles and pages included", async () => {
    const folder = makeFolder(FILES);
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", folder, "-c", "user.name=T", "-c", "user.email=t@e", ...args]);
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "All");
    for (const path of Object.keys(FILES)) rmSync(join(folder, path));
    expect(await divide(folder)).toEqual([
      ["a", "deep/b", "caf\u00e9", ".pages/about"],
      ["never", "api-note"],
    ]);
  });

  it("are this folder's where it published them, to this publication and no other", async () => {
    const folder = makeFolder(FILES);
    const articles = join(folder, "articles");
    const known = new Map(MISSING.map((one) => [one.key, one]));
    keepPublished({ articles, to: "https://news.example" }, [file("a")], known);
    // A later publish, for which the file is gone already, keeps the record.
    keepPublished({ articles, to: "https://news.example/" }, [file("never")], known);
    expect((await divide(folder, "https://news.example"))[0]).toEqual(["a", "never"]);
    expect((await divide(folder, "https://other.example"))[0]).toEqual([]);
    expect((await divide(folder))[0]).toEqual([]);
  });

  it("are of one local publication, on whatever port it was", async () => {
    const folder = makeFolder(FILES);
    const articles = join(folder, "articles");
    keepPublished({ articles, to: "http://127.0.0.1:40123" }, [file("a")], new Map());
    expect((await divide(folder))[0]).toEqual(["a"]);
    expect((await divide(folder, "http://localhost:8788"))[0]).toEqual(["a"]);
  });
});
