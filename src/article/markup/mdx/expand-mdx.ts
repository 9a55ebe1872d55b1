import type { Finding } from "../../../lib/finding.ts";
import { createCodeCheck, findMdxCode } from "../template/code-ranges.ts";
import type { Expansion } from "../template/expand-templates.ts";
import { createOutput, type Output } from "../template/output.ts";
import { type Components, createComponents } from "./components.ts";
import { findHeldEnd, isHeldComponent } from "./held-components.ts";
import { type BraceEnds, type JsxTag, pairBraces, readCode, readJsxTag } from "./jsx.ts";

type Loss = "code" | "expression" | "component" | "held" | "open";

interface State {
  readonly source: string;
  readonly kind: "markdown" | "mdx";
  readonly output: Output;
  readonly components: Components;
  readonly braces: BraceEnds;
  /** The texts lost, by kind, and the position of the first. */
  readonly losses: Map<Loss, { readonly texts: string[]; readonly position: number }>;
  depth: number;
}

const IMPORT = /import\b(?:[\s\w*{},$]*?\bfrom)?\s*["'][^"'\n]*["'][^\S\n]*;?/y;
const EXPORT = /export\s+(?:default|const|let|var|async|function|class|type|interface|\{|\*)/y;
/** Escapes, statements at the beginning of a line, its indentation, braces and tags. */
const CANDIDATE = /\\.|^(?:import|export)\b|^[ \t]+|\{|<(?=[A-Za-z/>])/gm;

/**
 * Reduces MDX to Markdown: statements and expressions go, elements of HTML stay, components leave what they enclose. Code that
 * is shown is not touched. Each kind of loss is a finding. In a file that is named as Markdown, braces may also be a template's or
 * an attribute list: there, only comments are MDX's.
 */
export function expandMdx(source: string, kind: "markdown" | "mdx"): Expansion {
  const isInCode = createCodeCheck(findMdxCode(source));
  const output = createOutput(source);
  const state: State = {
    source,
    kind,
    output,
    components: createComponents(source),
    braces: pairBraces(source),
    losses: new Map(),
    depth: 0,
  };
  let copied = 0;
  const candidate = new RegExp(CANDIDATE);
  for (let match = candidate.exec(source); match !== null; match = candidate.exec(source)) {
    const { index } = match;
    if (match[0].startsWith("\\") || isInCode(index)) continue;
    const replaced = replaceAt(index, state);
    if (replaced === undefined) continue;
    output.copy(copied, index);
    output.write(replaced.text, index, replaced.end);
    copied = replaced.end;
    candidate.lastIndex = Math.max(copied, candidate.lastIndex);
  }
  output.copy(copied, source.length);
  return { ...output.finish(), findings: reportLosses(state) };
}

interface Replacement {
  readonly text: string;
  readonly end: number;
}

function replaceAt(position: number, state: State): Replacement | undefined {
  switch (state.source[position]) {
    case "i":
      return dropImport(position, state);
    case "e":
      return dropExport(position, state);
    case "{":
      return replaceExpression(position, state);
    case "<":
      return replaceTag(position, state);
    default:
      return dropIndentation(position, state);
  }
}

/** As many lines as it had, so that what follows begins where it did. */
function drop(position: number, end: number, state: State, loss: Loss): Replacement {
  const text = state.source.slice(position, end);
  noteLoss(state, loss, text, position);
  return { text: text.replace(/[^\n]+/g, ""), end };
}

function dropImport(position: number, state: State): Replacement | undefined {
  IMPORT.lastIndex = position;
  return IMPORT.test(state.source) ? drop(position, IMPORT.lastIndex, state, "code") : undefined;
}

/** A statement ends at the first empty line outside its braces. */
function dropExport(position: number, state: State): Replacement | undefined {
  const { source, braces } = state;
  EXPORT.lastIndex = position;
  if (!EXPORT.test(source)) return undefined;
  const token = /\{|\n[^\S\n]*(?:\n|$)/g;
  token.lastIndex = position;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const end = match[0] === "{" ? braces.get(match.index) : undefined;
    if (end === undefined) return drop(position, match[0] === "{" ? source.length : match.index, state, "code");
    token.lastIndex = end;
  }
  return drop(position, source.length, state, "code");
}

function replaceExpression(position: number, state: State): Replacement | undefined {
  const { source, kind, braces } = state;
  const end = braces.get(position);
  if (end === undefined) return undefined;
  const code = source.slice(position + 1, end - 1);
  // Docusaurus gives headings their ids so.
  if (/^#[\w-]+$/.test(code)) return undefined;
  const comment = /^\s*\/\*([\s\S]*)\*\/\s*$/.exec(code)?.[1];
  const id = comment === undefined ? undefined : readHeadingId(comment, position, end, source);
  if (id !== undefined) return { text: `{#${id}}`, end };
  if (comment !== undefined) return { text: `<!--${comment.replaceAll("--", "- -")}-->`, end };
  if (kind === "markdown") return undefined;
  const value = readCode(code);
  if ("text" in value) return { text: value.text, end };
  return drop(position, end, state, "expression");
}

// `## Words {/* #id */}`, or without the sign: where braces compute something, the id of a heading is a comment at its end.
function readHeadingId(comment: string, position: number, end: number, source: string): string | undefined {
  const line = source.slice(source.lastIndexOf("\n", position) + 1, position);
  if (!/^ {0,3}#{1,6}\s/.test(line) || !/^[^\S\n]*(?:\n|$)/.test(source.slice(end, end + 100))) return undefined;
  return /^\s*#?([a-z0-9][\w-]*)\s*$/.exec(comment)?.[1];
}

function replaceTag(position: number, state: State): Replacement | undefined {
  const tag = readJsxTag(state.source, position, state.braces);
  if (tag === undefined) return undefined;
  if (isHeldComponent(tag)) return dropHeld(tag, position, state);
  const { text, lost } = state.components.write(tag);
  if (lost.includes("component")) noteLoss(state, "component", `<${tag.name}>`, position);
  if (lost.includes("expression")) noteLoss(state, "expression", state.source.slice(position, tag.end), position);
  if (/^[A-Z]/.test(tag.name) && !tag.isSelfClosing) state.depth = Math.max(0, state.depth + (tag.isClosing ? -1 : 1));
  return { text, end: tag.end };
}

function dropHeld({ name }: JsxTag, position: number, state: State): Replacement {
  const end = findHeldEnd(name, position, state.source);
  noteLoss(state, end === undefined ? "open" : "held", `<${name}>`, position);
  const text = state.source.slice(position, end);
  return { text: text.replace(/[^\n]+/g, ""), end: position + text.length };
}

/** Inside a component people indent; without it, four columns would make a listing of their words. */
function dropIndentation(position: number, { source, depth }: State): Replacement | undefined {
  if (depth === 0) return undefined;
  const indentation = /[ \t]*/y;
  indentation.lastIndex = position;
  const [text = ""] = indentation.exec(source) ?? [];
  const kept = text.replaceAll("\t", "  ").slice(2 * depth);
  return { text: kept, end: position + text.length };
}

function noteLoss({ losses }: State, loss: Loss, text: string, position: number): void {
  const known = losses.get(loss);
  if (known === undefined) losses.set(loss, { texts: [text], position });
  else known.texts.push(text);
}

const MESSAGES: Readonly<Record<Loss, string>> = {
  code: "MDX: statements are not published",
  expression: "MDX: expressions are not computed and not published",
  component: "MDX: components are not drawn, only what they enclose is published",
  held: "Text that is not for every reader is not published: what these enclose",
  open: "A text that is not for every reader has no end; write its closing tag, or set draft: true",
};

const REASONS = { held: "template-held", open: "template-open" } as const;

const MAX_NAMED = 3;

function reportLosses({ source, losses }: State): Finding[] {
  return [...losses].map(([loss, { texts, position }]) => {
    const each = [...new Set(texts.map((text) => text.replace(/\s+/g, " ").slice(0, 60)))];
    const more = each.length > MAX_NAMED ? ` and ${each.length - MAX_NAMED} more` : "";
    const message = `${MESSAGES[loss]}: ${each.slice(0, MAX_NAMED).join(", ")}${more}`;
    const line = source.slice(0, position).split("\n").length;
    const severity = loss === "open" ? "error" : "warning";
    const reason = loss === "open" || loss === "held" ? REASONS[loss] : "markup-removed";
    return { severity, reason, line, message };
  });
}
