import type { Element, Root } from "hast";
import { type Medium, PUBLIC_URL_MARK } from "../article.ts";
import { buildElement, findElements } from "../markup/body-tree.ts";
import { mediumUrl, writeBodySet, writeBodySizes } from "./picture-sizes.ts";

/** HTML, `srcset` and `sizes` of a picture in an article's body; none for one of a single size. */
export function describeSizes(medium: Medium, width = medium.width): Element["properties"] {
  const srcSet = writeBodySet(medium);
  return srcSet === undefined ? {} : { srcSet, sizes: writeBodySizes(width) };
}

/** The picture as a link to its original, where that is kept. */
export function linkOriginal(picture: Element, medium: Medium | undefined): Element {
  const sizes = medium?.sizes;
  if (sizes?.isOriginalKept !== true) return picture;
  return buildElement("a", { href: mediumUrl({ name: sizes.original }) }, [picture]);
}

/** HTML, `loading`: only the first picture is likely in sight when the article opens. */
export function deferPictures(tree: Root): void {
  const [, ...later] = findElements(tree, ({ tagName }) => tagName === "img");
  for (const { properties } of later) {
    if (typeof properties.sizes === "string" && String(properties.srcSet).startsWith(PUBLIC_URL_MARK)) {
      properties.loading ??= "lazy";
    }
  }
}
