/** A box of ISO/IEC 14496-12 §4.2; texts are one byte a character. */
export function box(type: string, ...content: readonly (string | Uint8Array)[]): Buffer<ArrayBuffer> {
  const parts = content.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0));
  head.write(type, 4, "latin1");
  return Buffer.concat([head, ...parts]);
}

/** The size of such a box in 64 bits. */
export function wideBox(type: string, content: Uint8Array): Buffer<ArrayBuffer> {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write(type, 4, "latin1");
  head.writeBigUInt64BE(BigInt(16 + content.length), 8);
  return Buffer.concat([head, content]);
}

export const FTYP = box("ftyp", "isom\0\0\x02\0isommp41");

/** As telephones with Android write it: a length, a language, ISO 6709. */
export const XYZ = box("©xyz", "\0\x12\x15\xc7+52.5163+013.3777/");
