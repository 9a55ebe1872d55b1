import { inflateSync } from "node:zlib";

/** A font's tables by their tags (OpenType, "Organization of an OpenType Font"). */
export type FontTables = ReadonlyMap<string, Buffer>;

export function readFont(font: Buffer): FontTables {
  return font.toString("latin1", 0, 4) === "wOFF" ? readWoff(font) : readTrueType(font);
}

/** OpenType, "Table Directory": 16 bytes a table. */
function readTrueType(font: Buffer): FontTables {
  const tables = new Map<string, Buffer>();
  for (let entry = 12, count = font.readUInt16BE(4); count > 0; entry += 16, count -= 1) {
    const offset = font.readUInt32BE(entry + 8);
    const table = font.subarray(offset, offset + font.readUInt32BE(entry + 12));
    tables.set(font.toString("latin1", entry, entry + 4), table);
  }
  return tables;
}

/** WOFF 1.0 §4: a directory of 20 bytes a table, tables compressed where that makes them smaller. */
function readWoff(woff: Buffer): FontTables {
  const tables = new Map<string, Buffer>();
  for (let entry = 44, count = woff.readUInt16BE(12); count > 0; entry += 20, count -= 1) {
    const offset = woff.readUInt32BE(entry + 4);
    const table = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8));
    const isCompressed = table.length < woff.readUInt32BE(entry + 12);
    tables.set(woff.toString("latin1", entry, entry + 4), isCompressed ? inflateSync(table) : table);
  }
  return tables;
}

/** Width in em of each character that the font has, by code point. */
export function readWidths(tables: FontTables): Map<number, number> {
  const unitsPerEm = requireTable(tables, "head").readUInt16BE(18);
  const metricCount = requireTable(tables, "hhea").readUInt16BE(34);
  const metrics = requireTable(tables, "hmtx");
  const widths = new Map<number, number>();
  for (const [codePoint, glyph] of readCharacterMap(requireTable(tables, "cmap"))) {
    // OpenType, hmtx: glyphs after the last metric share its width.
    widths.set(codePoint, metrics.readUInt16BE(4 * Math.min(glyph, metricCount - 1)) / unitsPerEm);
  }
  return widths;
}

/** A TrueType file of the same tables, with a family name of its own: by which the renderer finds this file and no other weight. */
export function writeTrueType(tables: FontTables, family: string): Buffer {
  const named = [...tables, ["name", writeNames(family)] as const];
  const all = [...new Map(named)].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = Buffer.alloc(12 + 16 * all.length);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(all.length, 4);
  const parts = [head];
  let offset = head.length;
  for (const [index, [tag, data]] of all.entries()) {
    const entry = 12 + 16 * index;
    head.write(tag, entry, "latin1");
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(data.length, entry + 12);
    const padded = Buffer.alloc(4 * Math.ceil(data.length / 4));
    data.copy(padded);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

const FAMILY = 1;
const POSTSCRIPT = 6;

/** OpenType, name format 0: two names for Windows in American English, as UTF-16. */
function writeNames(family: string): Buffer {
  const text = Buffer.from(family, "utf16le").swap16();
  const records = [FAMILY, POSTSCRIPT].map((nameId) => [3, 1, 0x409, nameId, text.length, 0]);
  const numbers = [0, records.length, 6 + 12 * records.length, ...records.flat()];
  const head = Buffer.alloc(2 * numbers.length);
  for (const [index, number] of numbers.entries()) head.writeUInt16BE(number, 2 * index);
  return Buffer.concat([head, text]);
}

function requireTable(tables: FontTables, tag: string): Buffer {
  const table = tables.get(tag);
  if (table === undefined) throw new Error(`The font has no table "${tag}"`);
  return table;
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
