import type { Element, ElementContent, Nodes, Root } from "hast";
import { findElements, textOf } from "../../article/markup/body-tree.ts";
import { isHidden } from "../../article/markup/foreign/hidden-elements.ts";
import { parseDocument } from "../../article/markup/html-document.ts";
import { removeForbiddenCharacters } from "../../lib/text.ts";

/** Readability walks the whole page several times. */
const MAX_ELEMENTS = 10_000;
/** Its parser and serialiser recurse. */
const MAX_DEPTH = 200;

/** The text of a page. HTML §13.2.3: a byte order mark counts before the answer's charset, and that before `meta`. */
export function decodePage(bytes: Uint8Array, charset: string | undefined): string {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const declared = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1];
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : undefined;
  const text = createDecoder(mark ?? charset ?? declared).decode(bytes);
  return removeForbiddenCharacters(text.replace(/\r\n?/g, "\n"));
}

function createDecoder(charset: string | undefined): TextDecoder {
  try {
    return new TextDecoder(charset ?? "utf-8");
  } catch {
    return new TextDecoder();
  }
}

/** A page as a tree with `html`, `head` and `body`; undefined where it is too large or too deep to be searched for an article. */
export function readPageTree(html: string): Root | undefined {
  const tree = parseDocument(html);
  let count = 0;
  const pending: { readonly node: Nodes; readonly depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    if (node.type === "element") count += 1;
    if (depth > MAX_DEPTH || count > MAX_ELEMENTS) return undefined;
    if ("children" in node) for (const child of node.children) pending.push({ node: child, depth: depth + 1 });
  }
  return tree;
}

const NO_TEXT: ReadonlySet<string> = new Set(["script", "style", "template", "svg", "dialog", "form", "nav"]);

/** Takes away everything that is no text of the page for its readers. */
export function dropFurniture(tree: Root | Element): void {
  const isKept = (node: Nodes) =>
    node.type === "text" || (node.type === "element" && !NO_TEXT.has(node.tagName) && !isHidden(node));
  const pending: (Root | Element)[] = [tree];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    next.children = next.children.filter(isKept) as ElementContent[];
    for (const child of next.children) if (child.type === "element") pending.push(child);
  }
}

export interface PageHead {
  /** Directives of `<meta name="robots">`, in lower case. */
  readonly robots: readonly string[];
  readonly isBehindPaywall: boolean;
}

/** Marks of platforms where a part of the text is for subscribers alone: Ghost, Substack, and many newspapers. */
const PAYWALL_CLASS = /(?:^|[-_])(?:paywall|gh-post-upgrade-cta|subscriber-only|subscribers-only|metered)(?:$|[-_])/i;

/** What a page says about the use of its text. */
export function readPageHead(tree: Root): PageHead {
  const metas = findElements(tree, ({ tagName }) => tagName === "meta");
  const contentOf = (wanted: string) =>
    metas
      .filter(({ properties: { name, property } }) => String(name ?? property ?? "").toLowerCase() === wanted)
      .map(({ properties }) => String(properties.content ?? "").toLowerCase());
  const robots = contentOf("robots").flatMap((content) => content.split(/[\s,]+/));
  const isTiered = contentOf("article:content_tier").some((tier) => tier === "locked" || tier === "metered");
  return { robots, isBehindPaywall: isTiered || hasPaywall(tree) };
}

/** schema.org says so in JSON-LD or microdata; other pages do by their classes. */
function hasPaywall(tree: Root): boolean {
  const isMarked = ({ tagName, properties, children }: Element) => {
    if (tagName === "script" && properties.type === "application/ld+json") {
      return /"isAccessibleForFree"\s*:\s*"?(?:https?:\/\/schema\.org\/)?false\b/i.test(
        textOf({ type: "root", children }),
      );
    }
    const { itemProp, className, content } = properties;
    if ([itemProp].flat().includes("isAccessibleForFree")) return /false/i.test(String(content ?? ""));
    return Array.isArray(className) && className.some((name) => PAYWALL_CLASS.test(String(name)));
  };
  return findElements(tree, isMarked).length > 0;
}
