import type { Element, Root } from "hast";
import { raw } from "hast-util-raw";
import { VFile } from "vfile";
import type { Finding } from "../../lib/finding.ts";
import { isUnfollowable } from "./html.ts";
import { createFormattingLimit, limitMarkdown } from "./limit-markup.ts";
import { buildFootnotes } from "./markdown/footnotes.ts";
import { parseMarkdown } from "./markdown/parse-markdown.ts";
import type { FootnoteEntry, ReadingEnv } from "./markdown/reading-env.ts";
import { buildTokenTree, keyOfNote } from "./markdown/token-tree.ts";
import type { WorkBudget } from "./work-budget.ts";

export interface MarkdownReading {
  /** Not yet sanitised. */
  readonly tree: Root;
  readonly findings: readonly Finding[];
}

/** Markdown (CommonMark with GitHub's extensions, and those of other tools) as one tree. */
export function readMarkdown(markdown: string, language: string, budget: WorkBudget): MarkdownReading {
  const env: ReadingEnv = { language, budget };
  const tokens = parseMarkdown(limitMarkdown(markdown), env);
  const notes = env.footnotes?.list ?? [];
  const { root, footnotes, hasRawHtml } = buildTokenTree(tokens, notes);
  const blocksOf = (note: FootnoteEntry, index: number) => footnotes.get(keyOfNote(note, index)) ?? [];
  if (notes.length > 0) appendBlock(root, buildFootnotes(notes, blocksOf, language));
  const tree = hasRawHtml ? readRawHtml(root, markdown) : root;
  return { tree, findings: env.unclosedComment === undefined ? [] : [reportUnclosed(env.unclosedComment)] };
}

function appendBlock(root: Root, block: Element): void {
  if (root.children.length > 0) root.children.push({ type: "text", value: "\n" });
  root.children.push(block);
}

/** Parses raw HTML together with the content around it, once. */
function readRawHtml(root: Root, markdown: string): Root {
  limitRawHtml(root);
  try {
    const tree = raw(root, { file: new VFile(markdown) });
    return tree.type === "root" ? tree : { type: "root", children: [tree] as Root["children"] };
  } catch (error) {
    // As in parseHtml: HTML that the parser cannot follow; it stays readable as text.
    if (!isUnfollowable(error)) throw error;
    return { type: "root", children: [{ type: "text", value: markdown }] };
  }
}

/** Limits open formatting elements, and keeps a blank first line of code: the parser drops a line break after `<pre>`. */
function limitRawHtml(root: Root): void {
  const limit = createFormattingLimit();
  const pending: (Root | Root["children"][number])[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "raw") node.value = limit(node.value);
    else if (node.type === "element" && node.tagName === "pre") keepFirstLine(node);
    else if ("children" in node) for (const child of node.children.toReversed()) pending.push(child);
  }
}

function keepFirstLine({ children: [code] }: Element): void {
  const text = code?.type === "element" ? code.children[0] : undefined;
  if (text?.type === "text" && text.value.startsWith("\n")) text.value = `\n${text.value}`;
}

function reportUnclosed(line: number): Finding {
  const message =
    'A comment that begins with "%%" or "{::comment}" is never closed, so all below it is hidden; close it';
  return { severity: "warning", reason: "markup-removed", line, message };
}
