import sharp from "sharp";

// Photographs of every kind as telephones and desks make them: GPS, camera, IPTC, XMP, comments, thumbnails and trailers. Every
// text among them holds SECRET, so that one that is left can be found without a reader.

export const SECRET = "SECRET";

const XMP = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/"
 exif:GPSLatitude="60,10.2N" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="${SECRET} street"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const EXIF = {
  IFD0: { Make: `${SECRET} camera`, Model: `${SECRET} model`, Artist: `${SECRET} name`, Copyright: `${SECRET} owner` },
  IFD2: { BodySerialNumber: `${SECRET}-0815` },
  IFD3: {
    GPSLatitudeRef: "N",
    GPSLatitude: "60/1 10/1 2000/100",
    GPSLongitudeRef: "E",
    GPSLongitude: "24/1 56/1 100/100",
  },
} as const;

export type Kind = "jpeg" | "png" | "webp" | "avif" | "gif";
export const kinds: readonly Kind[] = ["jpeg", "png", "webp", "avif", "gif"];

/** A picture with an orientation, a colour profile, and everything that a photograph may give away. */
export async function takePhotograph(kind: Kind, orientation = 6): Promise<Uint8Array> {
  const pixels = new Uint8Array(40 * 30 * 3).map((_, index) => (index * 7 + (index >> 5) * 13) % 256);
  const drawn = sharp(pixels, { raw: { width: 40, height: 30, channels: 3 } })
    .withIccProfile("p3")
    .withXmp(XMP)
    .withExifMerge(EXIF)
    .withMetadata({ orientation });
  const bytes = new Uint8Array(await drawn.toFormat(kind).toBuffer());
  return additions[kind](bytes);
}

const additions: Readonly<Record<Kind, (bytes: Uint8Array) => Uint8Array>> = {
  jpeg: addJpegSegments,
  png: addPngChunks,
  webp: addWebpChunk,
  avif: (bytes) => join(bytes, box("uuid", join(text("0123456789abcdef"), text(`${SECRET} box`)))),
  gif: addGifExtensions,
};

function addJpegSegments(bytes: Uint8Array): Uint8Array {
  const rest = bytes.subarray(2);
  return join(
    bytes.subarray(0, 2),
    segment(0xe0, join(text("JFIF\0"), Uint8Array.of(1, 2, 0, 0, 1, 0, 1, 1, 1), text("SEC"))),
    segment(0xed, join(text("Photoshop 3.0\x008BIM\x04\x04\0\0"), iptc())),
    segment(0xfe, text(`${SECRET} comment`)),
    segment(0xe2, join(text("MPF\0"), text(SECRET))),
    segment(0xe5, text(`${SECRET} of the maker`)),
    rest,
    // A second picture after the end, with an Exif of its own, and what a telephone writes after that.
    bytes,
    text(`${SECRET} SEFT`),
  );
}

/** IIM 4.2: city and by-line, in a resource of Photoshop's. */
function iptc(): Uint8Array {
  const field = (number: number, value: string) => join(Uint8Array.of(0x1c, 2, number, 0, value.length), text(value));
  const fields = join(field(80, `${SECRET} by-line`), field(90, `${SECRET} city`));
  return join(Uint8Array.of(0, 0, fields.length >> 8, fields.length & 255), fields, new Uint8Array(fields.length % 2));
}

function segment(marker: number, payload: Uint8Array): Uint8Array {
  const length = payload.length + 2;
  return join(Uint8Array.of(0xff, marker, length >> 8, length & 255), payload);
}

/** Checksums are 0: no reader looks at those of texts. */
function addPngChunks(bytes: Uint8Array): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => join(bigEndian(data.length), text(type), data, bigEndian(0));
  const texts = [
    chunk("tEXt", text(`Author\0${SECRET} name`)),
    chunk("tIME", Uint8Array.of(7, 234, 11, 27, 12, 0, 0)),
    chunk("prVt", text(`${SECRET} private`)),
  ];
  const end = bytes.length - 12;
  return join(bytes.subarray(0, 33), ...texts, bytes.subarray(33, end), ...texts, bytes.subarray(end), text(SECRET));
}

function addWebpChunk(bytes: Uint8Array): Uint8Array {
  const data = text(`${SECRET}!`);
  const longer = join(bytes, text("MINE"), littleEndian(data.length), data, new Uint8Array(data.length % 2));
  longer.set(littleEndian(longer.length - 8), 4);
  return join(longer, text(SECRET));
}

function addGifExtensions(bytes: Uint8Array): Uint8Array {
  const start = 13 + 3 * 2 ** (((bytes[10] ?? 0) & 7) + 1);
  const blocks = (data: Uint8Array) => join(Uint8Array.of(data.length), data, Uint8Array.of(0));
  const comment = join(Uint8Array.of(0x21, 0xfe), blocks(text(`${SECRET} comment`)));
  const words = join(Uint8Array.of(0x21, 0x01, 12), new Uint8Array(12), blocks(text(`${SECRET} words`)));
  const loop = join(Uint8Array.of(0x21, 0xff, 11), text("NETSCAPE2.0"), blocks(Uint8Array.of(1, 0, 0)));
  // XMP Specification 3, §1.1.2: the packet is not divided into sub-blocks, and a trailer of 258 bytes leads every reader to its end.
  const trailer = Uint8Array.from({ length: 257 }, (_, index) => (index === 0 ? 1 : 256 - index));
  const xmp = join(Uint8Array.of(0x21, 0xff, 11), text("XMP DataXMP"), text(XMP.replace("\ufeff", "")), trailer);
  return join(
    bytes.subarray(0, start),
    comment,
    loop,
    words,
    xmp,
    Uint8Array.of(0),
    bytes.subarray(start),
    text(SECRET),
  );
}

function box(type: string, content: Uint8Array): Uint8Array {
  return join(bigEndian(content.length + 8), text(type), content);
}

function bigEndian(number: number): Uint8Array {
  return Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);
}

function littleEndian(number: number): Uint8Array {
  return bigEndian(number).toReversed();
}

export function text(words: string): Uint8Array {
  return new Uint8Array(Buffer.from(words, "latin1"));
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
