import type { Metadata, Sharp, SharpOptions } from "sharp";
import {
  FEED_WIDTH,
  MAX_FEED_BYTES,
  SET_WIDTHS,
  type SizePart,
  THUMBNAIL_WIDTH,
} from "../../src/article/images/picture-sizes.ts";
import { isMoving } from "./is-moving.ts";
import type { SharpModule } from "./load-sharp.ts";

/** One size as it is sent. */
export interface MadeSize {
  readonly part: SizePart;
  readonly bytes: Uint8Array;
}

/** How pictures are encoded. */
export interface EncoderSettings {
  readonly jpegQualities: readonly number[];
  readonly webpQuality: number;
  readonly thumbnailQuality: number;
}

export const ENCODERS: EncoderSettings = { jpegQualities: [80, 68, 56, 44], webpQuality: 76, thumbnailQuality: 70 };

/** The longest side of the widest size; a picture twice as high as wide is bounded by its width alone, or its text is not readable. */
const MAX_SIDE = 1600;
/** WebP holds no longer side. */
const MAX_WEBP_SIDE = 16_383;
/** A larger colour profile is applied instead of kept. */
const MAX_PROFILE_BYTES = 16 * 1024;
/** Of a moving picture on pages. */
const MAX_MOVING_BYTES = 5 * 1024 * 1024;
/** Enough for 24 photographs of 12 megapixels; more is an attack on the decoder. */
const READING: SharpOptions = { limitInputPixels: 300_000_000, failOn: "error" };

interface Source {
  readonly sharp: SharpModule;
  readonly settings: EncoderSettings;
  /** Upright, at most {@link MAX_SIDE} wide, in pixels of 8 bits with their colour profile. */
  readonly base: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly keepsProfile: boolean;
  readonly isPng: boolean;
  readonly hasPalette: boolean;
}

/** Makes the sizes of a picture from its clean bytes, decoding them once. Rejects where they cannot be decoded. */
export async function makeSizes(bytes: Uint8Array, sharp: SharpModule, settings = ENCODERS): Promise<MadeSize[]> {
  const metadata = await sharp(bytes, READING).metadata();
  const source = await decode(bytes, metadata, sharp, settings);
  const fits = fitsAsItIs(bytes, metadata);
  const feed = fits ? { bytes, isGraphic: source.isPng } : await makeFeedSize(source);
  const moving =
    isMoving(bytes, metadata) && bytes.length <= MAX_MOVING_BYTES ? [{ part: "moving", bytes } as const] : [];
  return [
    { part: "main", bytes: feed.bytes },
    ...(await makeSet(source, feed.isGraphic, fits && moving.length === 0 ? bytes : undefined)),
    ...(await makeThumbnail(source)),
    ...moving,
  ];
}

async function decode(
  bytes: Uint8Array,
  metadata: Metadata,
  sharp: SharpModule,
  settings: EncoderSettings,
): Promise<Source> {
  const { autoOrient, format } = metadata;
  const isTall = autoOrient.height > 2 * autoOrient.width;
  const box = isTall ? { width: MAX_SIDE, height: MAX_WEBP_SIDE } : { width: MAX_SIDE, height: MAX_SIDE };
  const keepsProfile = hasOwnColours(metadata);
  const read = sharp(bytes, READING)
    .autoOrient()
    .resize({ ...box, fit: "inside", withoutEnlargement: true });
  // Raw pixels would lose the profile.
  const decoded = await keepColours(read, keepsProfile)
    .tiff({ compression: "none" })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = decoded.info;
  const hasPalette = metadata.isPalette === true;
  return { sharp, settings, base: decoded.data, width, height, keepsProfile, isPng: format === "png", hasPalette };
}

/** Whether its colours are others than sRGB's, and its profile small enough to be in every size. */
function hasOwnColours({ icc, space }: Metadata): boolean {
  if (icc === undefined || space !== "srgb" || icc.length > MAX_PROFILE_BYTES) return false;
  return !Buffer.from(icc).toString("latin1").replaceAll("\0", "").includes("sRGB");
}

function keepColours(image: Sharp, keepsProfile: boolean): Sharp {
  return keepsProfile ? image.keepIccProfile() : image;
}

/** Small enough for feeds and cards, upright, and in colours that every reader shows. */
function fitsAsItIs(bytes: Uint8Array, { orientation = 1, space, depth, width }: Metadata): boolean {
  const isPlain = (space === "srgb" || space === "b-w") && depth === "uchar" && orientation === 1;
  return isPlain && width <= FEED_WIDTH && bytes.length <= MAX_FEED_BYTES;
}

interface FeedSize {
  readonly bytes: Uint8Array;
  /** It is a drawing, whose edges stay sharp. */
  readonly isGraphic: boolean;
}

async function makeFeedSize(source: Source): Promise<FeedSize> {
  const png = source.isPng ? await makePng(source) : undefined;
  return png === undefined ? { bytes: await makeJpeg(source), isGraphic: false } : { bytes: png, isGraphic: true };
}

function resize({ sharp, base, keepsProfile }: Source, width: number): Sharp {
  return keepColours(sharp(base).resize({ width, withoutEnlargement: true }), keepsProfile);
}

function feedWidth({ width, height }: Source): number {
  const isTall = height > 2 * width;
  return isTall ? Math.min(width, FEED_WIDTH) : Math.round(width * Math.min(1, FEED_WIDTH / Math.max(width, height)));
}

async function makePng(source: Source): Promise<Uint8Array | undefined> {
  for (const palette of source.hasPalette ? [false, true] : [false]) {
    const png = await resize(source, feedWidth(source)).png({ compressionLevel: 9, palette }).toBuffer();
    if (png.length <= MAX_FEED_BYTES) return png;
  }
  return undefined;
}

/** A JPEG on white within the limit: of less quality where it must be, then narrower. */
async function makeJpeg(source: Source): Promise<Uint8Array> {
  for (let width = feedWidth(source); ; width = Math.round(width * 0.75)) {
    for (const quality of source.settings.jpegQualities) {
      const jpeg = await resize(source, width).flatten({ background: "#fff" }).jpeg({ quality }).toBuffer();
      if (jpeg.length <= MAX_FEED_BYTES || width < THUMBNAIL_WIDTH) return jpeg;
    }
  }
}

/** WebP for pages, up to the picture's own width. `widest`: an original that is its own widest size. */
async function makeSet(source: Source, isGraphic: boolean, widest: Uint8Array | undefined): Promise<MadeSize[]> {
  const { width, height, settings } = source;
  const [narrowest] = SET_WIDTHS;
  if (width <= narrowest || height > MAX_WEBP_SIDE) return [];
  const format = isGraphic ? { lossless: true } : { quality: settings.webpQuality };
  const smaller = SET_WIDTHS.filter((one) => one < width);
  const sizes: MadeSize[] = [];
  for (const one of widest === undefined ? [...smaller, width] : smaller) {
    sizes.push({
      part: "set",
      bytes: await resize(source, one)
        .webp({ ...format, effort: 2 })
        .toBuffer(),
    });
  }
  return widest === undefined ? sizes : [...sizes, { part: "set", bytes: widest }];
}

async function makeThumbnail(source: Source): Promise<MadeSize[]> {
  if (source.width <= THUMBNAIL_WIDTH) return [];
  const { thumbnailQuality: quality } = source.settings;
  const jpeg = await resize(source, THUMBNAIL_WIDTH).flatten({ background: "#fff" }).jpeg({ quality }).toBuffer();
  return [{ part: "thumbnail", bytes: jpeg }];
}
