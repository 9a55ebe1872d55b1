import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import { SITE, startWorker, type TestWorker } from "../support/harness.ts";

// Links between files: the command resolves them, the worker keeps the table.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
});

afterAll(() => worker.close());

const TARGET = "2024-05-01-low-water.md";
const root = makeFolder({
  "articles/site.yaml": SITE,
  [`articles/${TARGET}`]: "---\ntitle: Low water\nslug: low-water\n---\n\n## Part\n\nText.\n",
  "articles/2024-05-02-start.md": "---\ntitle: Start\n---\n\nSee [there](2024-05-01-low-water.md#part).\n",
});
const folder = join(root, "articles");

async function publish(): Promise<string> {
  const args = ["publish", "--articles", folder, "--to", worker.url.origin, "--token", worker.token];
  const { code, stdout, stderr } = await runEdgewire(args);
  if (code !== 0) throw new Error(stderr);
  return [...stdout.matchAll(/^ {2}(created|updated|unchanged) +(\d+)$/gm)]
    .map(([, name, count]) => `${count} ${name}`)
    .join(", ");
}

async function readLink(): Promise<string | undefined> {
  const items = await worker.listItems("/");
  const html = items.find(({ title }) => title === "Start")?.content_html ?? "";
  return /<a[^>]*>there<\/a>/.exec(html)?.[0];
}

describe("a link to another file", () => {
  it("leads to its article, and is sent once", async () => {
    expect(await publish()).toBe("2 created, 0 updated, 0 unchanged");
    expect(await readLink()).toMatch(/\/articles\/low-water#[\w-]*part"/);
    expect(await publish()).toBe("0 created, 0 updated, 2 unchanged");
  });

  it("is kept where a changed profile reads the article again", async () => {
    writeFileSync(join(folder, "site.yaml"), SITE.replace(/^copyright: .*$/m, "copyright: All of us"));
    expect(await publish()).toBe("0 created, 0 updated, 2 unchanged");
    expect(await readLink()).toMatch(/\/articles\/low-water#[\w-]*part"/);
  });

  it("is sent again where the article's slug changes", async () => {
    writeFileSync(join(folder, TARGET), "---\ntitle: Low water\nslug: ebb\n---\n\n## Part\n\nText.\n");
    expect(await publish()).toBe("0 created, 2 updated, 0 unchanged");
    expect(await readLink()).toMatch(/\/articles\/ebb#[\w-]*part"/);
  });

  it("is left out where the article is held back", async () => {
    writeFileSync(join(folder, TARGET), "---\ntitle: Low water\nslug: ebb\ndraft: true\n---\n\n## Part\n\nText.\n");
    expect(await publish()).toBe("0 created, 2 updated, 0 unchanged");
    expect(await readLink()).toBe("<a>there</a>");
  });

  it("must be a table of slugs where it comes through the API", async () => {
    const form = new FormData();
    form.append("article", new File(["Text."], "article", { type: "text/markdown" }));
    form.append("links", '{"a.md": "../b"}');
    const url = new URL("/api/articles/x", worker.url);
    const headers = { authorization: `Bearer ${worker.token}` };
    const response = await fetch(url, { method: "PUT", headers, body: form });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("JSON object of slugs")]);
  });
});

describe("a standing page", () => {
  it("is published from pages/ beside the articles, linked, and sent once", async () => {
    mkdirSync(join(root, "pages"));
    writeFileSync(join(root, "pages/about.md"), "# About us\n\nSince [the start](../articles/2024-05-02-start.md).\n");
    expect(await publish()).toMatch(/^1 created/);
    const { status, text } = await worker.poll("/about");
    expect([status, text.includes("<h1>About us</h1>")]).toEqual([200, true]);
    expect(text).toMatch(/<a href="\/articles\/start">the start<\/a>/);
    expect((await worker.poll("/")).text).toContain('<a href="/about">About us</a>');
    expect((await worker.poll("/feed.json")).text).not.toContain("/about");
    expect(await publish()).toMatch(/^0 created, 0 updated/);
  });
});
