import type { Browser, CDPSession, Page } from "playwright-core";
import { launchChromium } from "../tests/browser/chromium.ts";
import { startLocalPublication } from "../tests/support/local-publication.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./measure.ts";

// `npm run bench:pages`: what a phone on a slow network waits for, by Chromium with the throttling that Lighthouse applies to phones:
// 1.6 Mbit/s down, 750 kbit/s up, 150 ms a round trip, a processor four times as slow. Each page is opened with an empty cache.

const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const CPU_SLOWDOWN = 4;
const RUNS = 5;
const PATHS = ["/", "/articles/eastmole-battery-ferry", "/articles/reading-the-tide", "/2026/", "/subscribe"];

interface Visit {
  readonly largestPaintMs: number;
  readonly firstPaintMs: number;
  readonly requests: number;
  readonly bytes: number;
  readonly blockingScripts: number;
}

const PAINTS = `new Promise((resolve) => {
  let largest = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) largest = entry.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => resolve({
    largest, first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    blocking: document.querySelectorAll("script[src]:not([defer], [async], [type=module])").length,
  }), 300);
})`;

async function throttle(session: CDPSession): Promise<void> {
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.emulateNetworkConditions", NETWORK);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  try {
    const page: Page = await context.newPage();
    const session = await context.newCDPSession(page);
    await throttle(session);
    let [requests, bytes] = [0, 0];
    session.on("Network.requestWillBeSent", () => {
      requests += 1;
    });
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(url, { waitUntil: "load" });
    const paints = await page.evaluate<{ largest: number; first: number; blocking: number }>(PAINTS);
    const { largest, first, blocking } = paints;
    return { largestPaintMs: largest, firstPaintMs: first, requests, bytes, blockingScripts: blocking };
  } finally {
    await context.close();
  }
}

const publication = await startLocalPublication("tests/fixtures/publication");
const browser = await launchChromium();
try {
  console.log(`${describeMachine()}; medians of ${RUNS} visits, 1.6 Mbit/s, 150 ms, processor / ${CPU_SLOWDOWN}`);
  for (const path of PATHS) {
    // The first visit renders the page; a page that readers visit is in a cache.
    await fetch(publication.url + path, { headers: { accept: "text/html" } });
    const visits: Visit[] = [];
    for (let run = 0; run < RUNS; run += 1) visits.push(await visit(browser, publication.url + path));
    const figure = (name: keyof Visit) => Math.round(median(visits.map((one) => one[name])));
    console.log(
      `${path}: first paint ${figure("firstPaintMs")} ms, largest paint ${figure("largestPaintMs")} ms, ${figure("requests")} requests, ` +
        `${(figure("bytes") / 1000).toFixed(0)} KB, ${figure("blockingScripts")} blocking scripts`,
    );
  }
} finally {
  await browser.close();
  await publication.stop();
}
