import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** Nothing but what the pages ask for leaves the machine. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Playwright gives each launch a new profile folder. */
export function launchChromium(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(
      `The browser tests need Chromium at ${EXECUTABLE}: run "apt-get install chromium", or set CHROMIUM to its path`,
    );
  }
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** A phone and a laptop. */
export const WIDTHS = [390, 1280] as const;
export const SCHEMES = ["light", "dark"] as const;

export interface View {
  readonly width: number;
  readonly scheme: (typeof SCHEMES)[number];
}

export const VIEWS: readonly View[] = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));

/** Scripts are off, as no page may need one. */
export function optionsFor({ width, scheme }: View): BrowserContextOptions {
  return { viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: false };
}

export interface Opened {
  readonly page: Page;
  /** The address of everything the page asked for. */
  readonly requested: readonly string[];
}

/** Opens the page, with its pictures, and closes it after the test's part. */
export async function openPage<Answer>(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
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

/** Until every picture in sight has come, lazy ones included. */
export async function waitForImages(page: Page): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await page.evaluate("[...(document.images ?? [])].every((image) => image.complete)")) return;
    await page.waitForTimeout(30);
  }
}

const SCREENSHOTS = join(import.meta.dirname, "screenshots");

/** Through the protocol, as Playwright's own way waits for ever on an XML document. */
export async function takeScreenshot(page: Page, name: string, { width, scheme }: View): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  const session = await page.context().newCDPSession(page);
  const { cssContentSize } = await session.send("Page.getLayoutMetrics");
  const height = Math.ceil(cssContentSize.height);
  // Laid out at full height, so that lazy images load.
  await page.setViewportSize({ width, height: Math.min(height, 8000) });
  await waitForImages(page);
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  const { data } = await session.send("Page.captureScreenshot", { captureBeyondViewport: true, clip });
  await writeFile(join(SCREENSHOTS, `${name}-${width}-${scheme}.png`), Buffer.from(data, "base64"));
}
