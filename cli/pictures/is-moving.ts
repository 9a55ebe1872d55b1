import type { Metadata } from "sharp";

/** Whether a picture has several frames. libvips counts those of GIF and WebP; a moving PNG has a chunk `acTL` (PNG §11.3.6.1). */
export function isMoving(bytes: Uint8Array, { format, pages = 1 }: Metadata): boolean {
  if (format !== "png") return pages > 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 8; offset + 12 <= bytes.length; offset += 12 + view.getUint32(offset)) {
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (type === "acTL" || type === "IDAT") return type === "acTL";
  }
  return false;
}
