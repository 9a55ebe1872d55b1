import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchChromium, optionsFor, takeScreenshot, VIEWS, type View } from "./chromium.ts";
import { listArticles, listFeedPages, listPageKinds } from "./site-map.ts";

const origin = inject("siteOrigin");
const kinds = await listPageKinds(origin);
const articleUrls = (await listArticles(origin)).map(({ url }) => url);
const everyPage = [...(await listFeedPages(origin)), ...articleUrls];
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

interface Opened {
  readonly page: Page;
  /** The address of everything the page asked for. */
  readonly requested: readonly string[];
}

/** Opens the page, with its pictures, and closes it after the test's part. */
async function withPage<Answer>(
  url: string,
  options: Parameters<Browser["newContext"]>[0],
  use: (opened: Opened) => Promise<Answer>,
): Promise<Answer> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const requested: string[] = [];
    page.on("request", (request) => requested.push(request.url()));
    await page.goto(url, { waitUntil: "load" });
    return await use({ page, requested });
  } finally {
    await context.close();
  }
}

describe.each(kinds)("the page kind $name", ({ name, url }) => {
  test.each(VIEWS)("is seen whole at $width pixels, $scheme", async (view) => {
    await withPage(url, optionsFor(view), async ({ page }) => {
      await takeScreenshot(page, name, view);
      expect(await listCutOff(page)).toEqual([]);
    });
  });

  test("does not scroll sideways, from 320 pixels to 1600", async () => {
    await withPage(url, optionsFor({ width: 320, scheme: "light" }), async ({ page }) => {
      for (const width of [320, 390, 768, 1280, 1600]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate("document.documentElement.scrollWidth"), `${width} pixels`).toBe(width);
      }
    });
  });

  test.each([390, 1280])("never jumps while it loads and is scrolled, at %i pixels", async (width) => {
    const options = { ...optionsFor({ width, scheme: "light" }), javaScriptEnabled: true };
    expect(await withPage(url, options, ({ page }) => measureShift(page))).toBe(0);
  });

  test("has nothing that axe objects to, narrow or wide, light or dark", async () => {
    expect(await listViolations(url, VIEWS)).toEqual([]);
  });

  test("gives fingers room: main controls 44 pixels, others 24", async () => {
    await withPage(url, optionsFor({ width: 390, scheme: "light" }), async ({ page }) => {
      expect(await listSmall(page, "header a, .subscribe input, .subscribe .formats a", 44)).toEqual([]);
      expect(await listSmall(page, "main > :not(article) a, .teaser a, .byline a, footer a", 24)).toEqual([]);
    });
  });
});

test.each(articleUrls)("%s has nothing that axe objects to", async (url) => {
  expect(await listViolations(url, [{ width: 390, scheme: "dark" }])).toEqual([]);
});

test.each(everyPage)("%s asks no other host for anything", async (url) => {
  const requested = await withPage(url, optionsFor({ width: 1280, scheme: "light" }), async ({ page, requested }) => {
    await page.setViewportSize({ width: 1280, height: 8000 });
    await page.waitForLoadState("networkidle");
    return requested;
  });
  const elsewhere = requested.filter((address) => new URL(address).origin !== origin);
  expect(elsewhere).toEqual([]);
  expect(requested.filter((address) => address.endsWith("/style.css"))).toHaveLength(1);
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
  await page.waitForLoadState("networkidle");
  return page.evaluate(`new Promise((resolve) => {
    let total = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) total += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(total), 200);
  })`);
}

const AXE_RUN = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })";

/** Script is on for axe itself; the policy of our pages would not let it in. */
async function listViolations(url: string, views: readonly View[]): Promise<string[]> {
  const options = { javaScriptEnabled: true, bypassCSP: true };
  return withPage(url, options, async ({ page }) => {
    await page.evaluate(axe.source);
    const found: string[] = [];
    for (const { width, scheme } of views) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      const { violations } = await page.evaluate<axe.AxeResults>(AXE_RUN);
      for (const { id, nodes } of violations) {
        found.push(...nodes.map(({ html, failureSummary }) => `${width} ${scheme} ${id}: ${html} ${failureSummary}`));
      }
    }
    return found;
  });
}

function listSmall(page: Page, selector: string, pixels: number): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})]
    .filter((element) => element.getBoundingClientRect().height < ${pixels} - 0.5)
    .map((element) => element.getBoundingClientRect().height + " " + element.outerHTML.slice(0, 120))`);
}
