import { Readability } from "@mozilla/readability";
import JSDOMParser from "@mozilla/readability/JSDOMParser.js";
import type { Element, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { findElements } from "../../article/markup/body-tree.ts";
import { dropFurniture } from "./page-tree.ts";

/** The element that Readability puts around an article. */
const WRAPPER = /^<div id="readability-page-1" class="page">(.*)<\/div>$/s;

/** The article in a page as HTML whose addresses are absolute; undefined where there is none. The tree is used up. */
export function extractArticle(tree: Root, address: string): string | undefined {
  const [document] = findElements(tree, ({ tagName }) => tagName === "html");
  if (document === undefined) return undefined;
  dropFurniture(document);
  const page = new JSDOMParser().parse(writeWellFormed(document), address);
  const found = new Readability(page, { disableJSONLD: true, keepClasses: true }).parse();
  return found?.content?.trim().replace(WRAPPER, "$1");
}

/** The parser knows quoted attributes only. */
function writeWellFormed(document: Element): string {
  for (const { properties } of findElements(document, () => true)) {
    for (const [name, value] of Object.entries(properties)) if (typeof value === "boolean") delete properties[name];
  }
  return toHtml(document, { closeSelfClosing: true, quoteSmart: false });
}
