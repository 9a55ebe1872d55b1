import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { findClosingLine, lineAt } from "./block-lines.ts";

/**
 * Formulas in TeX. No feed reader draws them, so the TeX itself is shown as code, untouched: what Markdown takes for emphasis,
 * an underscore or a star, would garble it.
 */

/** Blocks with delimiters on lines of their own; `\\[` is MathJax's delimiter as escaped in Markdown. */
const BLOCKS: readonly {
  readonly opening: RegExp;
  closing(opened: RegExpExecArray): string;
  readonly isShown: boolean;
}[] = [
  { opening: /^\$\$/, closing: () => "$$", isShown: false },
  { opening: /^\\\\\[/, closing: () => "\\\\]", isShown: false },
  // As LaTeX has it: where the line says more, a bracket that is escaped looks the same.
  { opening: /^\\\[(?=\s*$)/, closing: () => "\\]", isShown: false },
  { opening: /^\\begin\{([a-z]{1,20}\*?)\}/, closing: ([, name]) => `\\end{${name}}`, isShown: true },
];

/** GitHub's rule, which leaves prices alone: no letter or digit outside, no white space inside of either sign. */
const INLINE: readonly RegExp[] = [
  /\$\$(?!\$)((?:[^$\\]|\\[\s\S])+?)\$\$/y,
  /(?<![\w$\\])\$(?![\s$])((?:[^$\\]|\\[\s\S])*?[^\s$\\]|(?:[^$\\]|\\[\s\S])*?\\[^\s])\$(?![\w$])/y,
  /\\\\\((.+?)\\\\\)/y,
  // LaTeX's own, which Markdown takes for escaped parentheses: only with a sign of TeX between them.
  /\\\((?=[^\n]{0,500}?(?:\\[a-z]{2}|[_^]\{|\b\w[_^]\w\b)[^\n]*?\\\))((?:[^\\\n]|\\[^)\n])+?)\\\)/iy,
];
const MAX_INLINE = 2_000;

export function maths(md: MarkdownIt): void {
  md.block.ruler.before("fence", "maths", readBlock, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.inline.ruler.before("escape", "maths", readInline);
}

function readBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const first = lineAt(state, startLine);
  const code = first.charCodeAt(0);
  if (code !== 0x24 && code !== 0x5c) return false;
  for (const { opening, closing, isShown } of BLOCKS) {
    const opened = opening.exec(first);
    if (opened === null) continue;
    const end = closing(opened);
    const line = findClosingLine(state, { startLine, endLine, from: opened[0].length, end });
    if (line === undefined) return false;
    if (silent) return true;
    const whole = state.getLines(startLine, line + 1, state.blkIndent, false).trim();
    const inner = isShown ? whole : whole.slice(opened[0].length, -end.length).replace(/^\n|\n$/g, "");
    const token = state.push("code_block", "code", 0);
    token.content = `${inner.replace(/^\n+|\s+$/g, "")}\n`;
    token.map = [startLine, line + 1];
    state.line = line + 1;
    return true;
  }
  return false;
}

function readInline(state: StateInline, silent: boolean): boolean {
  const code = state.src.charCodeAt(state.pos);
  if (code !== 0x24 && code !== 0x5c) return false;
  const near = state.src.slice(0, Math.min(state.posMax, state.pos + MAX_INLINE));
  for (const pattern of INLINE) {
    pattern.lastIndex = state.pos;
    const [written, formula = ""] = pattern.exec(near) ?? [];
    if (written === undefined || formula.trim() === "") continue;
    if (!silent) state.push("code_inline", "code", 0).content = formula.replace(/\s+/g, " ").trim();
    state.pos += written.length;
    return true;
  }
  return false;
}
