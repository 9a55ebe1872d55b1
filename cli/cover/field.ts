import { contrastOf, lightnessOf, parseHex, withLightness, writeHex } from "../../src/lib/colour.ts";

/** The colours of a cover: `#rrggbb` each. */
export interface FieldColors {
  readonly ground: string;
  /** Words on the ground and on its shapes. */
  readonly text: string;
  /** Shapes on the ground. */
  readonly tones: readonly [faint: string, strong: string];
}

/** WCAG 2.2 §1.4.3. */
const TEXT_CONTRAST = 4.5;
/** Black or white has this contrast with any ground. */
const TEXTS = ["#fffdf9", "#ffffff", "#1b1a18", "#000000"];
/** Steps of OKLab's lightness. */
const STEPS = [0.035, 0.07] as const;

/** The accent as a ground. Its shapes are further from the words than itself, so that words are as readable on both. */
export function chooseColors(accent: string): FieldColors {
  const ground = parseHex(accent);
  const isReadable = (hex: string) => contrastOf(parseHex(hex), ground) >= TEXT_CONTRAST;
  const text = TEXTS.find(isReadable) ?? "#000000";
  const away = lightnessOf(parseHex(text)) > 0.5 ? -1 : 1;
  const tone = (step: number) => writeHex(withLightness(ground, clamp(lightnessOf(ground) + away * step)));
  return { ground: accent, text, tones: [tone(STEPS[0]), tone(STEPS[1])] };
}

function clamp(lightness: number): number {
  return Math.min(1, Math.max(0, lightness));
}

const ROWS = 4;
/** Columns with shapes beside a title; all of them where there is none. */
const TITLED_COLUMNS = 5;

export interface FieldSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Shapes at the end of the field, denser towards its edge: the same seed, the same shapes. `isFull`: they fill the field, for a
 * title that cannot be set.
 */
export function drawField(seed: string, colors: FieldColors, { width, height }: FieldSize, isFull: boolean): string {
  const tile = height / ROWS;
  const columns = Math.ceil(width / tile);
  const first = isFull ? 0 : columns - TITLED_COLUMNS;
  const next = createSequence(seed);
  const paths: string[] = [];
  for (let place = first * ROWS; place < columns * ROWS; place += 1) {
    const [column, row] = [Math.floor(place / ROWS), place % ROWS];
    const [shape, density] = [SHAPES[next(SHAPES.length)], next(TITLED_COLUMNS + 1)];
    const fill = chooseFill(next, colors, isFull);
    if (!isFull && density > column - first + 1) continue;
    // Tiles end at the edge of the field, and may begin before it.
    const x = width - (columns - column) * tile;
    paths.push(`<path transform="translate(${x} ${row * tile}) scale(${tile})" d="${shape}" fill="${fill}"/>`);
  }
  return paths.join("");
}

/** A field without words has some shapes in their colour. */
function chooseFill(next: (limit: number) => number, { tones, text }: FieldColors, isFull: boolean): string {
  const [tone, accent] = [next(3), next(9)];
  if (isFull && accent === 0) return text;
  return tones[tone === 0 ? 1 : 0];
}

/** Shapes on a tile of one by one: each fills it from a corner or an edge, so that neighbours join into larger forms. */
const SHAPES: readonly string[] = [
  "M0 0H1A1 1 0 0 1 0 1Z",
  "M1 0V1A1 1 0 0 1 0 0Z",
  "M1 1H0A1 1 0 0 1 1 0Z",
  "M0 1V0A1 1 0 0 1 1 1Z",
  "M0 0H1V.5H0Z",
  "M0 0H.5V1H0Z",
  "M.5 0A.5 .5 0 0 1 .5 1A.5 .5 0 0 1 .5 0Z",
];

/** Whole numbers from 0 to below a limit, determined by a text: FNV-1a to begin with, then Mulberry32. */
function createSequence(seed: string): (limit: number) => number {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193);
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
