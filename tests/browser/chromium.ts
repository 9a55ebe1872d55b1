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

const SCREENSHOTS = join(import.meta.dirname, "screenshots");

/** Through the protocol, as Playwright's own way waits for ever on an XML document. */
export async function takeScreenshot(page: Page, name: string, { width, scheme }: View): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  const session = await page.context().newCDPSession(page);
  const { cssContentSize } = await session.send("Page.getLayoutMetrics");
  const height = Math.ceil(cssContentSize.height);
  // Laid out at full height, so that lazy images load.
  await page.setViewportSize({ width, height: Math.min(height, 8000) });
  await page.waitForLoadState("networkidle");
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  const { data } = await session.send("Page.captureScreenshot", { captureBeyondViewport: true, clip });
  await writeFile(join(SCREENSHOTS, `${name}-${width}-${scheme}.png`), Buffer.from(data, "base64"));
}
