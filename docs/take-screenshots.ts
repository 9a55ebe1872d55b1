import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchChromium } from "../tests/browser/chromium.ts";
import { startLocalPublication } from "../tests/support/local-publication.ts";

// `npm run screenshots`: the two pictures of README, of the fixture publication as it is served.

const IMAGES = join(import.meta.dirname, "images");
const VIEW = { width: 1200, height: 800 };

const publication = await startLocalPublication("tests/fixtures/publication");
const browser = await launchChromium();
try {
  mkdirSync(IMAGES, { recursive: true });
  for (const [name, path] of [
    ["front-page", "/"],
    ["feed", "/rss.xml"],
  ] as const) {
    const page = await browser.newPage({ viewport: VIEW });
    await page.goto(publication.url + path, { waitUntil: "load" });
    // Through the protocol, as Playwright's own way waits for ever on an XML document.
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "png" });
    writeFileSync(join(IMAGES, `${name}.png`), Buffer.from(data, "base64"));
  }
} finally {
  await browser.close();
  await publication.stop();
}
