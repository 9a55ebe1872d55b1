import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { nameProject } from "../../../cli/init/gather-answers.ts";
import { findPackageManager } from "../../../cli/package-manager.ts";
import { readSiteProfile } from "../../../src/article/profile/read-site-profile.ts";
import { PHOTO } from "../../article/fixtures.ts";
import { makeFolder, type Run, runEdgewire } from "../run-edgewire.ts";

/** `edgewire init` in a pipe: nothing is asked. */
function init(...args: string[]): Promise<Run> {
  return runEdgewire(["init", ...args, "--no-install"]);
}

const read = (...path: string[]) => readFileSync(join(...path), "utf8");

describe("edgewire init", () => {
  it("writes a project that can be checked and published", async () => {
    const folder = join(makeFolder({}), "Zeitung für alle");
    const flags = [
      "--title",
      'Die "Zeitung": für alle',
      "--author",
      "Ö. Müller",
      "--language",
      "de",
      "--time-zone",
      "Europe/Berlin",
    ];
    expect(await init(folder, ...flags)).toMatchObject({ code: 0, stderr: "" });
    expect(parse(read(folder, "articles/site.yaml"))).toEqual({
      title: 'Die "Zeitung": für alle',
      language: "de",
      time_zone: "Europe/Berlin",
      author: "Ö. Müller",
    });
    const manifest = JSON.parse(read(folder, "package.json"));
    expect(manifest).toMatchObject({ name: "zeitung-fur-alle", private: true, scripts: { start: "edgewire dev" } });
    expect(Object.keys(manifest.dependencies)).toEqual(["edgewire"]);
    expect(Object.keys(manifest.devDependencies)).toEqual(["music-metadata", "sharp", "wrangler"]);
    const { devDependencies } = JSON.parse(read("package.json"));
    expect(manifest.devDependencies["music-metadata"]).toBe(`^${devDependencies["music-metadata"]}`);
    expect(read(folder, ".gitignore")).toContain(".edgewire/");
    const every = read(folder, "articles/site.yaml").replace(/^# ((?: *- |\w+:| {2,}\w+:).*)$/gm, "$1");
    const media = new Map(["icon.png", "logo.png"].map((path) => [path, PHOTO]));
    expect(readSiteProfile(every, media)).toMatchObject({
      findings: [],
      profile: { font: "book", accent: "#0b5394", feeds: [{ name: "briefing" }], categories: [{ name: "Harbour" }] },
    });
    const check = await runEdgewire(["check", "--strict", "--articles", join(folder, "articles")]);
    expect(check).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("1 of 1 article can be published; 0 errors, 0 warnings"),
    });
  });

  it("writes workflows that check pull requests, publish pushes with one secret, and deploy releases", async () => {
    const folder = join(makeFolder({}), "wire");
    await init(folder);
    const publish = parse(read(folder, ".github/workflows/publish.yml"));
    expect(Object.keys(publish.on)).toEqual(["push", "pull_request"]);
    expect(publish.jobs.check.steps.at(-1).run).toBe("npx edgewire check");
    expect(publish.jobs.publish.concurrency).toBe("publish");
    const secrets = (text: string) => Array.from(text.matchAll(/secrets\.(\w+)/g), ([, name]) => name);
    expect(secrets(read(folder, ".github/workflows/publish.yml"))).toEqual(["EDGEWIRE_TOKEN"]);
    const deploy = parse(read(folder, ".github/workflows/deploy.yml"));
    expect(deploy.on.release.types).toEqual(["published"]);
    expect(deploy.jobs.deploy.steps.at(-1).run).toBe("npm run deploy");
    expect(existsSync(join(folder, ".github/workflows/backup.yml"))).toBe(false);
  });

  it("offers a nightly backup, which runs in a private repository alone", async () => {
    const folder = join(makeFolder({}), "wire");
    await init(folder, "--backup-workflow");
    const { jobs } = parse(read(folder, ".github/workflows/backup.yml"));
    expect(jobs.backup.if).toContain("github.event.repository.private");
  });

  it("adds what is missing to a site that is there, and changes nothing", async () => {
    const site = {
      "package.json": '{"name":"site"}',
      ".gitignore": "dist\n",
      "posts/2026-01-02-a.md": "# A\n\nText.\n",
    };
    const folder = makeFolder(site);
    const { code, stdout } = await runEdgewire(
      ["init", "--here", "--articles", "posts", "--no-workflow"],
      undefined,
      folder,
    );
    expect(code).toBe(0);
    for (const [path, text] of Object.entries(site)) expect(read(folder, path)).toBe(text);
    expect(existsSync(join(folder, "posts/site.yaml"))).toBe(true);
    expect(existsSync(join(folder, ".github"))).toBe(false);
    expect(stdout).toContain("npx edgewire dev\n");
    // Every later command finds the folder without being told.
    const check = await runEdgewire(["check"], undefined, folder);
    expect(check.stderr + check.stdout).toContain(join("posts", "2026-01-02-a.md"));
  });

  it.each([
    [
      "Jekyll",
      "_config.yml",
      'title: "Tides: a blog"\nauthor: { name: Ana }\nlang: pt-BR\ntimezone: Europe/Lisbon\n',
      { title: "Tides: a blog", author: "Ana", language: "pt-BR", time_zone: "Europe/Lisbon" },
    ],
    [
      "Hugo",
      "hugo.toml",
      'title = "Tides"\nlanguageCode = "pt"\n[params]\nauthor = "Ana"\n',
      { title: "Tides", author: "Ana", language: "pt" },
    ],
    ["Jekyll, damaged", "_config.yml", "title: [Tides\n", { title: expect.stringMatching(/^Edgewire test/) }],
  ])("--here takes title, author, language and zone from the configuration of %s", async (_tool, file, text, site) => {
    const folder = makeFolder({ [file]: text, "posts/2026-01-02-a.md": "# A\n\nText.\n" });
    const flags = ["init", "--here", "--articles", "posts", "--no-workflow", "--no-install"];
    expect(await runEdgewire(flags, undefined, folder)).toMatchObject({ code: 0 });
    expect(parse(read(folder, "posts/site.yaml"))).toMatchObject(site);
  });

  it.each([
    [
      "a folder",
      { "old/site.yaml": "title: Old\n", "old/a.md": "---\ndate: 2026-01-01\n---\n# A\n\nText.\n" },
      "old",
      "a.md",
    ],
    ["a feed in a file", { "feed.xml": rssOf("Old") }, "feed.xml", "site.yaml"],
  ])("--from begins with the articles of %s", async (_what, files, from, wanted) => {
    const outside = makeFolder(files);
    const folder = join(outside, "new");
    expect(await init(folder, "--from", join(outside, from))).toMatchObject({ code: 0 });
    expect(read(folder, "articles/site.yaml")).toContain("title: Old");
    expect(existsSync(join(folder, "articles", wanted))).toBe(true);
    expect(existsSync(join(folder, "articles", "first-steps.md"))).toBe(false);
  });

  it("--dry-run writes nothing", async () => {
    const folder = join(makeFolder({}), "wire");
    expect(await init(folder, "--dry-run")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`would create ${folder}`),
    });
    expect(existsSync(folder)).toBe(false);
  });
});

describe("bad input is a sentence with the way on", () => {
  it.each<[what: string, args: readonly string[], sentence: RegExp]>([
    ["a folder with files", ["FULL"], /is not empty \(a\.md\); choose another name, or .* npx edgewire init --here/],
    ["a file in the folder's place", ["FULL/a.md/wire"], /ENOTDIR|a file stands where a folder is needed/],
    ["two folders", ["a", "b"], /wanted one folder, found "a b"/],
    ["a folder and --here", ["a", "--here"], /leave out "a", or --here/],
    [
      "a source that is not there",
      ["NEW", "--from", "nowhere"],
      /--from must be a folder, a file or an address, found "nowhere"/,
    ],
    ["a source that holds the project", ["FULL/new", "--from", "FULL"], /holds the new project itself/],
    ["a language that is none", ["NEW", "--language", "germanish-x-"], /--language must be a tag such as en/],
    [
      "a domain that is none",
      ["NEW", "--domain", "https://example.org"],
      /--domain must be a name such as example\.org/,
    ],
    ["a zone that is none", ["NEW", "--time-zone", "Berlin"], /--time-zone must be a name such as Europe\/Berlin/],
  ])("%s", async (_what, args, sentence) => {
    const full = makeFolder({ "a.md": "Text.\n" });
    const named = args.map((arg) =>
      arg.replace("FULL", full).replace("NEW", join(full, "..", `edgewire-none-${process.pid}`)),
    );
    const { code, stderr } = await init(...named);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("a folder of which git alone knows is empty", async () => {
    const folder = makeFolder({ ".git/HEAD": "ref: refs/heads/main\n" });
    expect(await init(folder)).toMatchObject({ code: 0 });
  });
});

describe("names", () => {
  it.each([
    ["my-news", "my-news"],
    ["Zeitung für alle", "zeitung-fur-alle"],
    ["/a/b/Straße 7", "strasse-7"],
    ["海辺", "my-news"],
    [`${"x".repeat(80)}`, "x".repeat(40)],
  ])("of the project in %s: %s", (folder, name) => {
    expect(nameProject(folder)).toBe(name);
  });

  it.each([
    ["pnpm/10.1.0 npm/? node/v24.0.0 linux x64", "pnpm"],
    ["yarn/4.0.0", "yarn"],
    ["npm/11.19.0 node/v24.21.0", "npm"],
    ["", "npm"],
  ])("of the package manager %s: %s", (agent, name) => {
    expect(findPackageManager(agent)).toBe(name);
  });
});

function rssOf(title: string): string {
  const item =
    "<item><title>A</title><link>https://old.example/a</link><guid>https://old.example/a</guid><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate><description>Text.</description></item>";
  return `<rss version="2.0"><channel><title>${title}</title><link>https://old.example/</link><description>D</description>${item}</channel></rss>`;
}
