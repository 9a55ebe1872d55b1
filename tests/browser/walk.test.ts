import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { launchChromium, optionsFor, VIEWS, WIDTHS } from "./chromium.ts";
import { NOTICE, RETRACTED } from "./site-facts.ts";

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
  test.each(VIEWS)(
    "goes from the front page to an article, its category and how to follow that, at $width pixels, $scheme",
    async ({ width, scheme }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`${origin}/`);
      const headline = await page.locator(".lead h3 a").innerText();
      await page.locator(".lead h3 a").click();
      await expect.poll(() => page.locator("h1").innerText()).toBe(headline);

      const category = page.locator(".filed .feed-name").first();
      const name = await category.innerText();
      await category.click();
      await expect.poll(() => page.locator("h1").innerText()).toBe(name);
      expect(await page.locator(".teaser h3").allInnerTexts()).toContain(headline);

      const address = `${page.url()}rss.xml`;
      await page.getByRole("link", { name: "Subscribe", exact: true }).click();
      await expect.poll(() => page.locator("h1").innerText()).toBe(`Subscribe to ${name}`);
      expect(await page.locator("#address-rss").inputValue()).toBe(address);
      expect(await page.getByRole("button", { includeHidden: true, name: "Copy" }).first().isVisible()).toBe(false);
      const device = page.getByRole("link", { name: "The reader on this device" });
      expect(await device.getAttribute("href")).toBe(`feed:${address}`);
      await page.getByText("Other formats").click();
      expect(await page.locator("#address-json").inputValue()).toBe(address.replace("rss.xml", "feed.json"));
    },
  );

  test("walks through the archive and back, month by month", async () => {
    await page.goto(`${origin}/`);
    const titles = page.locator(".teaser h3, .headlines a");
    const seen = new Set(await titles.allInnerTexts());
    for (let steps = 0; steps < 5; steps += 1) {
      const older = page.locator(".pager a[rel=prev]");
      if ((await older.count()) === 0) break;
      const target = await older.getAttribute("href");
      await older.click();
      await page.waitForURL((url) => url.href === new URL(target ?? "", origin).href);
      for (const title of await titles.allInnerTexts()) seen.add(title);
    }
    expect(page.url()).toBe(`${origin}/2024/01/`);
    // 24 of the fixture publication, 36 notices, less the one that was taken back.
    expect(seen.size).toBe(59);
    await page.locator(".pager a[rel=next]").click();
    await page.waitForURL(`${origin}/2024/02/`);
    await page.locator(".pager a[rel=prev]").click();
    await page.waitForURL(`${origin}/2024/01/`);
  });

  test("goes from an article to the one before and back", async () => {
    await page.goto(`${origin}/articles/${NOTICE}20`);
    await page.locator(".pager a[rel=prev]").click();
    await expect.poll(() => page.locator("h1").innerText()).toBe("Notice to mariners 19");
    await page.locator(".pager a[rel=next]").click();
    await expect.poll(() => page.locator("h1").innerText()).toBe("Notice to mariners 20");
  });

  test("is helped on from a page that never was, and told why another is gone", async () => {
    const missing = await page.goto(`${origin}/articles/never-was`);
    expect(missing?.status()).toBe(404);
    const gone = await page.goto(`${origin}/articles/${RETRACTED}`);
    expect(gone?.status()).toBe(410);
    expect(await page.locator(".notice").innerText()).toContain("another bridge");
    await page.locator(".teaser h3 a").first().click();
    // A click does not wait for where it leads.
    await page.locator(".article h1").waitFor();
  });

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
    const field = page.locator("#address-rss");
    expect(await field.inputValue()).toBe(`${origin}${path}rss.xml`);
    expect(await field.isEditable()).toBe(false);
    const box = await field.boundingBox();
    expect(box?.y).toBeLessThan(900);
  });
});

describe("a reader with script", () => {
  test.each(WIDTHS)("copies the address with one press, and is told so, at %i pixels", async (width) => {
    const permissions = ["clipboard-read", "clipboard-write"];
    const options = { ...optionsFor({ width, scheme: "light" }), javaScriptEnabled: true, permissions };
    await withPage(options, async (own) => {
      await own.goto(`${origin}/`);
      await own.locator(".lead h3 a").click();
      await own.getByRole("link", { name: "Subscribe", exact: true }).click();
      await own.getByRole("button", { name: "Copy the Feed address" }).press("Enter");
      await expect.poll(() => own.getByRole("status").innerText()).toContain("copied");
      expect(await own.evaluate("navigator.clipboard.readText()")).toBe(`${origin}/rss.xml`);
      expect(await own.getByRole("button", { name: "Copy the Feed address" }).innerText()).toBe("Copied");
    });
  });

  test("has the address selected where copying is not allowed", async () => {
    const options = { ...optionsFor({ width: 390, scheme: "dark" }), javaScriptEnabled: true };
    await withPage(options, async (own) => {
      await own.addInitScript("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))");
      await own.goto(`${origin}/subscribe`);
      await own.getByRole("button", { name: "Copy the Feed address" }).click();
      await expect.poll(() => own.getByRole("status").innerText()).toContain("selected");
      expect(await own.evaluate("getSelection().toString()")).toBe(`${origin}/rss.xml`);
    });
  });
});

async function withPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const own = await browser.newContext(options);
  try {
    await use(await own.newPage());
  } finally {
    await own.close();
  }
}

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

  test.each(["/", "/subscribe", "/articles/harbour-bridge-closed-tonight"])(
    "sees where the focus is at every stop of %s",
    async (path) => {
      expect((await page.goto(origin + path))?.status()).toBe(200);
      const stops = await ask<number>(
        `[...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')].filter((stop) => stop.checkVisibility()).length`,
      );
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
    await page.getByRole("textbox", { name: "Feed address" }).focus();
    await page.keyboard.press("Control+A");
    expect(await ask("getSelection().toString()")).toBe(`${origin}/rss.xml`);
  });
});
