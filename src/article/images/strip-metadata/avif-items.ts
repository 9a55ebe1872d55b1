import { type Box, FULL_BOX_BYTES, listBoxes } from "./iso-boxes.ts";
import { readFourCharacters, viewOf } from "./text-at.ts";

/** A stretch of an item's data. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

export interface ItemLocation {
  readonly id: number;
  /** ISO 14496-12 §8.11.3: 0 counts from the file's beginning, 1 from the content of `idat`. */
  readonly method: number;
  readonly extents: readonly Extent[];
}

/** The types of a meta box's items by their ids (§8.11.6); undefined where an entry is damaged or of the old kind. */
export function readItemTypes(file: Uint8Array, { content, end }: Box): Map<number, string> | undefined {
  const countBytes = file[content] === 0 ? 2 : 4;
  const entries = listBoxes(file, content + FULL_BOX_BYTES + countBytes, end);
  const types = new Map<number, string>();
  for (const entry of entries ?? []) {
    const version = file[entry.content];
    if (entry.type !== "infe" || (version !== 2 && version !== 3)) return undefined;
    const id = entry.content + FULL_BOX_BYTES;
    const type = id + (version === 2 ? 2 : 4) + 2;
    if (type + 4 > entry.end) return undefined;
    const view = viewOf(file);
    types.set(version === 2 ? view.getUint16(id) : view.getUint32(id), readFourCharacters(file, type));
  }
  return entries && types;
}

/** Where each item's data are (§8.11.3); undefined where the table is damaged. */
export function readItemLocations(file: Uint8Array, box: Box): ItemLocation[] | undefined {
  const reader = createReader(file, box);
  const version = reader.read(1);
  reader.read(3);
  const sizes = reader.read(2);
  const offsetBytes = sizes >> 12;
  const lengthBytes = (sizes >> 8) & 15;
  const baseBytes = (sizes >> 4) & 15;
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const areKnown = [offsetBytes, lengthBytes, baseBytes, indexBytes].every((bytes) => [0, 4, 8].includes(bytes));
  if (version > 2 || !areKnown || lengthBytes === 0) return undefined;
  const count = reader.read(version < 2 ? 2 : 4);
  const locations: ItemLocation[] = [];
  for (let item = 0; item < count && !reader.isPastEnd(); item += 1) {
    const id = reader.read(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : reader.read(2) & 15;
    reader.read(2);
    const base = reader.read(baseBytes);
    const extentCount = reader.read(2);
    const extents: Extent[] = [];
    for (let index = 0; index < extentCount && !reader.isPastEnd(); index += 1) {
      reader.read(indexBytes);
      const offset = base + reader.read(offsetBytes);
      extents.push({ offset, length: reader.read(lengthBytes) });
    }
    locations.push({ id, method, extents });
  }
  return reader.isPastEnd() ? undefined : locations;
}

/** Reads numbers one after the other; past the box's end they are 0, and `isPastEnd` says so. */
function createReader(file: Uint8Array, { content, end }: Box) {
  let offset = content;
  return {
    read(bytes: number): number {
      let number = 0;
      for (let index = 0; index < bytes; index += 1) {
        number = number * 256 + (offset < end ? (file[offset] ?? 0) : 0);
        offset += 1;
      }
      return number;
    },
    isPastEnd: () => offset > end,
  };
}
