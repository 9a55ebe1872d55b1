import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPublication, startLocalPublication } from "../support/local-publication.ts";
import { writeAwkwardPublication } from "./awkward-articles.ts";
import { launchChromium, openPage, optionsFor } from "./chromium.ts";

const WIDTHS = [320, 390, 768, 1280, 1600] as const;
const START_TIMEOUT_MS = 120_000;

const folder = await mkdtemp(join(tmpdir(), "edgewire-awkward-"));
const slugs = await writeAwkwardPublication(folder);
const paths = ["/", "/categories/harbour/", "/subscribe", "/nothing-here", ...slugs.map((slug) => `/articles/${slug}`)];
let publication: RunningPublication;
let browser: Browser;

beforeAll(async () => {
  publication = await startLocalPublication(folder);
  browser = await launchChromium();
}, START_TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  await publication?.stop();
  await rm(folder, { recursive: true, force: true });
});

test.each(paths)("%s is as wide as the window from 320 to 1,600 pixels, passes axe and moves nothing", async (path) => {
  const options = { ...optionsFor({ width: 390, scheme: "dark" }), javaScriptEnabled: true, bypassCSP: true };
  const seen = await openPage(browser, publication.url + path, options, async ({ page }) => {
    await page.evaluate(axe.source);
    const { violations, shift } = await page.evaluate<{ violations: string[]; shift: number }>(MEASURE);
    const tooWide: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      tooWide.push(...(await listTooWide(page)).map((element) => `${width}: ${element}`));
    }
    return { violations, shift, tooWide };
  });
  expect(seen).toEqual({ violations: [], shift: 0, tooWide: [] });
});

const MEASURE = `(async () => {
  const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
  const shift = await new Promise((resolve) => {
    let total = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) total += entry.value; })
      .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(total), 50);
  });
  return { violations: violations.map(({ id, nodes }) => id + " " + nodes[0].html.slice(0, 120)), shift };
})()`;

/** Elements that reach beyond the window, but for those in a box that scrolls by itself. */
function listTooWide(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll("body *")]
    .filter((element) => !element.matches(".skip") && !element.closest(".scrolls, pre"))
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > innerWidth + 1);
    })
    .map((element) => element.outerHTML.slice(0, 120))`);
}
