import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { lineAt } from "./block-lines.ts";
import { readingEnvOf } from "./reading-env.ts";

/**
 * Comments that the author's tool shows to no reader: Obsidian's `%%…%%` and kramdown's `{::comment}…{:/comment}`. A block that is
 * never closed hides the rest of the article, as it does in these tools: text held back must not become public by a slip.
 */
const BLOCKS: readonly { readonly opening: RegExp; readonly closing: RegExp }[] = [
  { opening: /^%%(?!.*%%\s*\S)/, closing: /%%\s*$/ },
  { opening: /^\{::comment\}/, closing: /\{:\/(?:comment)?\}\s*$/ },
];
const INLINE = [/%%(?!%)[\s\S]*?%%/y, /\{::comment\}[\s\S]*?\{:\/(?:comment)?\}/y];

export function hiddenComments(md: MarkdownIt): void {
  md.block.ruler.before("fence", "hidden_comment", readBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  md.inline.ruler.before("escape", "hidden_comment", readInline);
}

function readBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const first = lineAt(state, startLine);
  const code = first.charCodeAt(0);
  if (code !== 0x25 && code !== 0x7b) return false;
  const block = BLOCKS.find(({ opening }) => opening.test(first));
  if (block === undefined) return false;
  if (silent) return true;
  const [opened = ""] = block.opening.exec(first) ?? [];
  let line = startLine;
  if (!block.closing.test(first.slice(opened.length))) {
    line += 1;
    while (line < endLine && !block.closing.test(lineAt(state, line))) line += 1;
  }
  state.line = Math.min(line + 1, endLine);
  if (line >= endLine) readingEnvOf(state).unclosedComment = startLine + 1;
  return true;
}

function readInline(state: StateInline, silent: boolean): boolean {
  const code = state.src.charCodeAt(state.pos);
  if (code !== 0x25 && code !== 0x7b) return false;
  for (const pattern of INLINE) {
    pattern.lastIndex = state.pos;
    const [written] = pattern.exec(state.src) ?? [];
    if (written === undefined) continue;
    if (!silent) state.push("hidden_comment", "", 0).content = written;
    state.pos += written.length;
    return true;
  }
  return false;
}
