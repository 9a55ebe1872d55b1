import { createRequire } from "node:module";
import type { Resvg as Renderer } from "@resvg/resvg-js";

/** A logo as it is put on covers. */
export interface CoverLogo {
  /** `data:` */
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

export interface LogoFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

const LOGO_HEIGHT = 64;
const LOGO_MAX_WIDTH = 340;

/** Undefined for a format that the renderer cannot read, and for a picture that cannot be seen on paper. */
export function fitLogo({ bytes, mediaType, width, height }: LogoFile): CoverLogo | undefined {
  const scale = Math.min(LOGO_HEIGHT / height, LOGO_MAX_WIDTH / width);
  const [wide, high] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  let address = writeAddress(bytes, mediaType);
  let pixels: Uint8Array = new Uint8Array();
  // The renderer takes four pixels for each: reduced to less than half in one step, thin lines would be lost.
  for (let step = Math.max(0, Math.floor(Math.log2(1 / scale))); step >= 0; step -= 1) {
    const image = draw(address, wide * 2 ** step, high * 2 ** step);
    pixels = image.pixels;
    address = writeAddress(image.asPng(), "image/png");
  }
  return isVisible(pixels) ? { address, width: wide, height: high } : undefined;
}

function draw(address: string, width: number, height: number): ReturnType<Renderer["render"]> {
  const { Resvg } = createRequire(import.meta.url)("@resvg/resvg-js") as { Resvg: typeof Renderer };
  const image = `<image href="${address}" width="${width}" height="${height}" preserveAspectRatio="none"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render();
}

function writeAddress(bytes: Uint8Array, mediaType: string): string {
  return `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`;
}

/** Lighter than this a pixel is hardly seen on paper. */
const PALE = 225;

/** Whether one pixel in fifty is opaque and darker than paper: a white logo is made for dark grounds. */
function isVisible(pixels: Uint8Array): boolean {
  let seen = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
    if (alpha > 127 && Math.min(red, green, blue) < PALE) seen += 1;
  }
  return seen * 50 * 4 >= pixels.length;
}
