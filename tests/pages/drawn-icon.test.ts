import { createRequire } from "node:module";
import { deflateSync, inflateSync } from "node:zlib";
import type { Resvg as Renderer } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import { drawIcon, IMAGE_DATA, wrapIco } from "../../src/pages/icon/drawn-icon.ts";
import {
  FAVICON_PIXELS,
  GROUND_LEVELS,
  SIGN_LEVELS,
  TOUCH_ICON_PIXELS,
  writeIconShape,
} from "../../src/pages/icon/icon-shape.ts";

const { Resvg } = createRequire(import.meta.url)("@resvg/resvg-js") as { Resvg: typeof Renderer };

const render = (image: string | Uint8Array, pixels: number) =>
  new Resvg(typeof image === "string" ? image : svgOf(image, pixels), {
    fitTo: { mode: "width", value: pixels },
  }).render();

function svgOf(png: Uint8Array, pixels: number): string {
  const data = Buffer.from(png).toString("base64");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pixels} ${pixels}"><image href="data:image/png;base64,${data}" width="${pixels}" height="${pixels}"/></svg>`;
}

/** The indexes of the palette, four bits a pixel, each row after its filter. */
function drawIndexes(pixels: number, cornerRadius: number): Buffer {
  // Ground red, sign green: how much of each is in a pixel.
  const image = render(writeIconShape("#ff0000", "#00ff00", cornerRadius), pixels).pixels;
  const indexOf = (pixel: number) => {
    const [red = 0, green = 0, , alpha = 0] = image.subarray(pixel * 4, pixel * 4 + 4);
    if (alpha < 255 || green === 0) return Math.round((alpha / 255) * GROUND_LEVELS);
    return GROUND_LEVELS + Math.round((green / (red + green)) * SIGN_LEVELS);
  };
  const rows = Array.from({ length: pixels }, (_, row) => {
    const pairs = Array.from({ length: pixels / 2 }, (_pair, pair) => {
      const pixel = row * pixels + pair * 2;
      return (indexOf(pixel) << 4) | indexOf(pixel + 1);
    });
    return [0, ...pairs];
  });
  return Buffer.from(rows.flat());
}

describe.each([
  [FAVICON_PIXELS, 7],
  [TOUCH_ICON_PIXELS, 0],
])("the drawn icon of %i pixels", (pixels, cornerRadius) => {
  it("is the sign of a feed, as the SVG draws it", () => {
    const drawn = drawIndexes(pixels, cornerRadius);
    const kept = Buffer.from(IMAGE_DATA[pixels] ?? "", "base64");
    const isSame = kept.length > 0 && inflateSync(kept).equals(drawn);
    expect(isSame, `IMAGE_DATA[${pixels}] is ${deflateSync(drawn, { level: 9 }).toString("base64")}`).toBe(true);
  });

  it("is a PNG of that size, in the colours of the accent", async () => {
    const png = drawIcon(pixels, "#0b5394");
    expect(await identifyMedium(png)).toMatchObject({
      ok: true,
      value: { medium: { mediaType: "image/png", width: pixels, height: pixels } },
    });
    const { pixels: shown } = render(png, pixels);
    const middle = (Math.floor(pixels / 8) * pixels + Math.floor(pixels * 0.8)) * 4;
    expect([...shown.subarray(middle, middle + 4)]).toEqual([0x0b, 0x53, 0x94, 255]);
  });
});

it("an ICO file holds the PNG as it is", () => {
  const png = drawIcon(FAVICON_PIXELS, "#0b5394");
  const ico = wrapIco(png, FAVICON_PIXELS);
  const view = new DataView(ico.buffer);
  expect([view.getUint16(0, true), view.getUint16(2, true), view.getUint16(4, true)]).toEqual([0, 1, 1]);
  expect([ico[6], ico[7], view.getUint32(14, true), view.getUint32(18, true)]).toEqual([48, 48, png.length, 22]);
  expect(Buffer.from(ico.subarray(22)).equals(Buffer.from(png))).toBe(true);
});
