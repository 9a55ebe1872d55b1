import type { Element, Root, RootContent } from "hast";
import { renderHtml } from "../../article/markup/body-tree.ts";
import { parseHtml } from "../../article/markup/html.ts";

/** Elements that are nothing without the picture in them. */
const FRAMES = new Set(["figure", "picture", "a"]);

/** A sanitised body without some of its pictures, by their addresses, and without what was only there for them: captions, and links around them. */
export function removeImages(html: string, addresses: ReadonlySet<string>): string {
  const root: Root = { type: "root", children: listOthers(parseHtml(html).children, addresses) };
  return renderHtml(root);
}

function listOthers(nodes: readonly RootContent[], addresses: ReadonlySet<string>): RootContent[] {
  return nodes.flatMap((node): RootContent[] => (node.type === "element" ? reduceElement(node, addresses) : [node]));
}

function reduceElement(element: Element, addresses: ReadonlySet<string>): Element[] {
  const { poster, ...properties } = element.properties;
  if (element.tagName === "img" && addresses.has(String(properties.src))) return [];
  const children = listOthers(element.children, addresses) as Element["children"];
  if (FRAMES.has(element.tagName) && hasPicture(element.children) && isEmpty(element.tagName, children)) return [];
  return [{ ...element, properties: addresses.has(String(poster)) ? properties : element.properties, children }];
}

/** A caption alone is no figure. */
function isEmpty(tagName: string, children: readonly RootContent[]): boolean {
  const rest = tagName === "figure" ? children.filter((node) => !isElement(node, "figcaption")) : children;
  return rest.every((node) => (node.type === "text" ? node.value.trim() === "" : node.type !== "element"));
}

function hasPicture(nodes: readonly RootContent[]): boolean {
  return nodes.some((node) => isElement(node, "img") || (node.type === "element" && hasPicture(node.children)));
}

function isElement(node: RootContent, tagName: string): boolean {
  return node.type === "element" && node.tagName === tagName;
}
