import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPublication, startLocalPublication } from "../support/local-publication.ts";
import { launchChromium, openPage, optionsFor, takeScreenshot, waitForImages } from "./chromium.ts";

const PICTURES = 24;
const MAX_BYTES = 600 * 1024;
const VIEW = { width: 390, scheme: "light" } as const;

let folder: string;
let browser: Browser;
let publication: RunningPublication;

/** A photograph with as much detail as a camera's: grain at several scales over a landscape of colours. */
async function drawPhotograph(number: number): Promise<Buffer> {
  const [width, height] = [650, 488];
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 3) {
    const [x, y] = [(at / 3) % width, Math.floor(at / 3 / width)];
    const grain = ((x * 7919 + y * 104_729 + number * 31) % 23) - 11;
    pixels[at] = 120 + 90 * Math.sin((x + number * 40) / 60) + grain;
    pixels[at + 1] = 110 + 70 * Math.sin((y + x / 2 + number * 20) / 35) + grain;
    pixels[at + 2] = 130 + 80 * Math.cos((x - y + number * 10) / 50) + grain;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(1300, 975)
    .jpeg({ quality: 92 })
    .toBuffer();
}

const WAVE_SECONDS = 140;

/** Silence, 16 bits in stereo: longer than what Chromium reads ahead. */
function makeWave(): Buffer {
  const [rate, frameBytes] = [44_100, 4];
  const length = WAVE_SECONDS * rate * frameBytes;
  const head = Buffer.alloc(44);
  head.write("RIFF");
  head.writeUInt32LE(36 + length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * frameBytes, 28);
  head.writeUInt16LE(frameBytes, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(length, 40);
  return Buffer.concat([head, Buffer.alloc(length)]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgewire-pictures-"));
  await writeFile(join(folder, "site.yaml"), "title: The Wire\ndomain: wire.example\n");
  for (let number = 0; number < PICTURES; number += 1) {
    await writeFile(join(folder, `photo-${number}.jpg`), await drawPhotograph(number));
    const head = `title: Picture ${number}\ndate: 2026-01-01T00:${10 + number}:00Z\nimage: { src: photo-${number}.jpg, alt: Waves }`;
    await writeFile(join(folder, `picture-${number}.md`), `---\n${head}\n---\n\nWords about waves.\n`);
  }
  await writeFile(join(folder, "quay.wav"), makeWave());
  await writeFile(
    join(folder, "quay.md"),
    "---\ntitle: Quay\ndate: 2025-01-01\naudio: quay.wav\n---\n\nWaves at the quay.\n",
  );
  [publication, browser] = await Promise.all([startLocalPublication(folder), launchChromium()]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await publication?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a front page of 24 pictures takes at most 600 KB at 390 pixels, all of them seen", async () => {
  await openPage(browser, "about:blank", optionsFor(VIEW), async ({ page }) => {
    const sizes = new Map<string, Promise<number>>();
    page.on("response", (response) => {
      const size = response.body().then((body) => body.length);
      sizes.set(
        response.url(),
        size.catch(() => 0),
      );
    });
    await page.goto(publication.url, { waitUntil: "load" });
    await takeScreenshot(page, "pictures", VIEW);
    await page.setViewportSize({ width: VIEW.width, height: 20_000 });
    await waitForImages(page);
    const pictures = [...sizes.keys()].filter((address) => address.includes("/media/"));
    const bytes = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
    expect(pictures).toHaveLength(PICTURES);
    expect(bytes).toBeGreaterThan(PICTURES * 1000);
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
  });
});

test("an article's page shows its picture in a size that fits, and the card is upright JPEG of at most 300 KB", async () => {
  await openPage(browser, `${publication.url}/articles/picture-3`, optionsFor(VIEW), async ({ page }) => {
    const shown = await page.evaluate<string>("document.querySelector('.body img').currentSrc");
    const card = (await page.locator('meta[property="og:image"]').getAttribute("content")) ?? "";
    const answer = await fetch(card);
    expect(shown).toMatch(/\.webp$/);
    expect(answer.headers.get("content-type")).toBe("image/jpeg");
    expect((await answer.arrayBuffer()).byteLength).toBeLessThanOrEqual(300 * 1024);
  });
});

test("a player asks for no bytes before it is started, and seeks by a range", async () => {
  await openPage(browser, "about:blank", optionsFor(VIEW), async ({ page }) => {
    const answers: { status: number; start: number }[] = [];
    page.on("response", (response) => {
      if (!response.url().endsWith(".wav")) return;
      const [, start = "-1"] = /^bytes (\d+)-/.exec(response.headers()["content-range"] ?? "") ?? [];
      answers.push({ status: response.status(), start: Number(start) });
    });
    await page.goto(`${publication.url}/articles/quay`, { waitUntil: "load" });
    expect(answers).toEqual([]);
    const player = 'document.querySelector("audio")';
    // Muted, a page may play without a click.
    await page.evaluate(`${player}.muted = true; void ${player}.play();`);
    await expect.poll(() => page.evaluate<number>(`${player}.currentTime`), { timeout: 10_000 }).toBeGreaterThan(0);
    await page.evaluate(`${player}.currentTime = 120;`);
    const place = () =>
      page.evaluate<number>(`${player}.seeking || ${player}.readyState < 3 ? 0 : ${player}.currentTime`);
    await expect.poll(place, { timeout: 10_000 }).toBeGreaterThanOrEqual(120);
    expect(await place()).toBeLessThan(WAVE_SECONDS);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 206));
    expect(answers.at(-1)?.start).toBeGreaterThan(100 * 44_100 * 4);
  });
});
