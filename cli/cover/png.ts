import { crc32, deflateSync } from "node:zlib";

const MAX_COLORS = 256;

/**
 * Encodes an indexed-colour PNG: a card has few colours and their blends, so a palette takes a third of the bytes of true
 * colour. Visually identical blends are merged. `pixels` are opaque RGBA.
 */
export function encodePng(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const { indexes, palette } = reduceColors(pixels);
  const rows = Buffer.alloc((width + 1) * height); // PNG §9.2: each row begins with its filter, 0 for none.
  for (let row = 0; row < height; row++)
    rows.set(indexes.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // PNG §11.2.1: 8 bits, colour type 3, a palette.
  const signature = Buffer.from("\u0089PNG\r\n\u001a\n", "latin1");
  const data = deflateSync(rows, { level: 7 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("PLTE", palette), chunk("IDAT", data), chunk("IEND")]);
}

function chunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(typed.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(typed, 4);
  whole.writeUInt32BE(crc32(typed), typed.length + 4);
  return whole;
}

interface ReducedColors {
  readonly indexes: Uint8Array;
  readonly palette: Uint8Array;
}

function reduceColors(pixels: Uint8Array): ReducedColors {
  for (let bits = 5; ; bits--) {
    const reduced = mapColors(pixels, bits);
    if (reduced !== undefined) return reduced;
  }
}

/** Colours with the same first bits in red, green and blue become the first of them; nothing if too many are left. */
function mapColors(pixels: Uint8Array, bits: number): ReducedColors | undefined {
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const indexes = new Uint8Array(pixels.length / 4);
  const known = new Map<number, number>();
  const palette: number[] = [];
  const keep = 0x01010100 * ((0xff << (8 - bits)) & 0xff);
  let previous = -1;
  let index = 0;
  for (let pixel = 0; pixel < indexes.length; pixel++) {
    const color = view.getUint32(4 * pixel);
    if (color !== previous) {
      previous = color;
      const key = color & keep;
      index = known.get(key) ?? known.size;
      if (index === MAX_COLORS) return undefined;
      if (index === known.size) {
        known.set(key, index);
        palette.push(color >>> 24, (color >>> 16) & 0xff, (color >>> 8) & 0xff);
      }
    }
    indexes[pixel] = index;
  }
  return { indexes, palette: Uint8Array.from(palette) };
}
