import { createRequire } from "node:module";
import type { Resvg as Renderer, ResvgRenderOptions } from "@resvg/resvg-js";

/** Wide enough for a page on a screen of double density; a drawing of a few pixels is enlarged, since it has no pixels. */
const MAX_WIDTH = 1600;
const MIN_WIDTH = 800;
const MAX_HEIGHT = 4096;

/** Loaded with the first SVG: few publications have one. */
let renderer: typeof Renderer | undefined;

/**
 * An SVG image as PNG; undefined for any other file, and for one that cannot be drawn. SVG may carry script, and most feed
 * readers show none of it. No file and no address that it names is loaded: its pictures are those it contains.
 */
export function drawSvg(bytes: Uint8Array): Uint8Array | undefined {
  if (!isSvg(bytes)) return undefined;
  renderer ??= (createRequire(import.meta.url)("@resvg/resvg-js") as { Resvg: typeof Renderer }).Resvg;
  try {
    const svg = removeReferences(new TextDecoder().decode(bytes));
    const { width, height } = new renderer(svg, { font: { loadSystemFonts: false } });
    return new renderer(svg, { fitTo: chooseSize(width, height) }).render().asPng();
  } catch {
    return undefined; // The renderer's way to say that the file is no drawing.
  }
}

function isSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096)).replaceAll("\0", "");
  return /<(?:[a-z]+:)?svg[\s>/]/i.test(start);
}

/** Leaves the references within the drawing (`#part`) and the bitmaps it contains; any other could be a file of this machine. */
function removeReferences(svg: string): string {
  return svg.replace(/\bhref\s*=\s*(?:"(?!#|data:image\/(?!svg))[^"]*"|'(?!#|data:image\/(?!svg))[^']*')/gi, "");
}

function chooseSize(width: number, height: number): NonNullable<ResvgRenderOptions["fitTo"]> {
  const wanted = Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
  const isTall = (height / width) * wanted > MAX_HEIGHT;
  return isTall ? { mode: "height", value: MAX_HEIGHT } : { mode: "width", value: wanted };
}
