import type { Element, Root, RootContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { parseHtml } from "../../article/markup/html.ts";
import type { RssPartner } from "./partner.ts";

/** A sanitised body with the elements alone that the partner takes; others leave their content behind. */
export function reduceHtml(html: string, { html: rule }: RssPartner): string {
  if (rule === undefined) return html;
  const allowed = new Set(rule.allow);
  const reduce = (nodes: readonly RootContent[], depth: number): RootContent[] =>
    nodes.flatMap((node) => {
      if (node.type === "text") return [node];
      if (node.type !== "element") return [];
      const isKept = allowed.has(node.tagName) && depth < rule.maxDepth;
      const children = reduce(node.children, isKept ? depth + 1 : depth) as Element["children"];
      return isKept ? [{ ...node, children }] : children;
    });
  const root: Root = { type: "root", children: reduce(parseHtml(html).children, 0) };
  return toHtml(root);
}
