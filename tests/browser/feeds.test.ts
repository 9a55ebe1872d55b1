import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchChromium, optionsFor, takeScreenshot, VIEWS } from "./chromium.ts";
import { listArticles } from "./site-map.ts";

const origin = inject("siteOrigin");
const articles = await listArticles(origin);
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const FEEDS = [
  {
    file: "rss.xml",
    entry: "item",
    parts: { title: "title", date: "pubDate", summary: "description" },
    silent: ["guid", "content\\:encoded", "media\\:content", "enclosure", "category", "ttl", "lastBuildDate", "image"],
  },
  {
    file: "atom.xml",
    entry: "entry",
    parts: { title: "title", date: "published", summary: "summary" },
    silent: ["id", "content", "media\\:content", "category", "updated", "generator", "logo", "rights"],
  },
] as const;

const CASES = FEEDS.flatMap((feed) => VIEWS.map((view) => ({ ...feed, view, ...view })));

interface ShownPart {
  readonly text: string;
  readonly isSeen: boolean;
  readonly color: string;
}

describe.each(CASES)("$file opened in Chromium at $width pixels, $scheme", ({ file, entry, parts, silent, view }) => {
  let page: Page;

  beforeAll(async () => {
    const context = await browser.newContext(optionsFor(view));
    page = await context.newPage();
    await page.goto(`${origin}/${file}`);
  });
  afterAll(async () => {
    await takeScreenshot(page, file.replace(".xml", ""), view);
    await page.context().close();
  });

  test("says what it is and how to subscribe", async () => {
    const words = await page.evaluate("getComputedStyle(document.documentElement, '::before').content");
    expect(words).toContain("This is a web feed. To subscribe, copy this page");
  });

  test("shows every entry's title, date and summary, in readable contrast", async () => {
    const background = await page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
    const titles = await readParts(page, `${entry} > ${parts.title}`);
    const dates = await readParts(page, `${entry} > ${parts.date}`);
    const summaries = await readParts(page, `${entry} > ${parts.summary}`);
    expect(titles.map(({ text }) => text).slice(0, articles.length)).toEqual(articles.map(({ title }) => title));
    expect(dates).toHaveLength(titles.length);
    expect(summaries).toHaveLength(titles.length);
    for (const { text, isSeen, color } of [...titles, ...dates, ...summaries]) {
      expect(isSeen, text).toBe(true);
      expect(contrastOf(color, background), text).toBeGreaterThan(4.5);
    }
  });

  test("is dark where the system is", async () => {
    const background = await page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
    expect(luminanceOf(background) < 0.5).toBe(view.scheme === "dark");
  });

  test("hides what is for machines", async () => {
    for (const name of silent) {
      const seen = (await readParts(page, name)).filter(({ isSeen }) => isSeen);
      expect(seen, name).toEqual([]);
    }
  });

  test("does not scroll sideways", async () => {
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });
});

/** Elements by their names in the source: CSS selectors know no prefix, so it is matched on the qualified name. */
function readParts(page: Page, selector: string): Promise<ShownPart[]> {
  const [first = "", second] = selector.replaceAll("\\", "").split(" > ");
  return page.evaluate(`[...document.getElementsByTagName(${JSON.stringify(first)})]
    .flatMap((element) => ${second === undefined ? "[element]" : `[...element.children].filter(({ nodeName }) => nodeName === "${second}")`})
    .map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return { text: element.textContent, isSeen: width > 0 && height > 0, color: getComputedStyle(element).color };
    })`);
}

/** WCAG 2.2, "contrast ratio". */
function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** WCAG 2.2, "relative luminance", of `rgb(r, g, b)`. */
function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map((digits) => {
    const share = Number(digits) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
