import { existsSync, globSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { listLinks } from "../../build/documents.ts";
import { makeProject, runIn, runInstalled } from "./project-folder.ts";

const MAX_INSTALLED_BYTES = 10_000_000;

let folder: string;

beforeAll(() => {
  folder = makeProject({
    "package.json": "{}",
    "articles/site.yaml": "title: Zeitung\n",
    "articles/hallo.md": "---\ntitle: Hallo\ndate: 2026-01-02\n---\n\nEin Satz.\n",
  });
  const { status, output } = runIn(folder, "npm", ["install", "--no-audit", "--no-fund", inject("tarball")]);
  expect(status, output).toBe(0);
});

describe("the installed package", () => {
  it("has one dependency and at most 10 MB without its optional peers", () => {
    const files = globSync("node_modules/**/*", { cwd: folder }).map((path) => lstatSync(join(folder, path)));
    const bytes = files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "@resvg",
      "edgewire",
    ]);
    expect(bytes).toBeLessThan(MAX_INSTALLED_BYTES);
    expect(bytes).toBeGreaterThan(5_000_000);
  });

  it("carries the migrations, both workers, and the notices of all that it bundles", () => {
    const inside = (path: string) => readdirSync(join(folder, "node_modules/edgewire", path));
    expect(inside("migrations")).toEqual(readdirSync("migrations"));
    expect(inside("dist/workers")).toEqual(["publisher.json.br", "readers.json.br"]);
    const notices = readFileSync(join(folder, "node_modules/edgewire/THIRD-PARTY-NOTICES"), "utf8");
    for (const name of ["undici", "hono", "markdown-it", "@expo-google-fonts/noto-serif"])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, "m"));
  });

  it("carries the documents that README and they themselves link to", () => {
    const packed = join(folder, "node_modules/edgewire");
    const links = listLinks(packed);
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter(({ path }) => !existsSync(join(packed, path)))).toEqual([]);
    expect(readFileSync(join(packed, "README.md"), "utf8")).not.toContain("![");
  });

  it("checks articles", () => {
    expect(runInstalled(folder, ["check"])).toMatchObject({
      status: 0,
      output: expect.stringContaining("1 of 1 article"),
    });
  });

  it("draws the cover that the checkout draws", () => {
    const card = '{title:"Ünder Ω",dateText:"d",publication:"p",accent:"#0b5394",language:"de"}';
    const draw = (module: string) =>
      `import { createHash } from "node:crypto"; import { drawCover } from ${JSON.stringify(module)};
       console.log(createHash("sha256").update(await drawCover(${card}, {font:"serif"})).digest("hex"));`;
    const evaluate = (module: string) => runIn(folder, process.execPath, ["--input-type=module", "-e", draw(module)]);
    const [bundle = ""] = globSync("node_modules/edgewire/dist/cli/card-*.js", { cwd: folder });
    const ours = evaluate(join(process.cwd(), "cli/cover/card.ts"));
    expect(ours.output).toMatch(/^[0-9a-f]{64}\n$/);
    expect(evaluate(join(folder, bundle)).output).toBe(ours.output);
  });
});

describe("a missing part is a sentence", () => {
  it.each([
    ["start without wrangler", ["start"], [], "run: npm install --save-dev wrangler@^4.155.0"],
    ["Node 20", ["check"], [pretendNode("20.20.2")], "edgewire: Node 22 or newer is wanted, found v20.20.2"],
  ])("%s", (_what, args, flags, sentence) => {
    const { status, output } = runInstalled(folder, args, flags);
    expect(status).toBe(1);
    expect(output).toContain(sentence);
    expect(output.trim().split("\n")).toHaveLength(1);
  });
});

function pretendNode(version: string): string {
  const script = `for (const [name, value] of [["version", "v${version}"], ["versions", { ...process.versions, node: "${version}" }]])
    Object.defineProperty(process, name, { value });`;
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}
