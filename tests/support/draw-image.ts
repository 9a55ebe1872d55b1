import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import type { ReceivedImage } from "../../src/feed/publishing/submission.ts";

const GIF = readFileSync(join(import.meta.dirname, "../fixtures/images/plain.gif"));

/** Where the colour table of the fixture begins: what is written there changes the picture, and nothing else. */
const COLOURS = 13;

/** An image of its own for each name. */
export async function drawImage(name: string): Promise<ReceivedImage> {
  const bytes = new Uint8Array(GIF);
  bytes.set(createHash("sha256").update(name).digest().subarray(0, 6), COLOURS);
  const image = await identifyMedium(bytes);
  if (!image.ok) throw new Error(`The image is wrong: ${JSON.stringify(image.problem)}`);
  return image.value;
}
