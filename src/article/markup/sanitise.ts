import type { Element, Root, RootContent } from "hast";
import { sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { removeForbiddenCharacters } from "../../lib/text.ts";
import { buildElement, lineOf } from "./body-tree.ts";
import { cleanProperties } from "./clean-properties.ts";
import { parseHtml } from "./html.ts";
import { findPlayedPage } from "./players.ts";
import { isTaskBox } from "./removed-elements.ts";
import { ALLOWED_ELEMENTS, REMOVED_ELEMENTS, RENAMED_ELEMENTS, SCHEMA } from "./sanitise-schema.ts";
import { isStable } from "./stable-tree.ts";

type Container = Root | Element;

/** Deeper elements are replaced by their content: recursive readers, ours and others', must not run out of stack. */
const MAX_DEPTH = 100;
const MAX_ROUNDS = 3;

/**
 * Reduces HTML from outside to what the schema allows. The result reads back as itself: parsed again from its own text
 * (as every feed reader will), it is the same tree, so nothing can hide in how one parser differs from the next (mXSS).
 */
export function sanitise(tree: Root): Root {
  let clean = reduce(tree);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (isStable(clean)) return clean;
    const html = toHtml(clean);
    const reread = reduce(parseHtml(html));
    if (toHtml(reread) === html) return clean;
    clean = reread;
  }
  return keepTextOnly(clean);
}

/** One pass of the schema and of what it cannot say; {@link sanitise} makes sure that the result reads back as itself. */
export function reduce(tree: Root): Root {
  const clean = sanitize(prepare(tree), SCHEMA);
  return clean.type === "root" ? clean : { type: "root", children: [clean] as RootContent[] };
}

interface Pending {
  readonly node: RootContent;
  readonly into: Container;
  readonly depth: number;
}

/**
 * Does what the schema cannot express: unwraps, renames, limits depth and cleans values. Iterative, as the input's depth is
 * unknown.
 */
function prepare(tree: Root): Root {
  const root: Root = { type: "root", children: [] };
  const pending: Pending[] = [];
  postpone(pending, tree.children, root, 0);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, into, depth } = next;
    if (node.type === "text") appendText(into, node.value);
    if (node.type === "element") enter(node, into, depth, pending);
  }
  return root;
}

/** Copies the element if it may stay; its children go into the copy, or where the copy would have been. */
function enter(node: Element, into: Container, depth: number, pending: Pending[]): void {
  if (isTaskBox(node)) appendText(into, node.properties.checked ? "☑" : "☐");
  if (node.tagName === "iframe") postpone(pending, linkToFrame(node, into), into, depth);
  if (REMOVED_ELEMENTS.has(node.tagName)) return;
  const copy = depth < MAX_DEPTH ? copyAllowed(node) : undefined;
  if (copy === undefined) {
    postpone(pending, node.children, into, depth);
    return;
  }
  into.children.push(copy);
  postpone(pending, node.children, copy, depth + 1);
}

/** In reverse, as the last one is visited first. */
function postpone(pending: Pending[], nodes: readonly RootContent[], into: Container, depth: number): void {
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (node !== undefined) pending.push({ node, into, depth });
  }
}

/** The element with clean values and without its children, or nothing if its kind is not allowed. */
function copyAllowed(node: Element): Element | undefined {
  const tagName = RENAMED_ELEMENTS.get(node.tagName) ?? node.tagName;
  if (!ALLOWED_ELEMENTS.has(tagName)) return undefined;
  const copy: Element = { type: "element", tagName, properties: cleanProperties(node.properties), children: [] };
  if (lineOf(node) !== undefined) copy.position = node.position;
  return copy;
}

function appendText(into: Container, value: string): void {
  const last = into.children.at(-1);
  const isPreStart = last === undefined && into.type === "element" && into.tagName === "pre";
  // A character reference (`&#1;`) brings in what the readers removed from the source, PUBLIC_URL_MARK among them.
  const clean = removeForbiddenCharacters(value);
  // HTML drops one newline at the start of `pre` each time it is read.
  const text = isPreStart ? clean.replace(/^[\r\n]+/, "") : clean;
  if (last?.type === "text") last.value += text;
  else if (text !== "") into.children.push({ type: "text", value: text });
}

/** Replaces a frame by a link to the page it shows, such as a video: feeds have no frames. */
function linkToFrame({ properties: { src, title } }: Element, into: Container): Element[] {
  const address = URL.parse(String(src ?? ""), "https://own.invalid");
  if (address === null || !/^https?:$/.test(address.protocol) || address.hostname === "own.invalid") return [];
  const href = findPlayedPage(address.href);
  const link = buildElement("a", { href }, [String(title || new URL(href).hostname)]);
  return [into.type === "root" ? buildElement("figure", {}, [link]) : link];
}

/** The way out for markup that changes each time it is read. */
function keepTextOnly(tree: Root): Root {
  const collect = (node: Root | RootContent): string => {
    if (node.type === "text") return node.value;
    return "children" in node ? node.children.map(collect).join("") : "";
  };
  const children: Element["children"] = [{ type: "text", value: collect(tree) }];
  return { type: "root", children: [{ type: "element", tagName: "p", properties: {}, children }] };
}
