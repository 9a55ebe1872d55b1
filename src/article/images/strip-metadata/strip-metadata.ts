import { IMAGE_FORMATS } from "../image-formats.ts";

/**
 * Strips Exif, XMP, IPTC, comments, thumbnails and trailers from an image; orientation and colour profiles stay. Pure and
 * idempotent, so that command and worker give an image the same name. Undefined if the bytes are none of the five formats, or
 * too damaged to guarantee that. Never throws.
 */
export function stripMetadata(bytes: Uint8Array): Uint8Array | undefined {
  return IMAGE_FORMATS.find(({ isFormatOf }) => isFormatOf(bytes))?.strip(bytes);
}
