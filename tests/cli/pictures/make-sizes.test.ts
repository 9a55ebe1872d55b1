import sharp, { type Region } from "sharp";
import { describe, expect, it } from "vitest";
import { loadSharp } from "../../../cli/pictures/load-sharp.ts";
import { ENCODERS, type MadeSize, makeSizes } from "../../../cli/pictures/make-sizes.ts";
import { cleanImage } from "../../../src/article/images/measure-image.ts";
import { deltaE, meanDifference } from "./colour-difference.ts";
import { paintSmall, photographs, turn } from "./photographs.ts";

const encoder = loadSharp();
if (encoder === undefined) throw new Error("sharp is a development dependency");

function clean(bytes: Uint8Array): Uint8Array {
  const read = cleanImage(new Uint8Array(bytes));
  if (!read.ok) throw new Error(read.problem.message);
  return read.value.bytes;
}

function pick(sizes: readonly MadeSize[], part: MadeSize["part"]): Uint8Array[] {
  return sizes.filter((size) => size.part === part).map(({ bytes }) => bytes);
}

/** The mean of each channel. */
async function meansOf(bytes: Uint8Array, part: Region): Promise<number[]> {
  // sharp takes statistics of the input file, before any operation.
  const cut = await sharp(bytes).extract(part).png().toBuffer();
  return (await sharp(cut).stats()).channels.map(({ mean }) => mean);
}

describe("the sizes of a photograph", () => {
  it.each(photographs)(
    "$name: a feed size of at most 300 KB and 1,200 pixels, in its colours, without metadata",
    async (photograph) => {
      const original = clean(await photograph.draw());
      const sizes = await makeSizes(original, encoder);
      const [main = new Uint8Array()] = pick(sizes, "main");
      const { width, height, format } = await sharp(main).metadata();
      expect(main.length).toBeLessThanOrEqual(300 * 1024);
      expect(width).toBeLessThanOrEqual(1200);
      expect(format === "heif" ? "avif" : format).toBe(photograph.feed);
      expect(width / height).toBeCloseTo(photograph.width / photograph.height, 1);
      for (const { bytes, part } of sizes) {
        const { exif, iptc, xmp, orientation } = await sharp(bytes).metadata();
        expect({ exif, iptc, xmp, orientation: orientation ?? 1 }).toEqual({ orientation: 1 });
        // A thumbnail's edges are blurred; its colours are judged by the picture it was made from.
        if (part !== "thumbnail") expect(await meanDifference(original, bytes)).toBeLessThanOrEqual(3);
      }
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("orientation %i is applied: the card is right side up", async (orientation) => {
    const sizes = await makeSizes(clean(await turn(paintSmall(), orientation)), encoder);
    const [main = new Uint8Array()] = pick(sizes, "main");
    const { width = 0, height = 0 } = await sharp(main).metadata();
    const corner = await meansOf(main, { left: 20, top: 20, width: 20, height: 20 });
    expect([width, height]).toEqual([360, 240]);
    expect(corner.map((mean) => Math.round(mean / 100))).toEqual([2, 0, 0]);
  });

  it("has WebP of four widths for pages, and a thumbnail", async () => {
    const [photograph] = photographs;
    const sizes = await makeSizes(clean((await photograph?.draw()) ?? Buffer.alloc(0)), encoder);
    const widths = await Promise.all(pick(sizes, "set").map(async (bytes) => (await sharp(bytes).metadata()).width));
    const [thumbnail = new Uint8Array()] = pick(sizes, "thumbnail");
    expect(widths).toEqual([480, 800, 1200, 1600]);
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: "jpeg", width: 240 });
  });

  it("leaves a small picture as it is, and has its widest size in it", async () => {
    const small = clean(await paintSmall().resize(700).jpeg().toBuffer());
    const sizes = await makeSizes(small, encoder);
    expect(pick(sizes, "main")).toEqual([small]);
    expect(pick(sizes, "set").at(-1)).toBe(small);
  });

  it("shows a transparent picture on white in feeds, where its PNG is too large", async () => {
    const pixels = Buffer.from(Array.from({ length: 500 * 500 * 4 }, (_, at) => ((at * 7919) ^ (at >> 3)) % 251));
    for (let at = 3; at < pixels.length; at += 4) pixels[at] = at < pixels.length / 2 ? 0 : 255;
    const raw = { width: 500, height: 500, channels: 4 } as const;
    const noise = await sharp(pixels, { raw }).png({ compressionLevel: 0 }).toBuffer();
    const [main = new Uint8Array()] = pick(await makeSizes(clean(noise), encoder), "main");
    const top = await meansOf(main, { left: 10, top: 10, width: 50, height: 50 });
    expect((await sharp(main).metadata()).format).toBe("jpeg");
    expect(top.map(Math.round)).toEqual([255, 255, 255]);
  });

  it("keeps a moving picture moving on pages", async () => {
    const moving = photographs.find(({ name }) => name === "that moves");
    const original = clean((await moving?.draw()) ?? Buffer.alloc(0));
    const sizes = await makeSizes(original, encoder);
    expect(pick(sizes, "moving")).toEqual([original]);
  });

  it("cannot be made of bytes that do not decode", async () => {
    const [photograph] = photographs.slice(2);
    const damaged = clean((await photograph?.draw()) ?? Buffer.alloc(0));
    damaged.fill(0, 300, damaged.length - 300);
    await expect(makeSizes(damaged, encoder)).rejects.toThrow();
  });

  it("differs by encoder in bytes, and not in parts and widths: names stay the same", async () => {
    const original = clean(await paintSmall().resize(1500).jpeg({ quality: 95 }).toBuffer());
    const other = { ...ENCODERS, jpegQualities: [70], webpQuality: 60, thumbnailQuality: 50 };
    const [first, second] = [await makeSizes(original, encoder), await makeSizes(original, encoder, other)];
    const outline = (sizes: readonly MadeSize[]) =>
      Promise.all(sizes.map(async ({ part, bytes }) => [part, (await sharp(bytes).metadata()).width]));
    expect(await outline(first)).toEqual(await outline(second));
    expect(first.map(({ bytes }) => bytes.length)).not.toEqual(second.map(({ bytes }) => bytes.length));
  });
});

describe("the difference of colours", () => {
  // Pairs of table 1 of the paper.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ] as const)("of %j and %j is %d", (one, other, expected) => {
    expect(deltaE(one, other)).toBeCloseTo(expected, 3);
  });
});
