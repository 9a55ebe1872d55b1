import { createRequire } from "node:module";
import type { Resvg as Renderer } from "@resvg/resvg-js";
import { identifyMedium } from "../src/article/images/measure-image.ts";
import { ICON_BITMAP_PATHS, type SiteProfile } from "../src/article/profile/site-profile.ts";
import { FAVICON_PIXELS, TOUCH_ICON_PIXELS } from "../src/pages/icon/icon-shape.ts";
import type { LoadedImage } from "./media-folder.ts";

const BITMAPS = [
  { path: ICON_BITMAP_PATHS.favicon, pixels: FAVICON_PIXELS, ground: "none" },
  // A phone shows what is transparent in black.
  { path: ICON_BITMAP_PATHS.touch, pixels: TOUCH_ICON_PIXELS, ground: "#fff" },
] as const;

/** The icon of site.yaml in the sizes that browsers and phones request by themselves; none where it is no file that can be drawn. */
export async function drawIconBitmaps(
  profile: SiteProfile | undefined,
  images: ReadonlyMap<string, LoadedImage>,
): Promise<ReadonlyMap<string, LoadedImage>> {
  const icon = [...images.values()].find(({ medium }) => profile?.icon?.endsWith(`/media/${medium.name}`));
  if (icon === undefined) return new Map();
  const drawn = new Map<string, LoadedImage>();
  for (const { path, pixels, ground } of BITMAPS) {
    const png = draw(icon, pixels, ground);
    const image = png && (await identifyMedium(png));
    if (image?.ok) drawn.set(path, image.value);
  }
  return drawn.size === BITMAPS.length ? drawn : new Map();
}

function draw({ bytes, medium: { mediaType } }: LoadedImage, pixels: number, ground: string): Uint8Array | undefined {
  const { Resvg } = createRequire(import.meta.url)("@resvg/resvg-js") as { Resvg: typeof Renderer };
  const address = `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}"><rect width="${pixels}" height="${pixels}" fill="${ground}"/><image href="${address}" width="${pixels}" height="${pixels}"/></svg>`;
  const image = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  // A format that the renderer does not know leaves nothing.
  const isEmpty = image.pixels.every((value) => value === 0);
  return isEmpty ? undefined : image.asPng();
}
