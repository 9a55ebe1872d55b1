/** What begins the comments of a stream. */
const MARKS = { vorbis: "\x03vorbis", opus: "OpusTags", theora: "\x81theora" } as const;

type Codec = keyof typeof MARKS;

/** A file of streams whose headers are as long as they are in files, with one page of samples. */
export function oggFile(codecs: Codec | readonly Codec[], ...texts: readonly Uint8Array[]): Buffer {
  const all = typeof codecs === "string" ? [codecs] : codecs;
  const heads = all.map((_, serial) => page(serial, 0n, Buffer.alloc(19), [19]));
  const notes = all.flatMap((codec, serial) =>
    paginate(serial, Buffer.concat([Buffer.from(MARKS[codec], "latin1"), texts[serial] ?? Buffer.alloc(0)])),
  );
  return Buffer.concat([...heads, ...notes, page(0, 960n, Buffer.alloc(100, 7), [100])]);
}

/** Vorbis I §5: a vendor, then comments, each after its length. */
export function comments(...texts: readonly string[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(texts.length);
  return Buffer.concat([lengthen("vendor"), count, ...texts.map(lengthen)]);
}

/** RFC 9639 §8.8. */
export function pictureBlock(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from("\0\0\0\x03\0\0\0\x0aimage/jpeg\0\0\0\0", "latin1"), Buffer.alloc(20), bytes]);
}

function lengthen(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const MAX_BODY = 255 * 255;

/** One packet over as many pages as it takes (RFC 3533 §5): segments of 255 bytes go on. */
function paginate(serial: number, packet: Uint8Array): Buffer[] {
  const pages: Buffer[] = [];
  for (let at = 0; at <= packet.length; at += MAX_BODY) {
    const body = packet.subarray(at, at + MAX_BODY);
    const lacing = Array.from({ length: Math.floor(body.length / 255) }, () => 255);
    const isEnded = body.length < MAX_BODY;
    pages.push(page(serial, isEnded ? 0n : -1n, body, isEnded ? [...lacing, body.length % 255] : lacing));
  }
  return pages;
}

function page(serial: number, granule: bigint, body: Uint8Array, lacing: readonly number[]): Buffer {
  const head = Buffer.alloc(27);
  head.write("OggS");
  head.writeBigInt64LE(granule, 6);
  head.writeUInt32LE(serial, 14);
  head[26] = lacing.length;
  return Buffer.concat([head, Buffer.from(lacing), body]);
}
