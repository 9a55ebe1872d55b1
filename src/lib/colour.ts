/** A colour as sRGB channels from 0 to 1. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** `#rrggbb`; anything else is black. */
export function parseHex(hex: string): Colour {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255 || 0);
  return { red, green, blue };
}

export function writeHex({ red, green, blue }: Colour): string {
  const channels = [red, green, blue].map((share) => Math.round(Math.min(1, Math.max(0, share)) * 255));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** WCAG 2.2, "contrast ratio": from 1 to 21. */
export function contrastOf(one: Colour, other: Colour): number {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminanceOf({ red, green, blue }: Colour): number {
  return 0.2126 * linearise(red) + 0.7152 * linearise(green) + 0.0722 * linearise(blue);
}

function linearise(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function delinearise(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** The same hue, lighter or darker: `lightness` is OKLab's, from 0 (black) to 1 (white). As vivid as a screen can show it. */
export function withLightness(colour: Colour, lightness: number): Colour {
  const { a, b } = toOklab(colour);
  for (let share = 1; share > 0; share -= 0.05) {
    const found = fromOklab({ lightness, a: a * share, b: b * share });
    if (isShowable(found)) return found;
  }
  return fromOklab({ lightness, a: 0, b: 0 });
}

export function lightnessOf(colour: Colour): number {
  return toOklab(colour).lightness;
}

const TOLERANCE = 0.001;

function isShowable({ red, green, blue }: Colour): boolean {
  return [red, green, blue].every((share) => share >= -TOLERANCE && share <= 1 + TOLERANCE);
}

interface Oklab {
  readonly lightness: number;
  readonly a: number;
  readonly b: number;
}

// https://www.w3.org/TR/css-color-4/#color-conversion-code: equal steps of lightness look equal, and the hue stays.

function toOklab(colour: Colour): Oklab {
  const [red, green, blue] = [linearise(colour.red), linearise(colour.green), linearise(colour.blue)];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    a: 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    b: 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  };
}

function fromOklab({ lightness, a, b }: Oklab): Colour {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    red: delinearise(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    green: delinearise(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    blue: delinearise(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  };
}
