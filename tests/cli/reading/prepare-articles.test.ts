import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readArticleFolder } from "../../../cli/article-folder.ts";
import { type PreparedArticle, prepareArticle } from "../../../cli/prepared-article.ts";
import { prepareArticles } from "../../../cli/reading/prepare-articles.ts";
import { PROFILE } from "../../article/fixtures.ts";

/** Enough for a cache. */
const COUNT = 120;
const IMAGES = join(import.meta.dirname, "../../fixtures/publication");

let root = "";
let articles = "";
let cache = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "edgewire-reading-"));
  [articles, cache] = [join(root, "articles"), join(root, "cache")];
  mkdirSync(articles);
  for (let number = 0; number < COUNT; number += 1) write(number, `Text ${number} of the *harbour*.`);
  write(1, "With a photograph.\n\n![A pier](photo.png)");
  write(2, "With a gap.\n\n![A gap](gone.png)");
  copyFileSync(join(IMAGES, "icon.png"), join(articles, "photo.png"));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(number: number, text: string): void {
  writeFileSync(join(articles, `2026-01-01-post-${number}.md`), text);
}

const readAll = (profile = PROFILE) => prepareArticles(readArticleFolder(articles).files, articles, profile, cache);
const findPost = (prepared: readonly PreparedArticle[], number: number) =>
  prepared.find(({ file }) => file.key === `2026-01-01-post-${number}`);

/** An article as its reader is shown it, and the images that would be sent with it. */
function plain({ file, links: _, ...reading }: PreparedArticle): unknown {
  const images = [...file.media.used].map(([path, { medium, bytes }]) => ({ path, medium, size: bytes.byteLength }));
  return JSON.parse(JSON.stringify({ key: file.key, images, ...reading }));
}

/** Writes other words into the cache, to see which articles come from it. */
function markCache(): void {
  const [name = ""] = readdirSync(cache);
  const text = readFileSync(join(cache, name), "utf8");
  writeFileSync(join(cache, name), text.replaceAll("of the <em>harbour", "from the cache <em>"));
}

const isFromCache = (prepared: PreparedArticle | undefined) => prepared?.article?.html.includes("from the cache");

describe("reading a folder", () => {
  test("from the cache comes to what one reader finds", { timeout: 60_000 }, async () => {
    const { files } = readArticleFolder(articles);
    const alone = await Promise.all(files.map(async (file) => plain(await prepareArticle(file, PROFILE))));
    expect((await readAll()).map(plain)).toEqual(alone);
    expect((await readAll()).map(plain)).toEqual(alone);
  });

  test("parses again what has changed, and nothing else", { timeout: 60_000 }, async () => {
    await readAll();
    markCache();
    write(7, "Other text of the *harbour*.");
    const read = await readAll();
    expect([7, 8, 9].map((number) => isFromCache(findPost(read, number)))).toEqual([false, true, true]);
  });

  test("parses again under another profile", { timeout: 60_000 }, async () => {
    await readAll();
    markCache();
    const read = await readAll({ ...PROFILE, language: "de" });
    expect(read.some(isFromCache)).toBe(false);
  });

  test("sees that an image beside the text has changed, or has come", { timeout: 60_000 }, async () => {
    const [before] = [await readAll()];
    expect(findPost(before, 2)?.article?.mediaNames).toEqual([]);
    copyFileSync(join(IMAGES, "logo.png"), join(articles, "photo.png"));
    copyFileSync(join(IMAGES, "logo.png"), join(articles, "gone.png"));
    const after = await readAll();
    expect(findPost(after, 1)?.contentHash).not.toBe(findPost(before, 1)?.contentHash);
    expect(findPost(after, 2)?.article?.mediaNames).toHaveLength(1);
  });

  test("does without a cache that is cut off", { timeout: 60_000 }, async () => {
    await readAll();
    const [name = ""] = readdirSync(cache);
    writeFileSync(join(cache, name), '{"a":');
    expect(await readAll()).toHaveLength(COUNT);
  });

  test("writes no cache for a small folder", async () => {
    for (let number = 50; number < COUNT; number += 1) rmSync(join(articles, `2026-01-01-post-${number}.md`));
    await readAll();
    expect(() => readdirSync(cache)).toThrow("ENOENT");
  });
});
