import { type Colour, contrastOf, lightnessOf, parseHex, withLightness, writeHex } from "../../lib/colour.ts";

/** The accent colour adapted to one ground: `#rrggbb` each. */
export interface Palette {
  /** For text and lines: WCAG 2.2 §1.4.3 wants 4.5:1. */
  readonly accent: string;
  /** The ground of a button: WCAG 2.2 §1.4.11 wants 3:1 from what is around it. */
  readonly control: string;
  /** The words on it. */
  readonly onControl: string;
}

/** The grounds behind text in each scheme: the paper and the cards on it, as in style.css. */
export const grounds = { light: ["#fffdf9", "#f6f1e8"], dark: ["#161512", "#211f1b"] } as const;

export type Scheme = keyof typeof grounds;

const TEXT_CONTRAST = 4.5;
const CONTROL_CONTRAST = 3;

/** The accent itself where it can be seen, else the nearest of its hue that can. */
export function computePalette(accentHex: string, scheme: Scheme): Palette {
  const accent = parseHex(accentHex);
  const control = findVisible(accent, scheme, CONTROL_CONTRAST);
  const isWhiteReadable = contrastOf(parseHex("#ffffff"), parseHex(control)) >= TEXT_CONTRAST;
  return {
    accent: findVisible(accent, scheme, TEXT_CONTRAST),
    control,
    // One of the two always is: no colour is as near to black as to white and below 4.5:1 from both.
    onControl: isWhiteReadable ? "#ffffff" : "#000000",
  };
}

const STEP = 0.005;

/** Moves away from the ground until there is contrast enough; black or white always have it. */
function findVisible(accent: Colour, scheme: Scheme, wanted: number): string {
  const surfaces = grounds[scheme].map(parseHex);
  const isVisible = (hex: string) => surfaces.every((surface) => contrastOf(parseHex(hex), surface) >= wanted);
  const given = writeHex(accent);
  if (isVisible(given)) return given;
  const step = scheme === "light" ? -STEP : STEP;
  for (let lightness = lightnessOf(accent) + step; lightness > 0 && lightness < 1; lightness += step) {
    const tint = writeHex(withLightness(accent, lightness));
    if (isVisible(tint)) return tint;
  }
  return scheme === "light" ? "#000000" : "#ffffff";
}
