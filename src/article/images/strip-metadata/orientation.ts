// The one tag of Exif that stays: without it a photograph taken upright lies on its side.

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;

/**
 * Reads the orientation, 1 to 8, from the first directory of Exif's TIFF structure (Exif 2.32 §4.6.4.A); undefined where it is
 * absent or the structure is damaged.
 */
function readOrientation(tiff: Uint8Array): number | undefined {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < HEADER_BYTES + 2) return undefined;
  const isLittle = tiff[0] === 0x49 && tiff[1] === 0x49;
  if (!isLittle && !(tiff[0] === 0x4d && tiff[1] === 0x4d)) return undefined;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return undefined;
  const count = view.getUint16(directory, isLittle);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * ENTRY_BYTES;
    if (entry + ENTRY_BYTES > tiff.length) return undefined;
    if (view.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, isLittle);
    return view.getUint16(entry + 2, isLittle) === SHORT && value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** A TIFF structure with the orientation and nothing else; undefined where the picture lies as it is stored. */
function writeOrientation(orientation: number | undefined): Uint8Array | undefined {
  if (orientation === undefined || orientation === 1) return undefined;
  const tiff = new Uint8Array(HEADER_BYTES + 2 + ENTRY_BYTES + 4);
  const view = new DataView(tiff.buffer);
  tiff.set([0x4d, 0x4d, 0, 0x2a]);
  view.setUint32(4, HEADER_BYTES);
  view.setUint16(HEADER_BYTES, 1);
  view.setUint16(HEADER_BYTES + 2, ORIENTATION_TAG);
  view.setUint16(HEADER_BYTES + 4, SHORT);
  view.setUint32(HEADER_BYTES + 6, 1);
  view.setUint16(HEADER_BYTES + 10, orientation);
  return tiff;
}

/** Exif's TIFF structure with all but the orientation taken out. */
export function keepOrientation(tiff: Uint8Array): Uint8Array | undefined {
  return writeOrientation(readOrientation(tiff));
}
