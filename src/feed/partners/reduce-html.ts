import type { Element, Root, RootContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { parseHtml } from "../../article/markup/html.ts";
import type { HtmlRule, RssPartner } from "./partner.ts";

/** A sanitised body with the elements and links alone that the partner takes; others leave their content behind. */
export function reduceHtml(html: string, { html: rule }: RssPartner): string {
  if (rule === undefined) return html;
  const reduce = (nodes: readonly RootContent[], depth: number): RootContent[] =>
    nodes.flatMap((node) => {
      if (node.type === "text") return [node];
      if (node.type !== "element") return [];
      const isKept = isAllowed(node, rule) && depth < rule.maxDepth;
      const children = reduce(node.children, isKept ? depth + 1 : depth) as Element["children"];
      return isKept ? [{ ...node, children }] : children;
    });
  const root: Root = { type: "root", children: reduce(parseHtml(html).children, 0) };
  return toHtml(root);
}

/** A link without an address is an anchor, which leads nowhere. */
function isAllowed({ tagName, properties: { href } }: Element, { allow, linkSchemes }: HtmlRule): boolean {
  if (tagName === "a" && !linkSchemes.some((scheme) => `${href}`.startsWith(scheme))) return false;
  return allow.includes(tagName);
}
