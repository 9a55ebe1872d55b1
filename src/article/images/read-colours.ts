/** The colour space of a JPEG or PNG; RGB where it cannot be told. Directories of podcasts take RGB alone. */
export type Colours = "RGB" | "CMYK" | "grey";

export function readColours(bytes: Uint8Array): Colours {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return readPng(bytes);
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? readJpeg(bytes) : "RGB";
}

/** PNG §11.2.2: colour types 0 and 4 are greyscale. */
function readPng(bytes: Uint8Array): Colours {
  return bytes[25] === 0 || bytes[25] === 4 ? "grey" : "RGB";
}

const BY_COMPONENTS: Readonly<Record<number, Colours>> = { 1: "grey", 3: "RGB", 4: "CMYK" };

/** ITU-T T.81 §B.2.2: the frame header says how many components there are. */
function readJpeg(bytes: Uint8Array): Colours {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return "RGB";
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return BY_COMPONENTS[bytes[at + 9] ?? 3] ?? "RGB";
    at += marker === 0xff ? 1 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return "RGB";
}
