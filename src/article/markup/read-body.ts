import type { Element, Root } from "hast";
import type { Finding } from "../../lib/finding.ts";
import type { ArticleKind } from "../article.ts";
import { findElements, lineOf } from "./body-tree.ts";
import { expandSource } from "./expand-source.ts";
import { listCodeLanguages } from "./foreign/code-languages.ts";
import { tidyMarkup } from "./foreign/tidy-markup.ts";
import { isHtmlDocument, readDocumentBody } from "./html-document.ts";
import { nameHeadings } from "./markdown/heading-ids.ts";
import { mendText } from "./mend-text.ts";
import { readHtml } from "./read-html.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readWireCopy, type WireCopy } from "./read-wire-copy.ts";
import { listRemoved } from "./removed-elements.ts";
import { sanitise } from "./sanitise.ts";
import { createOutputBudget, createWorkBudget, guardWork, spendSize } from "./work-budget.ts";

/** A body, sanitised; its addresses are still as they were written. Markdown and HTML have neither stamp nor credit. */
export interface Body extends Pick<WireCopy, "tree">, Partial<Pick<WireCopy, "stamp" | "credit">> {
  readonly removed: readonly Element[];
  /** See {@link listCodeLanguages}. */
  readonly codeLanguages?: readonly string[] | undefined;
  readonly findings: readonly Finding[];
}

/** `language` is the article's, for the words that footnotes and notes need. */
export function readBody(kind: ArticleKind, text: string, language: string): Body {
  const reading = guardWork(() => readKind(kind, text, language));
  if ("value" in reading) return reading.value;
  return {
    tree: { type: "root", children: [] },
    removed: [],
    findings: [reportCost(reading.spentAt)],
  };
}

function readKind(kind: ArticleKind, source: string, language: string): Body {
  if (kind === "text") {
    const copy = readWireCopy(source);
    return { ...copy, ...clean(copy.tree, source) };
  }
  const { text, lineOf: lineIn, findings: left } = expandSource(source, kind);
  const read =
    kind === "html" ? { tree: readPage(text), findings: [] } : readMarkdown(text, language, createWorkBudget(text));
  if (lineIn !== undefined) moveLines(read.tree, lineIn);
  const body = clean(read.tree, text);
  if (kind !== "html") nameHeadings(body.tree);
  return { ...body, findings: [...left, ...read.findings, ...body.findings] };
}

function readPage(html: string): Root {
  return isHtmlDocument(html) ? readDocumentBody(html) : readHtml(html);
}

function clean(tree: Root, text: string): Body {
  spendSize(tree, createOutputBudget(text));
  const findings = tidyMarkup(tree);
  const clean = sanitise(tree);
  mendText(clean, text);
  return { tree: clean, removed: listRemoved(tree), codeLanguages: listCodeLanguages(tree, clean), findings };
}

/** Gives each element the line that it has in the source. */
function moveLines(tree: Root, lineIn: (line: number) => number): void {
  for (const element of findElements(tree, () => true)) {
    const line = lineOf(element);
    if (line === undefined || element.position === undefined) continue;
    element.position = { ...element.position, start: { ...element.position.start, line: lineIn(line) } };
  }
}

function reportCost(line: number | undefined): Finding {
  const found = "The markup takes too much work to read: it repeats or nests far more than its length shows";
  const message = `${found}; split the article, or write this part more simply`;
  return { severity: "error", reason: "markup-too-costly", line, message };
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
