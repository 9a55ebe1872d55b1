import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { launchChromium, optionsFor, WIDTHS } from "./chromium.ts";

const origin = inject("siteOrigin");
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  context = await browser.newContext(optionsFor({ width: 1280, scheme: "light" }));
  page = await context.newPage();
});
afterEach(() => context.close());

/** An expression about the page; Playwright can ask while the page's own scripts are off. */
function ask<Answer>(expression: string): Promise<Answer> {
  return page.evaluate<Answer>(expression);
}

describe("a reader without script", () => {
  test.each(WIDTHS)(
    "goes from the front page to an article, its category and that feed, at %i pixels",
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${origin}/`);
      const headline = await page.locator(".lead h3 a").innerText();
      await page.locator(".lead h3 a").click();
      expect(await page.locator("h1").innerText()).toBe(headline);

      const category = page.locator(".filed .feed-name").first();
      const name = await category.innerText();
      await category.click();
      expect(await page.locator("h1").innerText()).toBe(name);
      expect(await page.locator(".teaser h3").allInnerTexts()).toContain(headline);

      const address = await page.getByLabel("Feed address").inputValue();
      expect(address).toBe(`${page.url()}rss.xml`);
      await page
        .locator(".subscribe")
        .getByRole("link", { name: /: RSS$/ })
        .click();
      await page.waitForURL(address, { waitUntil: "commit" });
      await expect.poll(() => ask("document.documentElement?.nodeName")).toBe("rss");
    },
  );

  test("reaches a lead's article over its picture", async () => {
    await page.goto(`${origin}/`);
    const teaser = page.locator(".teaser:has(img)").first();
    const target = await teaser.locator("h3 a").getAttribute("href");
    const box = await teaser.locator("img").boundingBox();
    if (box === null) throw new Error("The picture has no box");
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForURL(origin + target);
  });

  test.each(["/", "/categories/harbour/"])("finds how to subscribe to %s in one tap", async (path) => {
    await page.goto(origin + path);
    await page.getByRole("link", { name: "Subscribe", exact: true }).click();
    const field = page.getByLabel("Feed address");
    expect(await field.inputValue()).toBe(`${origin}${path}rss.xml`);
    expect(await field.isEditable()).toBe(false);
    const box = await field.boundingBox();
    expect(box?.y).toBeLessThan(900);
  });
});

describe("a reader with a keyboard", () => {
  test("skips to the content with the first link, which shows itself", async () => {
    await page.goto(`${origin}/`);
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    expect(await ask("document.activeElement.className")).toBe("skip");
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await ask("document.activeElement.closest('main') !== null")).toBe(true);
  });

  test.each(["/", "/articles/harbour-bridge-is-closed-to-all-traffic-tonight-from-22-00"])(
    "sees where the focus is at every stop of %s",
    async (path) => {
      await page.goto(origin + path);
      const stops = await ask<number>("document.querySelectorAll('a[href], input, summary, [tabindex=\"0\"]').length");
      const unseen: string[] = [];
      for (let stop = 0; stop < stops; stop += 1) {
        await page.keyboard.press("Tab");
        const found = await ask<{ text: string; isSeen: boolean }>(`(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          const { width, height } = document.activeElement.getBoundingClientRect();
          const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0;
          return { text: document.activeElement.outerHTML.slice(0, 120), isSeen };
        })()`);
        if (!found.isSeen) unseen.push(found.text);
      }
      expect(stops).toBeGreaterThan(10);
      expect(unseen).toEqual([]);
    },
  );

  test("has the whole feed address selected by reaching its field", async () => {
    await page.goto(`${origin}/`);
    await page.locator(".columns").getByLabel("Feed address").focus();
    await page.keyboard.press("Control+A");
    expect(await ask("getSelection().toString()")).toBe(`${origin}/rss.xml`);
  });
});
