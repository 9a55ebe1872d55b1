import { IMAGE_FORMATS } from "../image-formats.ts";

/**
 * An image without Exif, XMP, IPTC, comments, thumbnails and trailers: only its orientation and its colours stay. Pure and
 * idempotent, so that command and worker give one picture one name. Undefined where the bytes are none of the five kinds, or so
 * damaged that nothing can be promised. Never throws.
 */
export function stripMetadata(bytes: Uint8Array): Uint8Array | undefined {
  return IMAGE_FORMATS.find(({ isFormatOf }) => isFormatOf(bytes))?.strip(bytes);
}
