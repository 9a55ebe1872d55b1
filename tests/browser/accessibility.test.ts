import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchChromium, openPage, optionsFor, VIEWS, type View } from "./chromium.ts";
import { listArticles, listPageKinds } from "./site-map.ts";

const origin = inject("siteOrigin");
const kinds = await listPageKinds(origin);
const articleUrls = (await listArticles(origin)).map(({ url }) => url);
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(kinds)("the page kind $name", ({ url }) => {
  test("has nothing that axe objects to, narrow or wide, light or dark", async () => {
    expect(await listViolations(url, VIEWS)).toEqual([]);
  });

  test("WCAG 2.5.5: gives fingers 44 pixels, but for links in sentences and headlines that a whole teaser stands for", async () => {
    const options = { ...optionsFor({ width: 390, scheme: "light" }), hasTouch: true, isMobile: true };
    await openPage(browser, url, options, async ({ page }) => {
      expect(
        await listSmall(
          page,
          "a:not(.skip, p:not(.meta, .kicker, .more) > a, .body a, h3 > a), input, summary, button:not([hidden])",
          44,
        ),
      ).toEqual([]);
      expect(await listSmall(page, "a:not(.skip)", 16)).toEqual([]);
    });
  });
});

test.each(articleUrls)("%s has nothing that axe objects to", async (url) => {
  expect(await listViolations(url, [{ width: 390, scheme: "dark" }])).toEqual([]);
});

const AXE_RUN = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })";

/** Script is on for axe itself; the policy of our pages would not let it in. */
async function listViolations(url: string, views: readonly View[]): Promise<string[]> {
  const options = { javaScriptEnabled: true, bypassCSP: true };
  return openPage(browser, url, options, async ({ page }) => {
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
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < ${pixels} - 0.5)
    .map((element) => element.getBoundingClientRect().height + " " + element.outerHTML.slice(0, 120))`);
}
