/** Exif as a camera writes it: a directory that leads to one of GPS, which has these tags. */
export function makeExif(isLittle: boolean, ...tags: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 + 18 + 2 + 12 * tags.length + 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  bytes.write(isLittle ? "II" : "MM", "latin1");
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  view.setUint16(8, 1, isLittle);
  view.setUint16(10, 0x8825, isLittle);
  view.setUint32(18, 26, isLittle);
  view.setUint16(26, tags.length, isLittle);
  for (const [index, tag] of tags.entries()) view.setUint16(28 + 12 * index, tag, isLittle);
  return Buffer.concat([Buffer.from("\xff\xd8\xff\xe1\0\0Exif\0\0", "latin1"), bytes]);
}
