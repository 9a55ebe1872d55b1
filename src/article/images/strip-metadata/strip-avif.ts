import { type ItemLocation, readItemLocations, readItemTypes } from "./avif-items.ts";
import { type Box, blankBox, FULL_BOX_BYTES, listBoxes } from "./iso-boxes.ts";

/** Whole files of pixels: a still picture has `meta`, a moving one `moov`. Everything else at the top is blanked. */
const KEPT_BOXES = new Set(["ftyp", "meta", "moov", "mdat"]);
const KEPT_IN_META = new Set(["hdlr", "pitm", "iloc", "iinf", "iprp", "iref", "idat", "dinf", "grpl"]);
/** HEIF §6.5: descriptions, times and private properties. Blanked, not removed: items name properties by their place. */
const TEXT_PROPERTIES = new Set(["udes", "altt", "crtt", "mdft", "uuid"]);
/** Coded pictures and those made of others (HEIF §6.6, AVIF §4): an item of any other type is metadata. */
const PICTURE_ITEMS = new Set(["av01", "hvc1", "grid", "iden", "iovl", "tmap", "sato"]);

/** An Exif item without any tag (HEIF §A.2.1): zeros alone would be a damaged one, which some decoders refuse. */
const EMPTY_EXIF = Uint8Array.of(0, 0, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0);

/**
 * Blanks metadata where they stand, as pixels are found by their position in the file. The orientation is a property of its own
 * (`irot`, `imir`), so nothing of Exif is needed. Undefined where the boxes or the tables of items are damaged.
 */
export function stripAvif(bytes: Uint8Array): Uint8Array | undefined {
  const file = bytes.slice();
  const boxes = listBoxes(file, 0, file.length);
  if (boxes === undefined) return undefined;
  const data = boxes.filter(({ type }) => type === "mdat");
  for (const box of boxes) {
    if (!KEPT_BOXES.has(box.type)) blankBox(file, box);
    if (box.type === "meta" && !stripMeta(file, box, data)) return undefined;
    if (box.type === "moov" && !stripMovie(file, box, data)) return undefined;
  }
  return file;
}

/** ISO 14496-12 §8.2 and §8.3: a movie and each of its tracks may have metadata of their own. */
function stripMovie(file: Uint8Array, { content, end, type }: Box, data: readonly Box[]): boolean {
  const boxes = listBoxes(file, content, end);
  if (boxes === undefined) return false;
  for (const box of boxes) {
    if (box.type === "udta" || box.type === "uuid") blankBox(file, box);
    if (box.type === "meta" && !stripMeta(file, box, data)) return false;
    if (type === "moov" && box.type === "trak" && !stripMovie(file, box, data)) return false;
  }
  return true;
}

/** §8.11.1. False where it is damaged. */
function stripMeta(file: Uint8Array, { content, end }: Box, data: readonly Box[]): boolean {
  const boxes = listBoxes(file, content + FULL_BOX_BYTES, end);
  if (boxes === undefined) return false;
  for (const box of boxes) {
    if (!KEPT_IN_META.has(box.type)) blankBox(file, box);
    if (box.type === "iprp" && !stripProperties(file, box)) return false;
  }
  const entries = boxes.find(({ type }) => type === "iinf");
  const places = boxes.find(({ type }) => type === "iloc");
  if (entries === undefined || places === undefined) return true;
  const types = readItemTypes(file, entries);
  const locations = readItemLocations(file, places);
  if (types === undefined || locations === undefined) return false;
  const metadata = locations.filter(({ id }) => !PICTURE_ITEMS.has(types.get(id) ?? ""));
  const inMeta = boxes.filter(({ type }) => type === "idat");
  return blankItems(file, metadata, types, { data, inMeta });
}

function stripProperties(file: Uint8Array, { content, end }: Box): boolean {
  const boxes = listBoxes(file, content, end);
  for (const { content: first, end: last } of (boxes ?? []).filter(({ type }) => type === "ipco")) {
    const properties = listBoxes(file, first, last);
    if (properties === undefined) return false;
    for (const property of properties) if (TEXT_PROPERTIES.has(property.type)) blankBox(file, property);
  }
  return boxes !== undefined;
}

interface DataBoxes {
  readonly data: readonly Box[];
  readonly inMeta: readonly Box[];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** False where an item's data are not where data can be. */
function blankItems(
  file: Uint8Array,
  items: readonly ItemLocation[],
  types: ReadonlyMap<number, string>,
  boxes: DataBoxes,
): boolean {
  // Extents may overlap: their sum bounds the work.
  let budget = file.length;
  for (const item of items) {
    const stretches = findStretches(item, boxes);
    if (stretches === undefined) return false;
    for (const { start, end } of stretches) budget -= end - start;
    if (budget < 0) return false;
    for (const { start, end } of stretches) file.fill(0, start, end);
    if (types.get(item.id) === "Exif") writeEmptyExif(file, stretches[0]);
  }
  return true;
}

function writeEmptyExif(file: Uint8Array, first: Stretch | undefined): void {
  if (first !== undefined && first.end - first.start >= EMPTY_EXIF.length) file.set(EMPTY_EXIF, first.start);
}

function findStretches({ method, extents }: ItemLocation, { data, inMeta }: DataBoxes): Stretch[] | undefined {
  const base = method === 1 ? inMeta[0]?.content : 0;
  if (base === undefined || method > 1) return undefined;
  const stretches = extents.map(({ offset, length }) => ({ start: base + offset, end: base + offset + length }));
  const isGood = stretches.every((stretch) => isInside(stretch, method === 1 ? inMeta : data));
  return isGood ? stretches : undefined;
}

/** Length 0 means everything there is, pixels included. */
function isInside({ start, end }: Stretch, boxes: readonly Box[]): boolean {
  return start < end && boxes.some(({ content, end: last }) => start >= content && end <= last);
}
