import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { makeProject, runIn } from "./project-folder.ts";

const ESM = `import { Feed, itunesItem, type FeedOptions, type Item } from "edgewire/feed";
import { feeds, serveFeed } from "edgewire/hono";
import { isNotModified } from "edgewire/http";
const options: FeedOptions = { title: "T", link: "https://x.example/", feedLinks: { rss: "https://x.example/rss.xml" } };
const feed = new Feed(options);
const item: Item = { title: "A", link: "https://x.example/a", date: new Date(0) };
feed.addItem({ ...item, extensions: itunesItem({ episode: 1 }) });
const load = () => feed;
const answer: Response | Promise<Response> = serveFeed(new Request("https://x.example/"), { load, format: "rss" });
const known = isNotModified({ ifNoneMatch: "*", ifModifiedSince: null }, { tag: "a", lastModified: 1 }, 2);
void Promise.resolve(answer).then((response) => console.log(response.status, feeds({ load }).length, known));
`;
/** Everything that `feed` 6 exports, as a project uses it; only the import line is another one. */
const writeMoved = (library: string) => `import { Feed } from "${library}";
import type { Author, Category, Enclosure, Extension, FeedOptions, Item } from "${library}";
const author: Author = { name: "Ada", email: "ada@x.example", link: "https://x.example/ada" };
const category: Category = { name: "Sea", domain: "https://x.example/sea", scheme: "https://x.example/", term: "sea" };
const enclosure: Enclosure = { url: "https://x.example/a.mp3", type: "audio/mpeg", length: 12, title: "A", duration: 3 };
const extension: Extension = { name: "_x", objects: { about: "https://x.example/" } };
const options: FeedOptions = {
  id: "https://x.example/", title: "T", updated: new Date(0), generator: "g", language: "en", ttl: 60, feed: "https://x.example/f",
  feedLinks: { json: "https://x.example/json", atom: "https://x.example/atom" }, hub: "https://h.example/", docs: "https://d.example/",
  podcast: true, category: "Technology", author, link: "https://x.example/", description: "D", image: "https://x.example/i.png",
  favicon: "https://x.example/f.ico", copyright: "C", stylesheet: "https://x.example/s.xsl",
};
const feed: Feed = new Feed(options);
const item: Item = {
  title: "A", id: "a", link: "https://x.example/a", date: new Date(0), description: "D", content: "C", category: [category], guid: "g",
  image: enclosure, audio: "https://x.example/a.mp3", video: { url: "https://x.example/v.mp4" }, enclosure, author: [author],
  contributor: [author], published: new Date(0), copyright: "C", extensions: [extension],
};
feed.addItem(item);
feed.addCategory("Sea");
feed.addContributor(author);
feed.addExtension(extension);
feed.options.title = "Other";
feed.items.push({ title: "B", link: "https://x.example/b", date: new Date(0) });
const texts: string[] = [feed.rss2(), feed.atom1(), feed.json1(), ...feed.categories];
export const counts: number[] = [texts.length, feed.items.length, feed.contributors.length, feed.extensions.length];
`;
const CJS = `const { Feed } = require("edgewire/feed");
const feed = new Feed({ title: "T", link: "https://x.example/" });
console.log(feed.problems.length, feed.rss2().includes("<title>T</title>"));
`;
const CJS_TYPES = `import edgewire = require("edgewire/feed");
export const feed: edgewire.Feed = new edgewire.Feed({ title: "T" });
export const text: string = feed.json1();
`;

/** In a folder of their own: in the checkout they would take the place of its compiler. */
const TOOLS = [
  "typescript-5.4@npm:typescript@5.4.5",
  "typescript-5.9@npm:typescript@5.9.3",
  "typescript-7@npm:typescript@7.0.2",
  "publint@0.3.25",
  "@arethetypeswrong/cli@0.18.5",
];

let folder: string;
let tools: string;

beforeAll(() => {
  folder = makeProject({
    "package.json": "{}",
    "use.mts": ESM,
    "use.cjs": CJS,
    "use.cts": CJS_TYPES,
    "moved.mts": writeMoved("edgewire/feed"),
    "before.mts": writeMoved("feed"),
  });
  const { status, output } = runIn(folder, "npm", ["install", "--no-audit", "--no-fund", inject("tarball")]);
  expect(status, output).toBe(0);
  tools = join(makeProject({ "package.json": "{}" }), "node_modules");
  const installed = runIn(join(tools, ".."), "npm", [
    "install",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    ...TOOLS,
  ]);
  expect(installed.status, installed.output).toBe(0);
  mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types", "feed"]) {
    symlinkSync(resolve("node_modules", name), join(folder, "node_modules", name));
  }
});

const compilers = [
  ["TypeScript 5.4", "typescript-5.4/lib/tsc.js"],
  ["TypeScript 5.9", "typescript-5.9/lib/tsc.js"],
  ["TypeScript 7", "typescript-7/bin/tsc"],
] as const;
const systems = [
  ["nodenext, ES module", "nodenext", "nodenext", "use.mts"],
  ["nodenext, CommonJS", "nodenext", "nodenext", "use.cts"],
  ["bundler", "esnext", "bundler", "use.mts"],
  ["nodenext, written for the package feed", "nodenext", "nodenext", "before.mts"],
  ["nodenext, the same with another import line", "nodenext", "nodenext", "moved.mts"],
] as const;

describe.each(compilers)("%s", (_compiler, path) => {
  it.each(systems)(
    "compiles a project of %s against the packed types, library checks included",
    (_name, module, resolution, file) => {
      const strict = ["--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false", "--noEmit"];
      const target = ["--target", "es2022", "--lib", "es2022,dom", "--types", "node"];
      const args = [
        join(tools, path),
        ...strict,
        ...target,
        "--module",
        module,
        "--moduleResolution",
        resolution,
        file,
      ];
      const { status, output } = runIn(folder, process.execPath, args);
      // Node's own types name what older compilers do not know.
      const ours = output
        .split("\n")
        .filter((line) => line.includes("error") && !line.startsWith("node_modules/@types"));
      expect(ours, String(status)).toEqual([]);
    },
  );
});

it("runs as an ES module and by require()", () => {
  expect(runIn(folder, process.execPath, ["use.mts"]).output).toContain("200 2 true");
  expect(runIn(folder, process.execPath, ["use.cjs"]).output).toContain("0 true");
});

it("has no fault that publint or attw finds", () => {
  const root = join(folder, "node_modules/edgewire");
  const publint = runIn(root, process.execPath, [
    join(tools, "publint/src/cli.js"),
    "--level",
    "warning",
    "--pack",
    "false",
  ]);
  expect(publint.output).toContain("All good!");
  const cli = join(tools, "@arethetypeswrong/cli/dist/index.js");
  const { status, output } = runIn(folder, process.execPath, [
    cli,
    inject("tarball"),
    "--profile",
    "node16",
    "--no-emoji",
  ]);
  expect(status, output).toBe(0);
});
