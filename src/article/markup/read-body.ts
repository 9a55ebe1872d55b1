import type { Element, Root } from "hast";
import type { Finding } from "../../lib/finding.ts";
import type { ArticleKind } from "../article.ts";
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
      return clean(readMarkdown(text));
    case "html":
      return clean(readHtml(text));
  }
}

function clean(tree: Root): Body {
  const findings = tidyMarkup(tree);
  return { tree: sanitise(tree), removed: listRemoved(tree), findings };
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
