import type { MarkdownIt, StateCore, StateInline } from "markdown-it";

/** Marks within a line that other tools add to Markdown: `==highlight==`, Zenn's sizes of images, Obsidian's names of blocks. */

/** As Obsidian reads it, but not within a word, where two signs compare: `a==b==c`. */
const HIGHLIGHT = /==(?![\s=])([^\n]*?[^\s=])==(?![\w=])/y;
const SIZED_IMAGE = /!\[([^[\]\n]{0,500})\]\(([^\s()]{1,500})[ ]+=(\d{0,5})x(\d{0,5})\)/y;
/** Obsidian's own names of blocks are six letters and digits; they are for links, and no reader sees them. */
const BLOCK_NAME = /(?:^|\s)\^(?=[a-z]*\d)[a-z\d]{6}$/;

export function marks(md: MarkdownIt): void {
  md.inline.ruler.before("emphasis", "highlight", readHighlight);
  md.inline.ruler.before("image", "sized_image", readSizedImage);
  md.core.ruler.after("block", "block_names", removeBlockNames);
  md.core.ruler.after("block", "empty_contents", removeEmptyContents);
}

function readHighlight(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x3d || /[\w=]/.test(state.src[state.pos - 1] ?? "")) return false;
  HIGHLIGHT.lastIndex = state.pos;
  const [written = ""] = HIGHLIGHT.exec(state.src) ?? [];
  const end = state.pos + written.length;
  if (written === "" || end > state.posMax) return false;
  if (!silent) {
    const max = state.posMax;
    state.push("mark_open", "mark", 1);
    Object.assign(state, { pos: state.pos + 2, posMax: end - 2 });
    state.md.inline.tokenize(state);
    state.posMax = max;
    state.push("mark_close", "mark", -1);
  }
  state.pos = end;
  return true;
}

function readSizedImage(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x21) return false;
  SIZED_IMAGE.lastIndex = state.pos;
  const [written, alt = "", src = "", width = "", height = ""] = SIZED_IMAGE.exec(state.src) ?? [];
  if (written === undefined || state.pos + written.length > state.posMax) return false;
  if (!silent) {
    const token = state.push("image", "img", 0);
    const sizes = [["width", width] as const, ["height", height] as const].filter(([, size]) => size !== "");
    token.attrs = [
      ["src", state.md.normalizeLink(src)],
      ["alt", ""],
      ...sizes.map(([name, size]): [string, string] => [name, size]),
    ];
    token.content = alt;
    token.children = [];
    state.md.inline.parse(alt, state.md, state.env, token.children);
  }
  state.pos += written.length;
  return true;
}

function removeBlockNames({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (token.type === "inline" && token.content.includes("^")) token.content = token.content.replace(BLOCK_NAME, "");
  }
}

const CONTENTS = /^(?:table of contents|contents|toc)$/i;

/** Where a tool fills in a list of contents, as remark-toc does: a heading without anything between it and the next. */
function removeEmptyContents({ tokens }: StateCore): void {
  const at = tokens.findIndex(
    ({ type, content }, index) =>
      type === "inline" &&
      CONTENTS.test(content.trim()) &&
      tokens[index - 1]?.type === "heading_open" &&
      tokens[index + 2]?.type === "heading_open",
  );
  if (at !== -1) tokens.splice(at - 1, 3);
}
