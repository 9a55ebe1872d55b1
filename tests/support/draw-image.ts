import { readFileSync } from "node:fs";
import { join } from "node:path";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import type { ReceivedImage } from "../../src/feed/publishing/publish-article.ts";

const GIF = readFileSync(join(import.meta.dirname, "../fixtures/images/plain.gif"));

/** An image of its own for each name: what follows a GIF's end is not looked at. */
export async function drawImage(name: string): Promise<ReceivedImage> {
  const bytes = new Uint8Array(Buffer.concat([GIF, Buffer.from(name)]));
  const medium = await identifyMedium(bytes);
  if (!medium.ok) throw new Error(`The image is wrong: ${JSON.stringify(medium.problem)}`);
  return { medium: medium.value, bytes };
}
