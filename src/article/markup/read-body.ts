import type { Element, Root } from "hast";
import type { Finding } from "../../lib/finding.ts";
import type { ArticleKind } from "../article.ts";
import { findElements } from "./body-tree.ts";
import { expandSource } from "./expand-source.ts";
import { tidyMarkup } from "./foreign/tidy-markup.ts";
import { readHtml } from "./read-html.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readWireCopy, type WireCopy } from "./read-wire-copy.ts";
import { listRemoved } from "./removed-elements.ts";
import { sanitise } from "./sanitise.ts";

/** A body, sanitised; its addresses are still as they were written. Markdown and HTML have neither stamp nor credit. */
export interface Body extends Pick<WireCopy, "tree">, Partial<Pick<WireCopy, "stamp" | "credit">> {
  readonly removed: readonly Element[];
  readonly findings: readonly Finding[];
}

export function readBody(kind: ArticleKind, text: string): Body {
  switch (kind) {
    case "text": {
      const copy = readWireCopy(text);
      return { ...copy, ...clean(copy.tree) };
    }
    case "markdown":
      return readTemplate(text, kind, readMarkdown);
    case "html":
      return readTemplate(text, kind, readHtml);
  }
}

function readTemplate(source: string, kind: "markdown" | "html", read: (text: string) => Root): Body {
  const { text, lineOf, findings } = expandSource(source, kind);
  const tree = read(text);
  if (lineOf !== undefined) moveLines(tree, lineOf);
  const body = clean(tree);
  return { ...body, findings: [...findings, ...body.findings] };
}

function clean(tree: Root): Body {
  const findings = tidyMarkup(tree);
  return { tree: sanitise(tree), removed: listRemoved(tree), findings };
}

/** Gives each element the line that it has in the source. */
function moveLines(tree: Root, lineOf: (line: number) => number): void {
  for (const element of findElements(tree, () => true)) {
    const { position } = element;
    if (position === undefined) continue;
    element.position = { ...position, start: { ...position.start, line: lineOf(position.start.line) } };
  }
}

/** Whether there is anything to read or to see. */
export function isEmptyBody(tree: Root): boolean {
  const isFilled = (node: Root | Root["children"][number]): boolean => {
    if (node.type === "text") return node.value.trim() !== "";
    if (node.type === "element" && ["img", "video", "audio"].includes(node.tagName)) return true;
    return "children" in node && node.children.some(isFilled);
  };
  return !isFilled(tree);
}
