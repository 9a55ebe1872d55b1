import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchChromium, openPage, optionsFor, takeScreenshot, VIEWS, waitForImages } from "./chromium.ts";
import { listPageKinds } from "./site-map.ts";

const origin = inject("siteOrigin");
const kinds = await listPageKinds(origin);
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const MAX_REQUESTS = 12;
const BLOCKING_SCRIPTS = `document.querySelectorAll("script[src]:not([defer], [async], [type=module])").length`;

describe.each(kinds)("the page kind $name", ({ name, url }) => {
  test.each(VIEWS)("is seen whole at $width pixels, $scheme, and asks no other host for anything", async (view) => {
    await openPage(browser, url, optionsFor(view), async ({ page, requested }) => {
      await takeScreenshot(page, name, view);
      expect(await listCutOff(page)).toEqual([]);
      expect(requested.filter((address) => new URL(address).origin !== origin)).toEqual([]);
      expect(requested.filter((address) => address.endsWith("/page.css"))).toHaveLength(1);
    });
  });

  test("does not scroll sideways, from 320 pixels to 1600", async () => {
    await openPage(browser, url, optionsFor({ width: 320, scheme: "light" }), async ({ page }) => {
      for (const width of [320, 390, 768, 1280, 1600]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate("document.documentElement.scrollWidth"), `${width} pixels`).toBe(width);
      }
    });
  });

  test.each([390, 1280])(
    "asks for at most 12 files before it is scrolled, waits for no script and never jumps, at %i pixels",
    async (width) => {
      const options = { ...optionsFor({ width, scheme: "light" }), javaScriptEnabled: true };
      await openPage(browser, url, options, async ({ page, requested }) => {
        expect(requested.length).toBeLessThanOrEqual(MAX_REQUESTS);
        expect(await page.evaluate(BLOCKING_SCRIPTS)).toBe(0);
        expect(await measureShift(page)).toBe(0);
      });
    },
  );
});

/** Text boxes that reach beyond the window's edge and cannot be scrolled to. */
function listCutOff(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll("h1, h2, h3, p, li, a, input, img, time")]
    .filter((element) => !element.matches(".skip") && !element.closest(".scrolls, pre"))
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > innerWidth + 1);
    })
    .map((element) => element.outerHTML.slice(0, 120))`);
}

/** https://web.dev/articles/cls: everything that moved without being asked to, while scrolling from top to end. */
async function measureShift(page: Page): Promise<number> {
  for (let screen = 0; screen < 12; screen += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(60);
  }
  await waitForImages(page);
  return page.evaluate(`new Promise((resolve) => {
    let total = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) total += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(total), 200);
  })`);
}
