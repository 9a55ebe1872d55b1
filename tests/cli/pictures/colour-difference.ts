import sharp from "sharp";

// CIEDE2000 (CIE 142-2001; Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", 2005).

type Lab = readonly [lightness: number, a: number, b: number];

const SIDE = 64;

/** The mean difference of two pictures as a screen shows them. */
export async function meanDifference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [left, right] = [await readLab(one), await readLab(other)];
  const sum = left.reduce((total, lab, index) => total + deltaE(lab, right[index] ?? [0, 0, 0]), 0);
  return sum / left.length;
}

/** Colour-managed to sRGB by the decoder, on white. */
async function readLab(bytes: Uint8Array): Promise<Lab[]> {
  const pixels = await sharp(bytes)
    .autoOrient()
    .flatten({ background: "#fff" })
    .resize({ width: SIDE, height: SIDE, fit: "fill" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { channels } = pixels.info;
  return Array.from({ length: SIDE * SIDE }, (_, index): Lab => {
    const at = index * channels;
    const [red = 0, green = red, blue = red] = channels < 3 ? [pixels.data[at]] : pixels.data.subarray(at, at + 3);
    return toLab(red, green, blue);
  });
}

function toLab(red: number, green: number, blue: number): Lab {
  const linear = (value: number) => (value <= 10.31 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const root = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);
  const x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const RADIANS = Math.PI / 180;
const SEVENTH = 25 ** 7;

export function deltaE([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const meanC7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const g = 1.5 - 0.5 * Math.sqrt(meanC7 / (meanC7 + SEVENTH));
  const [c1, c2] = [Math.hypot(a1 * g, b1), Math.hypot(a2 * g, b2)];
  const [h1, h2] = [hueOf(a1 * g, b1), hueOf(a2 * g, b2)];
  const isGrey = c1 * c2 === 0;
  const turn = h2 - h1 > 180 ? -360 : h2 - h1 < -180 ? 360 : 0;
  const dh = isGrey ? 0 : h2 - h1 + turn;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin((dh / 2) * RADIANS);
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const h = isGrey ? h1 + h2 : turn === 0 ? (h1 + h2) / 2 : (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2;
  const cos = (degrees: number) => Math.cos(degrees * RADIANS);
  const t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const [dl, dc] = [(l2 - l1) / sl, (c2 - c1) / (1 + 0.045 * c)];
  const dhue = dH / (1 + 0.015 * c * t);
  const rotation =
    -2 * Math.sqrt(c ** 7 / (c ** 7 + SEVENTH)) * Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * RADIANS);
  return Math.sqrt(dl ** 2 + dc ** 2 + dhue ** 2 + rotation * dc * dhue);
}

function hueOf(a: number, b: number): number {
  return (Math.atan2(b, a) / RADIANS + 360) % 360;
}
