import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readArticleFolder } from "../../cli/article-folder.ts";
import { prepareArticle } from "../../cli/prepared-article.ts";
import { findClashes } from "../../cli/reading/find-clashes.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { contrastOf, parseHex } from "../../src/lib/colour.ts";
import { makeFolder, runEdgewire } from "./run-edgewire.ts";

const SITE = "title: The Test Wire\ntime_zone: Asia/Singapore\n";
const article = (fields: string, body = "Some text.") => `---\ndate: 2024-03-01\n${fields}\n---\n\n${body}\n`;

describe("edgewire check", { timeout: 60_000 }, () => {
  it("shows for the first article what was understood, and what of it was derived", async () => {
    const { code, stdout } = await runEdgewire(["check"]);
    expect(code).toBe(0);
    const shown = stdout.split("\n").map((line) => line.trim());
    expect(shown).toContain(
      "title      North Korea's leader Kim Jong Un pledged to enhance strategic cooperation with Russia (derived)",
    );
    expect(shown).toContain("published  2023-06-12 Asia/Singapore (derived)");
    expect(shown).toContain("text       2 sub-headings, 12 paragraphs");
    expect(shown).toContain("image      a cover card, drawn at publish (derived)");
    const categories = shown.find((line) => line.startsWith("categories")) ?? "";
    for (const name of ["North Korea", "Russia", "Military"]) expect(categories).toContain(name);
    const summary = shown.find((line) => line.startsWith("summary")) ?? "";
    expect(summary).toMatch(/[.!?][”"’']? \(derived\)$/);
  });

  it("names every problem with file and line, counts them, and exits with 1", async () => {
    const folder = makeFolder({
      "site.yaml": SITE,
      "good.md": article("title: Good"),
      "bad-date.md": "---\ntitle: x\ndate: soon\n---\n\nText.",
      "bad-image/index.md": article("title: y", "![Logo](logo.png)"),
      "bad-image/logo.png": "no image",
      "odd.md": article("title: Odd\nseries: Tides"),
    });
    const { code, stdout, stderr } = await runEdgewire(["check", "--articles", folder]);
    expect(code).toBe(1);
    expect(stderr.split("\n").filter(Boolean).toSorted()).toEqual([
      `${folder}/bad-date.md:3: error: "date" must be a date, found "soon"; write date: ${new Date().toISOString().slice(0, 10)}`,
      `${folder}/bad-image/index.md:6: warning: "logo.png": Cannot read the image: export it as JPEG (photographs) or PNG (drawings); WebP, GIF and AVIF are read, too`,
      `${folder}/odd.md:4: warning: "series" is not used`,
    ]);
    expect(stdout).toContain("3 of 4 articles can be published; 1 error, 2 warnings\n");
  });

  it("shows the state of what no reader would see now, and of nothing else", async () => {
    const folder = makeFolder({
      "site.yaml": SITE,
      "draft.md": article("title: Begun\ndraft: true"),
      "later.md": "---\ntitle: Later\ndate: 2999-01-01\n---\n\nText.",
      "now.md": article("title: Now"),
      "over.md": article("title: Over\nexpires: 2024-03-02"),
    });
    const { stdout } = await runEdgewire(["check", "--articles", folder]);
    expect(stdout.match(/(?<=\/)\w+\.md$|(?<=^ {2}state +)\w+$/gm)).toEqual([
      ...["draft.md", "draft", "later.md", "scheduled"],
      ...["now.md", "over.md", "expired"],
    ]);
  });

  it("a draft without a date has none, rather than 1970", async () => {
    const folder = makeFolder({ "site.yaml": SITE, "idea.md": "---\ntitle: Idea\ndraft: true\n---\n\nText." });
    const { code, stdout } = await runEdgewire(["check", "--articles", folder]);
    expect([code, stdout.match(/^ {2}published +(.*)$/m)?.[1]]).toEqual([0, "no date yet"]);
  });

  it("warnings alone exit with 0, and with 1 where --strict takes them for errors", async () => {
    const folder = makeFolder({ "site.yaml": SITE, "odd.md": article("title: Odd\nseries: Tides") });
    expect((await runEdgewire(["check", "--articles", folder])).code).toBe(0);
    expect((await runEdgewire(["check", "--articles", folder, "--strict"])).code).toBe(1);
  });

  it.each([
    ["site.yaml is not there", {}, 'site.yaml:1: error: "title" is needed, found nothing'],
    ["site.yaml cannot be read", { "site.yaml": "title: x\nfeeds: {" }, "error: Cannot read site.yaml:"],
  ])("%s: says so, and exits with 1", async (_, files, message) => {
    const { code, stderr } = await runEdgewire([
      "check",
      "--articles",
      makeFolder({ "a.md": article("title: A"), ...files }),
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  it("a folder that is not there: one sentence and no stack", async () => {
    const { code, stderr } = await runEdgewire(["check", "--articles", "/nowhere/at/all"]);
    expect(code).toBe(1);
    expect(stderr).toBe('edgewire: There is no folder "/nowhere/at/all"; wanted one with site.yaml and articles\n');
  });

  it.each([
    [["chekc"], 'edgewire: There is no command "chekc"; did you mean check?'],
    [["check", "--artikel", "x"], "edgewire: edgewire check has no option --artikel; see npx edgewire check --help\n"],
    [["start", "--port", "http"], 'edgewire: --port must be a number from 1 to 65535, found "http"'],
  ])("%j: one sentence and no stack", async (args, message) => {
    const { code, stderr } = await runEdgewire(args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  it("--json describes every article for programs", async () => {
    const folder = makeFolder({ "site.yaml": SITE, "good.md": article("title: Good"), "bad.md": "x" });
    const { stdout } = await runEdgewire(["check", "--json", "--articles", folder]);
    const { articles } = JSON.parse(stdout) as { articles: { key: string; article?: { title: string } }[] };
    expect(articles.map(({ key, article }) => [key, article?.title])).toEqual([
      ["bad", undefined],
      ["good", "Good"],
    ]);
  });
});

async function clashesOf(files: Record<string, string>): Promise<Record<string, string>> {
  const { profile } = readSiteProfile(SITE);
  if (profile === undefined) throw new Error("the profile is sound");
  const folder = makeFolder(files);
  const prepared = await Promise.all(readArticleFolder(folder).files.map((file) => prepareArticle(file, profile)));
  const named = [...findClashes(prepared)].map(([path, { message }]) => [path, message.replace(`${folder}/`, "")]);
  return Object.fromEntries(named.map(([path = "", message = ""]) => [path.slice(folder.length + 1), message]));
}

describe("findClashes", () => {
  it.each<[what: string, files: Record<string, string>, clashes: Record<string, string>]>([
    ["nothing in common", { "a.md": article("title: A"), "b.md": article("title: B") }, {}],
    [
      "one id",
      { "a.md": article("title: A\nid: urn:x:1"), "b.md": article("title: B\nguid: urn:x:1") },
      { "b.md": 'the id "urn:x:1" belongs to a.md already; give one of them another id' },
    ],
    ["one slug: each gets its own", { "a.md": article("slug: s"), "b.md": article("slug: s") }, {}],
    [
      "a file and a folder of one name",
      { "cats.md": article("title: A"), "cats/index.md": article("title: B") },
      { "cats/index.md": 'the name "cats" belongs to cats.md already; give one of them another name' },
    ],
    [
      "two kinds of text of one name",
      { "cats.md": article("title: A"), "cats.txt": article("title: B") },
      { "cats.txt": 'the name "cats" belongs to cats.md already; give one of them another name' },
    ],
    [
      "an article that cannot be read claims nothing",
      { "a.md": "---\nslug: s\n---\n", "b.md": article("slug: s") },
      {},
    ],
  ])("%s", async (_, files, clashes) => {
    expect(await clashesOf(files)).toEqual(clashes);
  });
});

describe("a prepared article", () => {
  const PNG = readFileSync(join(import.meta.dirname, "../fixtures/images/plain.png"));
  const GIF = readFileSync(join(import.meta.dirname, "../fixtures/images/plain.gif"));

  const prepare = async (files: Record<string, string | Uint8Array>, site = SITE) => {
    const { profile } = readSiteProfile(site);
    const [file] = readArticleFolder(makeFolder(files)).files;
    if (profile === undefined || file === undefined) throw new Error("there is no article");
    return prepareArticle(file, profile);
  };
  const hashOf = async (...asked: Parameters<typeof prepare>) => (await prepare(...asked)).contentHash;

  const WITH_IMAGE = { "a/index.md": article("title: A", "![Alt](photo.png)"), "a/photo.png": PNG };

  it("has a hash that is the same for the same files, wherever they lie", async () => {
    expect(await hashOf(WITH_IMAGE)).toBe(await hashOf(WITH_IMAGE));
  });

  it.each<[what: string, files: Record<string, string | Uint8Array>]>([
    ["the text", { ...WITH_IMAGE, "a/index.md": article("title: B", "![Alt](photo.png)") }],
    ["an image that it shows", { ...WITH_IMAGE, "a/photo.png": GIF }],
  ])("has a hash that changes with %s", async (_, files) => {
    expect(await hashOf(files)).not.toBe(await hashOf(WITH_IMAGE));
  });

  it("has a hash that does not change with an image that it does not show", async () => {
    expect(await hashOf({ ...WITH_IMAGE, "a/other.png": GIF })).toBe(await hashOf(WITH_IMAGE));
  });

  it("has the hash that it had before covers were drawn as now, whatever the font", async () => {
    const { cover, contentHash } = await prepare({ "a.md": article("title: A") }, `${SITE}font: mono\n`);
    expect(cover?.key).toBe("0a48221bc77dd28d");
    expect(contentHash).toBe("c6f25e6c0745bcf8614fc9e393932aecea930849c452fb5e9d6f248d7f34d81f");
  });

  it("has a hash that changes with what its cover says: the publication's name", async () => {
    const files = { "a.md": article("title: A") };
    expect(await hashOf(files)).not.toBe(await hashOf(files, "title: Another Wire\ntime_zone: Asia/Singapore\n"));
  });

  it.each([
    ["the publication's", 'accent: "#0b5394"', "#0b5394"],
    ["the pages' own where it names none", "", "#9a3412"],
  ])("has a cover in a colour: %s", async (_, line, accent) => {
    const { cover } = await prepare({ "a.md": article("title: A") }, `${SITE}${line}\n`);
    expect(cover?.card.accent).toBe(accent);
  });

  it("has a cover in a darker colour where the publication's could not be seen on paper", async () => {
    const { cover } = await prepare({ "a.md": article("title: A") }, `${SITE}accent: "#ffff00"\n`);
    expect(contrastOf(parseHex(cover?.card.accent ?? ""), parseHex("#faf7f1"))).toBeGreaterThan(3);
  });
});
