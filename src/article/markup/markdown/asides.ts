import type { MarkdownIt, StateBlock, StateCore } from "markdown-it";
import { lineAt } from "./block-lines.ts";
import { readingEnvOf } from "./reading-env.ts";
import { asideWordOf } from "./words.ts";

/**
 * Notes beside the text: GitHub's `> [!NOTE]`, `:::note` of Docusaurus and VitePress, `!!! note` of Python-Markdown, with its folded ones and tabs. They become an
 * `aside` that begins with its word, or with the title that the author gave.
 */

const ALERT = /^\[!([a-z]{2,20})\][+-]?[ \t]*([^\n]*)(?:\n|$)/i;
const DIRECTIVE = /^(:{3,})\s*(?:\{?\.?([a-z][\w-]*)\}?)?\s*(?:\[([^\]\n]*)\]|\{[^{}]*\})?\s*(.*)$/i;
const ADMONITION = /^(!!!|\?\?\?\+?)\s+([a-z][\w-]*)[^"]*(?:"([^"]*)")?\s*$/i;
/** Tabs of Material for MkDocs; readers get one below the other. */
const TAB = /^===[!+]?\s+(["'])(.+)\1\s*$/;

export function asides(md: MarkdownIt): void {
  const alt = { alt: ["paragraph", "reference", "blockquote", "list"] };
  md.block.ruler.before("fence", "directive", readDirective, alt);
  md.block.ruler.before("fence", "admonition", readAdmonition, alt);
  md.core.ruler.after("block", "alerts", readAlerts);
}

interface Extent {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly nextLine: number;
}

function readDirective(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const line = lineAt(state, startLine);
  if (!line.startsWith(":::")) return false;
  const [, colons = "", name, label, rest = ""] = DIRECTIVE.exec(line) ?? [];
  if (name === undefined) return false;
  if (silent) return true;
  const lastLine = findDirectiveEnd(state, startLine, endLine, colons.length);
  const extent = { firstLine: startLine + 1, lastLine, nextLine: Math.min(lastLine + 1, endLine) };
  // Zenn: `:::message alert` is a kind, and no title.
  const isAlert = name.toLowerCase() === "message" && rest.trim() === "alert";
  const [kind, title] = isAlert ? ["warning", ""] : [name, label ?? rest.trim()];
  pushNote(state, extent, kind, title, state.blkIndent);
  return true;
}

/** A closing line has as many colons at least; fewer belong to a directive inside. */
function findDirectiveEnd(state: StateBlock, startLine: number, endLine: number, colons: number): number {
  let depth = 1;
  const { budget } = readingEnvOf(state);
  for (let line = startLine + 1; line < endLine; line += 1) {
    budget.spend(1, startLine + 1);
    const [, found = "", rest = ""] = /^(:{3,})\s*(.*)$/.exec(lineAt(state, line)) ?? [];
    if (found === "") continue;
    if (rest !== "" && found.length >= colons) depth += 1;
    if (rest === "" && found.length >= colons) depth -= 1;
    if (depth === 0) return line;
  }
  return endLine;
}

/** Python-Markdown: the note's text is indented by four columns. */
function readAdmonition(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const line = lineAt(state, startLine);
  if (!/^[!?=]{3}/.test(line)) return false;
  const [, , tab] = TAB.exec(line) ?? [];
  const [, , name, title] = tab === undefined ? (ADMONITION.exec(line) ?? []) : ["", "", "tab", tab];
  if (name === undefined) return false;
  if (silent) return true;
  const indent = (state.sCount[startLine] ?? 0) + 4;
  let nextLine = startLine + 1;
  while (nextLine < endLine && (state.isEmpty(nextLine) || (state.sCount[nextLine] ?? 0) >= indent)) nextLine += 1;
  pushNote(state, { firstLine: startLine + 1, lastLine: nextLine, nextLine }, name, title ?? "", indent);
  return true;
}

function pushNote(state: StateBlock, extent: Extent, name: string, title: string, indent: number): void {
  const word = asideWordOf(name, readingEnvOf(state).language);
  const isDetails = name.toLowerCase() === "details";
  const { parentType, blkIndent, lineMax } = state;
  const opening = state.push("note_open", isDetails ? "details" : word === undefined ? "div" : "aside", 1);
  opening.map = [extent.firstLine - 1, extent.nextLine];
  opening.meta = { title: title || (word ?? "") };
  state.parentType = "blockquote";
  state.blkIndent = indent;
  state.lineMax = extent.lastLine;
  state.md.block.tokenize(state, extent.firstLine, extent.lastLine);
  Object.assign(state, { parentType, blkIndent, lineMax });
  state.push("note_close", "aside", -1);
  state.line = extent.nextLine;
}

function readAlerts(state: StateCore): void {
  const { tokens } = state;
  for (const [index, quote] of tokens.entries()) {
    const text = quote.type === "blockquote_open" ? tokens[index + 2] : undefined;
    if (text?.type !== "inline" || !text.content.startsWith("[!")) continue;
    const [written, name = "", title = ""] = ALERT.exec(text.content) ?? [];
    if (written === undefined) continue;
    quote.type = "note_open";
    quote.tag = "aside";
    quote.meta = { title: title.trim() || (asideWordOf(name, readingEnvOf(state).language) ?? name) };
    text.content = text.content.slice(written.length);
    if (text.map !== null) text.map = [text.map[0] + 1, text.map[1]];
    // A paragraph of the mark alone has nothing left to show.
    if (text.content === "") tokens.splice(index + 1, 3);
  }
}
