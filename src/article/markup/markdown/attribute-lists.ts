import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from "markdown-it";
import { lineAt } from "./block-lines.ts";

/**
 * Attribute lists of kramdown (`{: .lead}`), Pandoc and Hugo (`{.wide}`, `## Tides {#tides}`), and the marks where a tool puts a table
 * of contents. Readers have no style sheets of the author, and no contents to click: all of it goes, and an id stays.
 */

const ATTRIBUTE = String.raw`(?:[.#][\w:-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))`;
/** `{:toc}`, `{: .lead #top}`, `{::options parse_block_html="true" /}`. */
const BLOCK_LIST = /^\{:{1,2}\/?(?!comment\})[^{}\n]*\}\s*$/;
const CONTENTS = /^(?:\{:\s*toc\b[^{}]*\}|\[\[_?toc_?\]\]|\[toc\]|\$\{toc\}|@\[toc\](?:\([^()]*\))?)\s*$/i;
const SPAN_LIST = new RegExp(String.raw`\{:(?:\s*(?:${ATTRIBUTE}|[\w-]+))*\s*\}`, "y");
const BARE_SPAN_LIST = new RegExp(String.raw`\{\s*${ATTRIBUTE}(?:\s+${ATTRIBUTE})*\s*\}`, "y");
const HEADING_LIST = new RegExp(String.raw`\s*\{:?\s*((?:${ATTRIBUTE}\s*)+)\}\s*$`);
const ID = /(?:^|\s)#([\w:.-]+)/;

export function attributeLists(md: MarkdownIt): void {
  md.block.ruler.before("fence", "attribute_list", readBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  md.inline.ruler.push("attribute_list", readSpan);
  md.core.ruler.after("block", "heading_ids", readHeadings);
}

function readBlock(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const line = lineAt(state, startLine);
  const code = line.charCodeAt(0);
  if (code !== 0x7b && code !== 0x5b && code !== 0x24 && code !== 0x40) return false;
  const isContents = CONTENTS.test(line);
  if (!isContents && !BLOCK_LIST.test(line)) return false;
  if (silent) return true;
  const before = findBlockBefore(state.tokens, state.level);
  const id = ID.exec(line.replace(/^\{:\s*/, " "))?.[1];
  if (before !== undefined && id !== undefined) before.attrSet("id", id.replace(/\}$/, ""));
  // kramdown replaces the list above its mark with the contents.
  if (line.startsWith("{:") && isContents && before?.tag.endsWith("l"))
    state.tokens.length = state.tokens.indexOf(before);
  state.line = startLine + 1;
  return true;
}

/** The opening of the block that has just ended on this level. */
function findBlockBefore(tokens: readonly Token[], level: number): Token | undefined {
  if (tokens.at(-1)?.nesting !== -1 || tokens.at(-1)?.level !== level) return undefined;
  return tokens.findLast((token) => token.level === level && token.nesting === 1);
}

/** Behind a link, an image, code or emphasis. */
function readSpan(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x7b || state.pos === 0) return false;
  const pattern = state.src[state.pos + 1] === ":" ? SPAN_LIST : BARE_SPAN_LIST;
  if (pattern === BARE_SPAN_LIST && !/[)`\]]/.test(state.src[state.pos - 1] ?? "")) return false;
  pattern.lastIndex = state.pos;
  const [written] = pattern.exec(state.src) ?? [];
  if (written === undefined) return false;
  if (!silent) state.push("attribute_list", "", 0).content = written;
  state.pos += written.length;
  return true;
}

function readHeadings({ tokens }: StateCore): void {
  for (const [index, token] of tokens.entries()) {
    const text = token.type === "heading_open" ? tokens[index + 1] : undefined;
    if (text === undefined || !text.content.trimEnd().endsWith("}")) continue;
    const [written, list = ""] = HEADING_LIST.exec(text.content) ?? [];
    if (written === undefined) continue;
    text.content = text.content.slice(0, -written.length);
    const id = ID.exec(list)?.[1];
    if (id !== undefined) token.attrSet("id", id);
  }
}
