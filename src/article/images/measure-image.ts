import { sha256Hex } from "../../lib/digest.ts";
import type { Finding, FindingReason } from "../../lib/finding.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { ImageMediaType, Medium } from "../article.ts";
import { MAX_IMAGE_BYTES } from "../limits.ts";
import { IMAGE_FORMATS, type ImageFormat } from "./image-formats.ts";
import { PICTURE_BESIDE } from "./media-path.ts";
import { stripMetadata } from "./strip-metadata/strip-metadata.ts";

export interface MeasuredImage {
  readonly mediaType: ImageMediaType;
  /** Without a dot. */
  readonly extension: string;
  /** In pixels, as shown: a photograph taken upright is higher than wide. */
  readonly width: number;
  readonly height: number;
}

/** The largest side that JPEG, GIF and AVIF can declare; a larger PNG is an attack on its decoder. */
const MAX_SIDE = 65_536;

/** Detects an image's type and size from its bytes. Fails with `image-too-large`, `image-svg` or `image-unreadable`. */
export function measureImage(bytes: Uint8Array): Result<MeasuredImage, Finding> {
  if (bytes.length > MAX_IMAGE_BYTES) {
    return refuse("image-too-large", `An image may have ${MAX_IMAGE_BYTES} bytes, found ${bytes.length}`);
  }
  const format = IMAGE_FORMATS.find(({ isFormatOf }) => isFormatOf(bytes));
  if (format === undefined) return refuseUnknown(bytes);
  const size = readSize(format, bytes);
  if (size === undefined) return refuseDamaged(format.mediaType);
  return succeed({ mediaType: format.mediaType, extension: format.extension, ...size });
}

/** An image as it is stored and served: without metadata, and named after what is left. */
export interface IdentifiedImage {
  readonly medium: Medium;
  readonly bytes: Uint8Array;
}

export interface CleanImage extends MeasuredImage {
  /** Without metadata. */
  readonly bytes: Uint8Array;
}

/** Measures an image and takes its metadata out. Fails as {@link measureImage} does. */
export function cleanImage(bytes: Uint8Array): Result<CleanImage, Finding> {
  const measured = measureImage(bytes);
  if (!measured.ok) return measured;
  const clean = stripMetadata(bytes);
  return clean === undefined ? refuseDamaged(measured.value.mediaType) : succeed({ ...measured.value, bytes: clean });
}

/** Cleans an image and names it after its content. Fails as {@link measureImage} does. */
export async function identifyMedium(bytes: Uint8Array): Promise<Result<IdentifiedImage, Finding>> {
  const cleaned = cleanImage(bytes);
  if (!cleaned.ok) return cleaned;
  const { mediaType, extension, width, height, bytes: clean } = cleaned.value;
  const name = nameMedium(await sha256Hex(clean), extension);
  return succeed({ medium: { name, mediaType, sizeBytes: clean.length, width, height }, bytes: clean });
}

/** The name of an image by the SHA-256 of its bytes, in hexadecimal: the same bytes have the same name. */
export function nameMedium(digest: string, extension: string): string {
  return `${digest.slice(0, 32)}.${extension}`;
}

/** A warning if a file's name says another kind of image than its bytes, which count. */
export function findMisnaming(fileName: string, mediaType: ImageMediaType): Finding | undefined {
  const format = IMAGE_FORMATS.find((candidate) => candidate.mediaType === mediaType);
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (format === undefined || ending === format.extension || fileName === PICTURE_BESIDE) return undefined;
  if (ending !== undefined && format.otherExtensions.includes(ending)) return undefined;
  // The command draws SVG to PNG and sends it under the path that the article names.
  if (ending === "svg" && mediaType === "image/png") return undefined;
  const message = `"${fileName}" is published as ${mediaType}, which it is by its bytes; its name should end in .${format.extension}`;
  return { severity: "warning", reason: "image-misnamed", line: undefined, message };
}

function readSize(format: ImageFormat, bytes: Uint8Array): { width: number; height: number } | undefined {
  try {
    if (!format.isComplete(bytes)) return undefined;
    const { width, height, orientation = 1 } = format.readSize(bytes);
    if (!isSide(width) || !isSide(height)) return undefined;
    // Exif 2.32 §4.6.4: orientations 5 to 8 swap width and height.
    return orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined; // The package's way, and DataView's, to say that bytes are missing or wrong.
  }
}

function isSide(pixels: number): boolean {
  return Number.isInteger(pixels) && pixels > 0 && pixels <= MAX_SIDE;
}

function refuseDamaged(mediaType: ImageMediaType): Result<never, Finding> {
  return refuse("image-unreadable", `Cannot read the image: its ${mediaType} data are damaged or incomplete`);
}

/** Formats of cameras and programs that browsers do not show, by the beginnings of their files. */
const FOREIGN_FORMATS: readonly { readonly name: string; readonly isFormatOf: (start: string) => boolean }[] = [
  {
    name: "HEIC, which browsers do not show",
    isFormatOf: (start) => /^.{2,6}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/s.test(start),
  },
  { name: "TIFF or a camera's raw data", isFormatOf: (start) => /^(?:II\*|MM)/.test(start) },
  { name: "a Photoshop document", isFormatOf: (start) => start.startsWith("8BPS") },
  { name: "PDF", isFormatOf: (start) => start.startsWith("%PDF") },
  { name: "BMP", isFormatOf: (start) => start.startsWith("BM") },
];

function refuseUnknown(bytes: Uint8Array): Result<never, Finding> {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096)).replaceAll("\0", "");
  if (/<(?:[a-z]+:)?svg[\s>/]/i.test(start)) {
    return refuse("image-svg", "SVG cannot be published, as it may carry script: want JPEG, PNG, WebP, GIF or AVIF");
  }
  const found = FOREIGN_FORMATS.find(({ isFormatOf }) => isFormatOf(start))?.name;
  const what = found === undefined ? "Cannot read the image" : `Cannot read ${found}`;
  return refuse(
    "image-unreadable",
    `${what}: export it as JPEG (photographs) or PNG (drawings); WebP, GIF and AVIF are read, too`,
  );
}

function refuse(reason: FindingReason, message: string): Result<never, Finding> {
  return fail({ severity: "error", reason, line: undefined, message });
}
