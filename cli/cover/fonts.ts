import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { IS_CHECKOUT, PACKAGE_FOLDER } from "../package-folder.ts";

export type CoverWeight = 400 | 700;

export interface CoverFont {
  readonly name: string;
  readonly weight: CoverWeight;
  readonly style: "normal";
  readonly data: Buffer;
  /** Width in em of each character the font has, by code point. */
  readonly widths: ReadonlyMap<number, number>;
}

const SUBSETS = ["latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese"];
const WEIGHTS: readonly CoverWeight[] = [400, 700];

/** Each subset is a family: under one name satori would take the first file alone and print no Greek and no Cyrillic. */
export const COVER_FONT_FAMILY = SUBSETS.map((subset) => `Noto ${subset}`).join(", ");

let loaded: CoverFont[] | undefined;

/** Read once, when the first cover is drawn: satori, too, keeps what it made of the fonts for the same array. */
export function loadCoverFonts(): CoverFont[] {
  loaded ??= SUBSETS.flatMap((subset) => WEIGHTS.map((weight) => loadFont(subset, weight)));
  return loaded;
}

/** The width of a text in em, kerning left out; nothing if the fonts lack one of its characters. */
export function measureText(text: string, weight: CoverWeight): number | undefined {
  const fonts = loadCoverFonts().filter((font) => font.weight === weight);
  let width = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const advance = fonts.find(({ widths }) => widths.has(codePoint))?.widths.get(codePoint);
    if (advance === undefined) return undefined;
    width += advance;
  }
  return width;
}

function loadFont(subset: string, weight: CoverWeight): CoverFont {
  const data = readFileSync(findFont(`noto-sans-${subset}-${weight}-normal.woff`));
  return { name: `Noto ${subset}`, weight, style: "normal", data, widths: readWidths(data) };
}

/** The published package carries the files that it uses. */
function findFont(file: string): string {
  if (!IS_CHECKOUT) return join(PACKAGE_FOLDER, "dist", "fonts", file);
  return createRequire(import.meta.url).resolve(`@fontsource/noto-sans/files/${file}`);
}

function readWidths(woff: Buffer): Map<number, number> {
  const unitsPerEm = readTable(woff, "head").readUInt16BE(18);
  const metricCount = readTable(woff, "hhea").readUInt16BE(34);
  const metrics = readTable(woff, "hmtx");
  const widths = new Map<number, number>();
  for (const [codePoint, glyph] of readCharacterMap(readTable(woff, "cmap"))) {
    // OpenType, hmtx: glyphs after the last metric share its width.
    widths.set(codePoint, metrics.readUInt16BE(4 * Math.min(glyph, metricCount - 1)) / unitsPerEm);
  }
  return widths;
}

/** WOFF 1.0 §4: a directory of 20 bytes a table, tables compressed where that makes them smaller. */
function readTable(woff: Buffer, tag: string): Buffer {
  const count = woff.readUInt16BE(12);
  for (let entry = 44; entry < 44 + 20 * count; entry += 20) {
    if (woff.toString("latin1", entry, entry + 4) !== tag) continue;
    const offset = woff.readUInt32BE(entry + 4);
    const table = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8));
    return table.length < woff.readUInt32BE(entry + 12) ? inflateSync(table) : table;
  }
  throw new Error(`The font has no table "${tag}"`);
}

/** OpenType, cmap format 4: segments of code points, each with an offset to its glyphs. */
function* readCharacterMap(cmap: Buffer): Generator<[codePoint: number, glyph: number]> {
  const table = cmap.subarray(findFormat4(cmap));
  const size = table.readUInt16BE(6);
  for (let segment = 0; segment < size; segment += 2) {
    const last = table.readUInt16BE(14 + segment);
    const first = table.readUInt16BE(16 + size + segment);
    const delta = table.readUInt16BE(16 + 2 * size + segment);
    const rangePlace = 16 + 3 * size + segment;
    const range = table.readUInt16BE(rangePlace);
    for (let codePoint = first; codePoint <= last && codePoint < 0xffff; codePoint++) {
      const listed = range === 0 ? codePoint : table.readUInt16BE(rangePlace + range + 2 * (codePoint - first));
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) yield [codePoint, glyph];
    }
  }
}

function findFormat4(cmap: Buffer): number {
  for (let record = 4; record < 4 + 8 * cmap.readUInt16BE(2); record += 8) {
    const offset = cmap.readUInt32BE(record + 4);
    if (cmap.readUInt16BE(offset) === 4) return offset;
  }
  throw new Error("The font has no character map of format 4");
}
