import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import { type RunningDev, startDev } from "../support/running-dev.ts";
import { launchChromium } from "./chromium.ts";

// `edgewire dev` as the person sees it who writes.

const PARAGRAPHS = Array.from({ length: 80 }, (_, index) => `Paragraph ${index + 1} of a long article.`).join("\n\n");

function write(title: string, more: string, text = PARAGRAPHS): string {
  return `---\ntitle: ${title}\n${more}---\n\n${text}\n`;
}

const folder = makeFolder({
  "site.yaml": "title: Wire\n",
  "long.md": write("A long article", "date: 2026-01-02\n"),
  "draft.md": write("A secret draft", "date: 2026-01-03\ndraft: true\n", "Nobody sees this yet."),
  "embargo.md": write("An embargo", "date: 2999-01-03\n", "Later."),
});
const state = makeFolder({});

let dev: RunningDev;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const port = String(21_000 + Math.floor(Math.random() * 9000));
  dev = await startDev(resolve("cli/edgewire.js"), resolve("."), [
    "--articles",
    folder,
    "--state",
    state,
    "--port",
    port,
  ]);
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
});

/** As many editors save. */
function save(name: string, text: string): void {
  writeFileSync(join(folder, `${name}~`), text);
  renameSync(join(folder, `${name}~`), join(folder, name));
}

/** The text of the bar that the script adds; its shadow root is closed to other scripts, so it is read by accessibility. */
async function readBar(): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes.map(({ name }) => name?.value ?? "").join("\n");
}

describe("edgewire dev in a browser", () => {
  test("shows a draft, marked as one, and lists it on other pages", async () => {
    await page.goto(`${dev.url}/articles/draft`);
    expect(await page.textContent(".edgewire-mark")).toBe("Draft: only this machine shows it");
    expect(await page.textContent("main")).toContain("Nobody sees this yet.");
    await page.goto(`${dev.url}/`);
    await expect.poll(readBar).toContain("Not public yet: 2");
    expect(await page.textContent("main")).not.toContain("A secret draft");
  });

  test("reloads the page after an edit, and keeps its place", async () => {
    await page.goto(`${dev.url}/articles/long`);
    await page.evaluate("scrollTo(0, 1200)");
    save("long.md", write("A long article", "date: 2026-01-02\n", `${PARAGRAPHS}\n\nA new last paragraph.`));
    await expect
      .poll(() => page.textContent("main").catch(() => ""), { timeout: 30_000 })
      .toContain("A new last paragraph.");
    await expect.poll(() => page.evaluate("scrollY").catch(() => 0)).toBe(1200);
  });

  test("shows an error with its line and cure, and takes it away when it is mended", async () => {
    save("long.md", write("A long article", "date: soon\n"));
    await expect.poll(readBar, { timeout: 30_000 }).toContain('"date" must be a date, found "soon"; write date:');
    expect(await readBar()).toContain("long.md:3");
    save("long.md", write("A long article", "date: 2026-01-02\n", `${PARAGRAPHS}\n\nMended.`));
    await expect.poll(() => page.textContent("main").catch(() => ""), { timeout: 30_000 }).toContain("Mended.");
    await expect.poll(readBar).not.toContain("must be a date");
  });

  test("a draft that is published is a page like any other", async () => {
    await page.goto(`${dev.url}/articles/draft`);
    save("draft.md", write("A secret draft", "date: 2026-01-03\n", "Now for everybody."));
    await expect
      .poll(() => page.textContent("main").catch(() => ""), { timeout: 30_000 })
      .toContain("Now for everybody.");
    expect(await page.locator(".edgewire-mark").count()).toBe(0);
  });

  test("says that an article without a file is still shown, and how it is taken back", async () => {
    rmSync(join(folder, "long.md"));
    await expect.poll(dev.output, { timeout: 30_000 }).toContain("npx edgewire retract long removes it");
    expect((await fetch(`${dev.url}/articles/long`)).status).toBe(200);
    const { code } = await runEdgewire(["retract", "long", "--to", dev.url]);
    expect(code).toBe(0);
    save("long.md", write("A long article", "date: 2026-01-02\n"));
    await expect.poll(dev.output, { timeout: 30_000 }).toContain("npx edgewire restore long brings it back");
  });

  test("a page of another local server can read nothing, and frame nothing", async () => {
    const other = await browser.newPage();
    const port = new URL(dev.url).port;
    // The same server under another name is another origin.
    await other.goto(`http://127.0.0.1:${port}/`);
    const read = (path: string) => other.evaluate(`fetch("${dev.url}${path}").then((r) => r.text(), () => "refused")`);
    for (const path of ["/_edgewire/events", "/articles/embargo", "/_edgewire/dev.js"])
      expect(await read(path)).toBe("refused");
    await other.close();
  });
});
