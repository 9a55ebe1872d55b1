import type { Root } from "hast";
import type { Root as MarkdownRoot } from "mdast";
import rehypeRaw from "rehype-raw";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { joinSpacelessLines } from "../../lib/text.ts";
import { createFormattingLimit, limitMarkdown } from "./limit-markup.ts";

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(limitTables)
  .use(joinLines)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(limitRawHtml)
  .use(rehypeRaw);

/** Markdown (CommonMark with GitHub's tables, footnotes, strikethrough and task lists) as a tree not yet sanitised. */
export function readMarkdown(markdown: string): Root {
  try {
    return processor.runSync(processor.parse(limitMarkdown(markdown)));
  } catch (error) {
    // As in parseHtml: HTML that the reader cannot follow; it stays readable as text.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    return { type: "root", children: [{ type: "text", value: markdown }] };
  }
}

/** CommonMark keeps a line's end in a paragraph; code is another kind of node and stays as it is. */
function joinLines() {
  return (tree: MarkdownRoot): void => {
    const pending: (MarkdownRoot | MarkdownRoot["children"][number])[] = [tree];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node.type === "text") node.value = joinSpacelessLines(node.value);
      else if ("children" in node) pending.push(...node.children);
    }
  };
}

/** Rows are filled up to the width of their table, so that 8 KB become 21 MB: those of a vast one stay as short as they are. */
const MAX_CELLS = 20_000;

function limitTables() {
  return (tree: MarkdownRoot): void => {
    const pending: (MarkdownRoot | MarkdownRoot["children"][number])[] = [tree];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node.type !== "table" && "children" in node) pending.push(...node.children);
      if (node.type === "table" && (node.align?.length ?? 0) * node.children.length > MAX_CELLS) node.align = null;
    }
  };
}

function limitRawHtml() {
  return (tree: Root): void => {
    const limit = createFormattingLimit();
    const pending: (Root | Root["children"][number])[] = [tree];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node.type === "raw") node.value = limit(node.value);
      else if ("children" in node) pending.push(...node.children.toReversed());
    }
  };
}
