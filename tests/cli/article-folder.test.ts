import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readArticleFolder, readPagesFolder } from "../../cli/article-folder.ts";
import { listFolderFiles } from "../../cli/folder-files.ts";
import { MAX_IMAGE_BYTES } from "../../src/article/limits.ts";
import { makeFolder } from "./run-edgewire.ts";

const PNG = readFileSync(join(import.meta.dirname, "../fixtures/images/plain.png"));

const keysIn = (folder: string) => readArticleFolder(folder).files.map(({ key, kind }) => [key, kind]);

function mediaOf(files: Record<string, string | Uint8Array>) {
  const [file] = readArticleFolder(makeFolder({ "a/index.md": "Text.", ...files })).files;
  if (file === undefined) throw new Error("there is no article");
  return file.media;
}

describe("readPagesFolder", () => {
  const keysOf = (articles: string) => readPagesFolder(articles, undefined).files.map(({ key }) => key);

  it("reads pages/ beside the articles, under keys that no article has", () => {
    const root = makeFolder({
      "articles/a.md": "",
      "articles/pages/b.md": "",
      "pages/about.md": "",
      "pages/team/index.md": "",
    });
    expect(keysOf(join(root, "articles"))).toEqual([".pages/about", ".pages/team"]);
    expect(keysIn(join(root, "articles"))).toEqual([
      ["a", "markdown"],
      ["pages/b", "markdown"],
    ]);
  });

  it("reads nothing where there is none, or beside a folder of another tool's", () => {
    const root = makeFolder({ "pages/about.md": "", "posts/a.md": "", "other/articles/a.md": "" });
    expect([keysOf(join(root, "other/articles")), keysOf(join(root, "pages")), keysOf(`${root}/posts/.`)]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe("readArticleFolder", () => {
  it("a key is the path without extension, or the folder of an index file; the list is in the order of keys", () => {
    const folder = makeFolder({
      "b.txt": "",
      "a.md": "",
      "2024/ferry/index.html": "",
      "2024/ferry/notes.md": "",
      "2024/05.01.md": "",
      "index.md": "",
    });
    expect(keysIn(folder)).toEqual([
      ["2024/05.01", "markdown"],
      ["2024/ferry", "html"],
      ["2024/ferry/notes", "markdown"],
      ["a", "markdown"],
      ["b", "text"],
      ["index", "markdown"],
    ]);
  });

  it.each([
    "README.md",
    "readme.md",
    "LICENSE.md",
    "CONTRIBUTING.md",
    "_index.md",
    "_index.fr.md",
    "node_modules/lib/guide.md",
    "_includes/head.html",
    "static/404.html",
    "deep/README.txt",
    "README.fr.md",
    "site.yaml",
    "photo.jpg",
    "paper.pdf",
    "name.md.bak",
    ".draft.md",
    ".obsidian/note.md",
    "deep/.git/description.txt",
    "no-extension",
  ])("%s is no article", (path) => {
    expect(keysIn(makeFolder({ [path]: "x", "real.md": "x" }))).toEqual([["real", "markdown"]]);
  });

  it("a file's bytes are read as they are", () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x0d, 0x0a]);
    const [file] = readArticleFolder(makeFolder({ "a.txt": bytes })).files;
    expect(bytes.equals(file?.body ?? new Uint8Array())).toBe(true);
  });

  it("a symbolic link inside the folder is followed, and one that leads out of it is refused unread", () => {
    const outside = makeFolder({ "secret.md": "Secret." });
    const folder = makeFolder({ "real.md": "Text." });
    symlinkSync(join(folder, "real.md"), join(folder, "again.md"));
    symlinkSync(join(outside, "secret.md"), join(folder, "leak.md"));
    symlinkSync(join(folder, "nothing.md"), join(folder, "broken.md"));
    symlinkSync(outside, join(folder, "folder.md"));
    const found = new Map(readArticleFolder(folder).files.map((file) => [file.key, file]));
    expect([...found.keys()]).toEqual(["again", "broken", "folder", "leak", "real"]);
    expect(found.get("again")).toMatchObject({ findings: [], body: Buffer.from("Text.") });
    expect(found.get("leak")?.body).toHaveLength(0);
    expect(found.get("leak")?.findings).toMatchObject([
      {
        severity: "error",
        message: `the file must lie inside the folder, found a link to ${join(outside, "secret.md")}`,
      },
    ]);
    expect(found.get("broken")?.findings[0]?.message).toBe("the link leads nowhere; wanted a file inside the folder");
    expect(found.get("folder")?.findings).toHaveLength(1);
  });

  it("a linked folder is not entered, be it outside or a circle", () => {
    const outside = makeFolder({ "secret.md": "Secret." });
    const folder = makeFolder({ "real.md": "Text." });
    symlinkSync(outside, join(folder, "linked"));
    symlinkSync(folder, join(folder, "circle"));
    expect(keysIn(folder)).toEqual([["real", "markdown"]]);
    const message = "a link to a folder is not followed; move the folder here";
    expect(readArticleFolder(folder).unread).toMatchObject([
      { path: join(folder, "circle"), finding: { severity: "warning", message } },
      { path: join(folder, "linked"), finding: { severity: "warning", message } },
    ]);
  });

  it("a folder that cannot be listed, or is gone since it was found, is named and hides no other", () => {
    const folder = makeFolder({ "a/one.md": "x", "b/two.md": "x", "c/three.md": "x" });
    const { articles, skipped } = listFolderFiles(folder, (path) => {
      if (path.endsWith("b")) throw new Error("permission denied");
      return readdirSync(path, { withFileTypes: true });
    });
    expect(articles).toEqual(["a/one.md", "c/three.md"]);
    expect(skipped).toEqual([{ path: "b", why: "the folder cannot be listed: permission denied" }]);
  });
});

describe("the images beside an article", () => {
  it("are measured when they are asked for, and only those are used", () => {
    const media = mediaOf({ "a/photo.png": PNG, "a/unused.png": PNG });
    expect(media.get("photo.png")).toMatchObject({ mediaType: "image/png", sizeBytes: PNG.length });
    expect([...media.used.keys()]).toEqual(["photo.png"]);
    expect(media.has("missing.png")).toBe(false);
  });

  it("a link out of the articles' folder is refused, and one inside it is not", () => {
    const outside = makeFolder({ "secret.png": PNG });
    const folder = makeFolder({ "a/index.md": "Text.", "shared/photo.png": PNG });
    symlinkSync(join(outside, "secret.png"), join(folder, "a/leak.png"));
    symlinkSync(join(folder, "shared/photo.png"), join(folder, "a/photo.png"));
    const [file] = readArticleFolder(folder).files;
    expect(file?.media.get("photo.png")).toBeDefined();
    expect(file?.media.get("leak.png")).toBeUndefined();
    expect([...(file?.media.findings.values() ?? [])]).toMatchObject([
      {
        severity: "warning",
        reason: "image-outside-folder",
        message:
          'the image "leak.png" leads out of the articles\' folder; wanted a file inside it, or in a folder that "static:" in site.yaml names',
      },
    ]);
  });

  it("are found up to the top of the site, and not above it", () => {
    const folder = makeFolder({
      "site/package.json": "{}",
      "site/src/content/blog/a.md": "Text.",
      "site/public/hero.png": PNG,
      "site/src/assets/pics/boat.png": PNG,
      "public/secret.png": PNG,
      "site/private/secret.png": PNG,
    });
    const [file] = readArticleFolder(join(folder, "site/src/content/blog")).files;
    expect(file?.media.get("/hero.png")).toBeDefined();
    expect(file?.media.get("/src/assets/pics/boat.png")).toBeDefined();
    expect(file?.media.get("/secret.png")).toBeUndefined();
    expect(file?.media.get("/private/secret.png")).toBeUndefined();
  });

  it("one of more than 10 MB is refused before it is read", () => {
    const media = mediaOf({ "a/big.png": Buffer.alloc(MAX_IMAGE_BYTES + 1) });
    expect(media.get("big.png")).toBeUndefined();
    expect([...media.findings.values()]).toMatchObject([
      { reason: "image-too-large", message: 'the image "big.png" has 10485761 bytes; wanted at most 10485760' },
    ]);
  });

  it("one that is not what its name says is used, with a warning", () => {
    const media = mediaOf({ "a/photo.jpg": PNG });
    expect(media.get("photo.jpg")).toMatchObject({ mediaType: "image/png", name: expect.stringMatching(/\.png$/) });
    expect([...media.findings.values()]).toMatchObject([{ severity: "warning", reason: "image-misnamed" }]);
  });

  it.each(["images", "", ".", "nul\0.png", `${"x".repeat(300)}.png`, "index.md/x.png"])(
    "%j, which names no file, is not there",
    (path) => {
      const media = mediaOf({ "a/images/x.png": PNG });
      expect(media.get(path)).toBeUndefined();
      expect(media.findings.size).toBe(0);
    },
  );
});
