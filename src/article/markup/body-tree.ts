import type { Element, Nodes, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { collapseWhitespace } from "../../lib/text.ts";

/** An article's body as a tree of elements (hast). */

/** No `]]>`, which HTML can escape: gofeed truncates a feed's text after the second one. */
export function renderHtml(tree: Root): string {
  return toHtml(tree, { characterReferences: { useNamedReferences: true } }).replaceAll("]]>", "]]&gt;");
}

/** Puts the children of a node on a stack so that the first is taken first. */
export function pushChildren<Node>(pending: Node[], children: readonly Node[]): void {
  for (let index = children.length - 1; index >= 0; index--) {
    const child = children[index];
    if (child !== undefined) pending.push(child);
  }
}

/** The text of a node and all in it, on one line. Iterative, as are all who see a tree before the sanitiser limits its depth. */
export function textOf(node: Nodes): string {
  let text = "";
  const pending: Nodes[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === "text") text += next.value;
    else if (next.type === "element" && next.tagName === "br") text += " ";
    else if ("children" in next) pushChildren<Nodes>(pending, next.children);
  }
  return collapseWhitespace(text);
}

/** Elements in document order; `isWanted` says which. */
export function findElements(node: Nodes, isWanted: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const pending: Nodes[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === "element" && isWanted(next)) found.push(next);
    if ("children" in next) pushChildren<Nodes>(pending, next.children);
  }
  return found;
}

/** Parts an opening `h1` from the rest of the body. */
export function splitHeadline(tree: Root): { readonly headline: string | undefined; readonly rest: Root } {
  const index = tree.children.findIndex(
    (node) => node.type === "element" || (node.type === "text" && node.value.trim()),
  );
  const first = tree.children[index];
  if (first?.type !== "element" || first.tagName !== "h1") return { headline: undefined, rest: tree };
  const headline = textOf(first) || undefined;
  return { headline, rest: { ...tree, children: tree.children.slice(index + 1) } };
}

/** The body without white space at either end. */
export function trimBody(tree: Root): Root {
  const children = [...tree.children];
  for (const [end, trim] of [
    [0, "trimStart"],
    [-1, "trimEnd"],
  ] as const) {
    const node = children.at(end);
    if (node?.type !== "text") continue;
    const value = node.value[trim]();
    children.splice(end, 1, ...(value === "" ? [] : [{ ...node, value }]));
  }
  return { ...tree, children };
}

export function buildElement(
  tagName: string,
  properties: Element["properties"],
  children: readonly (Element | string)[],
): Element {
  const nodes = children.map((child) => (typeof child === "string" ? { type: "text" as const, value: child } : child));
  return { type: "element", tagName, properties, children: nodes };
}

/** The line of a node in the source. hast-util-raw leaves nodes that had none with half a position. */
export function lineOf({ position }: Nodes): number | undefined {
  const start: { readonly line: number } | undefined = position?.start;
  return start?.line;
}
