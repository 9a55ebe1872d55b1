import type { Root } from "hast";
import type { Finding } from "../../lib/finding.ts";
import type { ArticleKind } from "../article.ts";
import { findElements, lineOf } from "../markup/body-tree.ts";

/**
 * Images without a description. In HTML an empty `alt` says that an image only decorates; Markdown has no other way to leave the
 * description out.
 */
export function findMissingAlts(tree: Root, kind: ArticleKind): Finding[] {
  const images = findElements(tree, ({ tagName }) => tagName === "img");
  return images.flatMap((image) => {
    const { alt } = image.properties;
    const isGiven = typeof alt === "string" && (alt.trim() !== "" || kind === "html");
    return isGiven ? [] : [describeMissingAlt("An image", lineOf(image))];
  });
}

/** `image` is the subject of the message. */
export function describeMissingAlt(image: string, line: number | undefined): Finding {
  const message = `${image} has no alternative text; describe what it shows, for readers who do not see it`;
  return { severity: "warning", reason: "image-alt-missing", line, message };
}
