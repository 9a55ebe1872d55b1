import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type RunningDev, startCommand, startDev } from "../support/running-dev.ts";
import { makeProject, runIn, runInstalled } from "./project-folder.ts";

// As a new user goes: npm create, check, dev, publish. The packages come from npm, edgewire from the tarball.

let project: string;
let dev: RunningDev | undefined;

beforeAll(() => {
  const outside = makeProject({ "package.json": "{}" });
  execFileSync("npm", ["install", "--no-audit", "--no-fund", inject("tarball"), inject("createTarball")], {
    cwd: outside,
  });
  const flags = ["--title", "Neue Zeitung", "--language", "de", "--package", `file:${inject("tarball")}`];
  const created = runIn(outside, "npm", ["exec", "--", "create-edgewire", "neue zeitung", ...flags]);
  expect(created.status, created.output).toBe(0);
  project = join(outside, "neue zeitung");
});

afterAll(() => dev?.stop());

const save = (name: string, text: string) => writeFileSync(join(project, "articles", name), text);

/** As many editors save. */
function saveAtomically(name: string, text: string): void {
  save(`${name}~`, text);
  renameSync(join(project, "articles", `${name}~`), join(project, "articles", name));
}

function write(title: string, more: string, text: string): string {
  return `---\ntitle: ${title}\ndate: 2026-01-02\n${more}---\n\n${text}\n`;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends Host as given; `fetch` would not. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Answer> {
  const { promise, resolve: answer, reject } = Promise.withResolvers<Answer>();
  const { hostname, port } = new URL(dev?.url ?? "");
  const host = hostname === "localhost" ? "127.0.0.1" : hostname;
  const all = { host: `localhost:${port}`, accept: "text/html", ...headers };
  const asked = request({ host, port, path, method, headers: all }, async (response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    answer({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() });
  });
  asked.on("error", reject);
  asked.end();
  return promise;
}

/** How long it takes until the page has a text. */
async function waitFor(path: string, text: string): Promise<number> {
  const began = performance.now();
  await expect.poll(async () => (await ask(path)).text, { timeout: 30_000, interval: 25 }).toContain(text);
  return performance.now() - began;
}

describe("a new project", () => {
  it("has what npm needs, and nothing of edgewire's but its one folder", () => {
    expect(readdirSync(project).sort()).toEqual([
      ".github",
      ".gitignore",
      "articles",
      "node_modules",
      "package-lock.json",
      "package.json",
    ]);
    const { packages } = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8"));
    expect(Object.keys(packages).length).toBeGreaterThan(3);
    expect(Object.keys(packages["node_modules/edgewire"].dependencies)).toEqual(["@resvg/resvg-js"]);
  });

  it("is checked without a word of complaint", () => {
    const { status, output } = runInstalled(project, ["check", "--strict"]);
    expect([status, output]).toEqual([
      0,
      expect.stringContaining("1 of 1 article can be published; 0 errors, 0 warnings"),
    ]);
  });

  it("shows an edit on its page within two seconds, after an atomic save and a rename, too", async () => {
    dev = await startDev("node_modules/edgewire/bin/edgewire.js", project);
    save("a.md", write("Hafen", "", "Text eins."));
    const times = [await waitFor("/articles/hafen", "Text eins.")];
    for (const text of ["Text zwei.", "Text drei."]) {
      saveAtomically("a.md", write("Hafen", "", text));
      times.push(await waitFor("/articles/hafen", text));
    }
    expect(Math.min(...times)).toBeLessThan(2000);
    expect((await ask("/rss.xml")).text).toContain("Text drei.");
  });

  it("shows drafts and embargoed articles as such, and no feed has them", async () => {
    save("b.md", write("Entwurf", "draft: true\n", "Noch geheim."));
    save("c.md", "---\ntitle: Sperrfrist\ndate: 2999-01-02\n---\n\nErst später.\n");
    await waitFor("/articles/entwurf", "Draft: only this machine shows it");
    await waitFor("/articles/sperrfrist", "Embargoed until 2999-01-02");
    expect((await ask("/articles/entwurf")).text).toContain("Noch geheim.");
    for (const path of ["/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/"]) {
      const { text } = await ask(path);
      for (const secret of ["Noch geheim", "Entwurf", "Sperrfrist"]) expect(text).not.toContain(secret);
    }
  });

  it.each<[what: string, path: string, headers: Record<string, string>, status: number]>([
    ["a page under a name that was rebound", "/articles/entwurf", { host: "evil.example" }, 421],
    ["a page of another site", "/articles/entwurf", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }, 403],
    ["the events, by another local server", "/_edgewire/events", { "sec-fetch-site": "same-site" }, 403],
    ["the API without the token", "/api/articles", {}, 401],
    [
      "the API by the runtime's own header",
      "/api/articles",
      { "mf-original-url": "http://localhost/", "mf-route-override": "edgewire-publisher" },
      401,
    ],
    ["the preview without the token", "/api/preview/b", {}, 401],
  ])("is closed to %s", async (_what, path, headers, status) => {
    expect((await ask(path, headers)).status).toBe(status);
  });

  it("names an error by file, line and cure, and says when it is mended", async () => {
    save("a.md", "---\ntitle: Hafen\ndate: bald\n---\n\nText vier.\n");
    await expect.poll(() => dev?.output(), { timeout: 30_000 }).toMatch(/articles\/a\.md:3: error: .*found "bald"/);
    save("a.md", write("Hafen", "", "Text fünf."));
    await waitFor("/articles/hafen", "Text fünf.");
    await expect.poll(() => dev?.output(), { timeout: 30_000 }).toContain("mended: nothing is left to mend");
  });

  it("publishes to the publication that runs here, without an address", () => {
    const { status, output } = runInstalled(project, ["publish"]);
    expect([status, output]).toEqual([0, expect.stringMatching(/unchanged\s+4/)]);
  });

  it("is backed up, and made again elsewhere", async () => {
    const backup = join(project, "..", "backup");
    expect(runInstalled(project, ["backup", backup]).output).toContain("4 articles and 4 files");
    const flags = ["start", "--no-publish", "--state", ".edgewire/restored"];
    const restored = await startCommand("node_modules/edgewire/bin/edgewire.js", project, flags);
    const { status, output } = runInstalled(project, ["restore", backup, "--to", restored.url]);
    expect([status, output]).toEqual([0, expect.stringContaining("4 articles of")]);
    const entries = async (url: string) => (await fetch(`${url}/feed.json`)).text();
    const [before, after] = [await entries(dev?.url ?? ""), await entries(restored.url)];
    await restored.stop();
    expect(after.replaceAll(restored.url, "")).toBe(before.replaceAll(dev?.url ?? "", ""));
  });

  it("takes the next port where the first is taken, and leaves nothing behind", async () => {
    const first = Number(new URL(dev?.url ?? "").port);
    await dev?.stop();
    expect(existsSync(join(project, ".edgewire/address"))).toBe(false);
    const again = await startDev("node_modules/edgewire/bin/edgewire.js", project, ["--port", String(first)]);
    await again.stop();
  });
});
