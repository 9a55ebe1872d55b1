import { joinBytes } from "../../lib/bytes.ts";
import { computePalette } from "../theme/palette.ts";
import { crc32 } from "./crc32.ts";
import { FAVICON_PIXELS, GROUND_LEVELS, SIGN_LEVELS, TOUCH_ICON_PIXELS } from "./icon-shape.ts";

/**
 * The image data (PNG §11.2.3) of the sign of a feed, as indexes of a palette of 16: its colours are the publication's, and no
 * drawing is needed. Drawn by tests/pages/drawn-icon.test.ts.
 */
export const IMAGE_DATA: Readonly<Record<number, string>> = {
  [FAVICON_PIXELS]:
    "eNp11L9Lw0AUB/Cn4O6guLr5dzi56tS/Q7G8JI3pGATRMYhoxk7FUUWkYydxVBDpWBAhsz9yX3kvKc0ld29oaT/cvffueEdEtNFjK/q7pLHJnTiQ/1fZEdtEtOOCI6IVdsY6rblhn7bccEh7bjimnhv6pF/hZdaWCmaAeXBABImvzAMos85WRSV/aRvCx2e1zzYwc/AkMuoC85ls5gK+BvDqAr5tLLEgBHBnwfjjXXu4AX6aEAAw99USk7Y7N1JqDkxbK6q+I+DbyqHypudc2lVdFUCZ6l6ZXa7kmTLHiyTLPs6BX003b0FQaKmzOnuj8wtte1KfSg3jMpMsc2HTgIGWX8hHAjQggZQ/kewnFuSQn7loXDdSwRCy81BgYEGsx72A0RKCF6k0EYisFcyZnorcUmG6V3sqlxTWh+gdA+/geEfNO5zecfY+AP4nw/vIeJ6lf7nsX8g=",
  [TOUCH_ICON_PIXELS]:
    "eNrtmrtTGzEQxu+/vocflJokDi4vDAkuCRPApQOGuASSwqUxDHMlgSTjEozvkSFxsO60WmlPciqpxMNvdN++vvXZ89d2PId2aId2aId2aId2aId2aId26P+KDk9n+c3Nt+E76+hgXCxPdr3HrKJ3Cu7kF8weOpgVpZMdMVvoZlE92WdL6F4hnitmBT0C0EUa20AnELrILyygZwV8puboQnau1iTI87lfSxhrsDWT79+5M0O3EHRxbrXQyzm4a689CUUfGzXVBGOnzGwUFBZCKRtgwdbW9qlE9IGN2fhqH6JnzALa94P9pK4kGhP9fU1JdMxCNK4liZYPCQ6q7Et7FqdTLcrYGlpg39lD+2/IvUTf81XYTzbt5Nsye9ci2j+kXZuCDsaka5P8dTijXJtm3TuU3CZuBX1CbhPRJUlyZnWX6eh3EvKaxEuS2UVH2n2bvtzx157T0VvD4XBPkluhbiBB9NLj/DoG/5P3hBMietXj8q8xbtwWRDTfKrKP4udd7vOYhG6oli9e7e8k9GZlVv1giNqp2VYgsCMtRTxc6mWwmDy3J4Zr0r382gvT5e5c+mTyqtFc7qregAv1mZHW4i4QavQR7b1xKgtkbpDXoCRN9WT38NZWyFKBayS3hB4i2aTPJBX5REBHkq1OokhO6dcdePW6lCiyS5kywfbJjYjPJDkyIc/G8AuqdkuV2ejYfZ0gagcqz6CY6AfIUjdSNFaVWfgg99RdRRtR+pBDqTltKIpGbXH6svwLFEWjRpd2gRRskVldY9aQBXIlNqvr+foSc9DEbaUOmvfrKSj2pLZT3ZTsXS8V9VjfBI9hRfqo0dFDt+GJ0EVTRA/Nm1MGxZHV3wp6YPpFaMvWREew2GgX0d1lRqDYYyz7dNFN0In1sOyTo8PtoxgqD17XDaxBSdHP30vybzXAUdjGEtvDR8AUSO1HQKZcHx0JTx9BcYywxPYUlZ2KDSODIhDroiMgaD3ohjOkZjxV8c1F3zEAnm6gi04AyxRBpTdCasZTfjERC1V9CzyeLrr0ZmaCNf6XtvqgiW7z6FuhaJ6AcnzURJdeVc2FG6bAJeaa6D5oxtpAYreQzdTzVRvHQvAjOeBRzNCr9ckADQviA1UdIoOXEEYr6A0e/YA1DDIaLplVzQzqo0Ow0K2gwfYEtrkAGTP6TZXLyQHgRExGgSU0NMC4ZzFCR9Bg6gJ/TKhhBMwCn+5MFGmhj/7LnoLmLAdEmhPQfvjpuOIAAgDTkltV0rfufRGzNPU5M0Q3gLevO9JXNLR3BTuim/nzU4GUGaODk+Rn9YdK4WlxHdt5w6F9HNqhHdqhHdqhHdqhHdqhHdqh13Z+A8S4p+I=",
};

/** The drawn icon of a publication without one: `pixels` is a size of {@link IMAGE_DATA}. */
export function drawIcon(pixels: number, accent: string): Uint8Array<ArrayBuffer> {
  const { control, onControl } = computePalette(accent, "light");
  const data = Uint8Array.from(atob(IMAGE_DATA[pixels] ?? ""), (character) => character.charCodeAt(0));
  return joinBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    // PNG §11.2.1: 4 bits a pixel, colour type 3, a palette.
    writeChunk("IHDR", Uint8Array.of(0, 0, 0, pixels, 0, 0, 0, pixels, 4, 3, 0, 0, 0)),
    writeChunk("PLTE", writePalette(readColour(control), readColour(onControl))),
    writeChunk(
      "tRNS",
      Uint8Array.from({ length: GROUND_LEVELS }, (_, level) => Math.round((255 * level) / GROUND_LEVELS)),
    ),
    writeChunk("IDAT", data),
    writeChunk("IEND", new Uint8Array()),
  ]);
}

type Colour = readonly [red: number, green: number, blue: number];

function readColour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The ground at every transparency, then its blends with the sign. */
function writePalette(ground: Colour, sign: Colour): Uint8Array {
  const blends = Array.from({ length: SIGN_LEVELS }, (_, index) =>
    ground.map((value, part) => Math.round(value + ((sign[part] ?? 0) - value) * ((index + 1) / SIGN_LEVELS))),
  );
  return Uint8Array.from([...Array.from({ length: GROUND_LEVELS + 1 }, () => ground), ...blends].flat());
}

function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const typed = joinBytes([Uint8Array.from(type, (character) => character.charCodeAt(0)), data]);
  return joinBytes([writeNumber(data.length), typed, writeNumber(crc32(typed))]);
}

function writeNumber(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

/** An ICO file of one PNG: every browser since 2007, and whatever asks for /favicon.ico by name. */
export function wrapIco(png: Uint8Array, pixels: number): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(22));
  header.setUint16(2, 1, true); // An icon,
  header.setUint16(4, 1, true); // of one image:
  header.setUint8(6, pixels);
  header.setUint8(7, pixels);
  header.setUint16(10, 1, true);
  header.setUint16(12, 32, true);
  header.setUint32(14, png.length, true);
  header.setUint32(18, header.byteLength, true);
  return joinBytes([new Uint8Array(header.buffer), png]);
}
