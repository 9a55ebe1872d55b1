import type { Element, Root } from "hast";
import { findElements, renderHtml, textOf } from "../../article/markup/body-tree.ts";
import { readHtml } from "../../article/markup/read-html.ts";

/** One HTML file of an export, asked for its elements by class or name. */
export interface HtmlDocument {
  readonly tree: Root;
  /** The first element that has this class. */
  readonly byClass: (name: string) => Element | undefined;
  readonly byTag: (tagName: string) => Element | undefined;
}

export function readHtmlDocument(html: string): HtmlDocument {
  const tree = readHtml(html);
  return {
    tree,
    byClass: (name) => findElements(tree, (element) => hasClass(element, name))[0],
    byTag: (tagName) => findElements(tree, (element) => element.tagName === tagName)[0],
  };
}

export function hasClass({ properties }: Element, name: string): boolean {
  return Array.isArray(properties.className) && properties.className.includes(name);
}

/** The element's text on one line; undefined if there is none. */
export function lineOf(element: Element | undefined): string | undefined {
  return (element && textOf(element)) || undefined;
}

export function attributeOf(element: Element | undefined, name: string): string | undefined {
  const value = element?.properties[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The HTML inside an element. */
export function innerHtml(element: Element | undefined): string | undefined {
  return element && renderHtml({ type: "root", children: element.children });
}
