import type { Finding } from "../../../lib/finding.ts";
import { createCodeCheck, findHtmlCode, findMarkdownCode } from "./code-ranges.ts";
import { createOutput, type Output, type Written } from "./output.ts";
import { readTagAt } from "./read-tag.ts";
import type { Writing } from "./tag.ts";
import type { Found, TagLoss, TemplateSource } from "./write-tag.ts";

export interface Expansion extends Written {
  readonly findings: readonly Finding[];
}

/** All that can begin a template but square brackets. */
const OTHERS = /\{\{|\{%|\{#|<%|<<<\s*@|\[\[|\{(?:static|attach|filename)\}|\|(?:static|filename)\||@\[[a-z]/i;
/** A shortcode in square brackets that is no link of Markdown, or the end of one. */
const SHORTCODE = /\[(?=\/[a-z]|[a-z][\w-]*(?:[\s=][^\]\n]{0,1000})?\](?![(:]|\[[^/]))/i;
/** Most texts have neither. */
const CANDIDATE = new RegExp(`${OTHERS.source}|${SHORTCODE.source}`, "i");
const OPENING = new RegExp(`\\\\.|!?(?:${OTHERS.source}|\\[(?=[a-z]))`, "gi");

interface State extends TemplateSource {
  readonly output: Output;
  readonly leftovers: Leftover[];
}

interface Leftover {
  readonly kind: TagLoss | "left";
  readonly text: string;
  readonly position: number;
}

/**
 * Expands template tags before the text is parsed: shortcodes of Hugo, Hexo and WordPress, tags of Liquid, links of Obsidian.
 * Code is left alone. Unknown tags go, expressions and conditions stay as they are; a finding for each kind names them.
 */
export function expandTemplates(source: string, kind: "markdown" | "html"): Expansion {
  if (!CANDIDATE.test(source)) return { text: source, lineOf: undefined, findings: [] };
  const isMarkdown = kind === "markdown";
  const code = isMarkdown ? findMarkdownCode(source) : findHtmlCode(source);
  const state: State = {
    source,
    isMarkdown,
    output: createOutput(source),
    leftovers: [],
    isInCode: createCodeCheck(code),
    missing: new Map(),
    captured: new Set(),
  };
  expandRange(0, source.length, state);
  return { ...state.output.finish(), findings: reportLeftovers(state) };
}

function expandRange(start: number, end: number, state: State): void {
  const { source, output } = state;
  const opening = new RegExp(OPENING);
  let copied = start;
  opening.lastIndex = start;
  for (let match = opening.exec(source); match !== null && match.index < end; match = opening.exec(source)) {
    const { index } = match;
    if (match[0].startsWith("\\") || state.isInCode(index)) continue;
    const found = readTagAt(index, state);
    if (found === undefined || found.end > end) {
      opening.lastIndex = index + 1;
      continue;
    }
    output.copy(copied, index);
    copied = writeFound(found, index, state);
    opening.lastIndex = copied;
  }
  output.copy(copied, end);
}

/** Returns where to go on. */
function writeFound({ end, writing, body, loss }: Found, start: number, state: State): number {
  const { source, output, leftovers } = state;
  const tagEnd = body?.start ?? Math.min(end, start + MAX_NAMED_LENGTH);
  if (loss !== undefined) leftovers.push({ kind: loss, text: source.slice(start, tagEnd), position: start });
  if (writing === undefined) {
    const whole = source.slice(start, end);
    leftovers.push({ kind: "left", text: whole, position: start });
    // A parser of HTML would take what is between the angles for an element.
    output.write(whole.replace(/^(\{\{|)<(?=\S)/, "$1&lt;"), start, end);
    return end;
  }
  const gap = isOpenBlock(writing, end, state) ? "\n" : "";
  if (typeof writing === "string" || body === undefined) {
    output.write((typeof writing === "string" ? writing : writing.before + writing.after) + gap, start, end);
    return end;
  }
  output.write(writing.before, start, body.start);
  if (body.rule.body === "verbatim") output.copy(body.start, body.end);
  else expandRange(body.start, body.end, state);
  output.write(writing.after + gap, body.end, end);
  return end;
}

/** CommonMark §4.6: such an element extends to the next empty line, and its content is not read as Markdown. */
function isOpenBlock(writing: Exclude<Writing, undefined>, end: number, { source, isMarkdown }: State): boolean {
  const text = typeof writing === "string" ? writing : writing.after;
  return (
    isMarkdown &&
    /<\/(?:figure|aside|details|blockquote)>$/.test(text) &&
    /^[ \t]*\n[ \t]*\S/.test(source.slice(end, end + 200))
  );
}

const MAX_NAMED = 3;
const MAX_NAMED_LENGTH = 60;

interface LossReport extends Pick<Finding, "severity" | "reason"> {
  readonly message: (named: string) => string;
}

const REPORTS: Readonly<Record<Leftover["kind"], LossReport>> = {
  open: {
    severity: "error",
    reason: "template-open",
    message: (named) =>
      `A text that is not for every reader has no end: ${named}; write its closing tag, or set draft: true`,
  },
  held: {
    severity: "warning",
    reason: "template-held",
    message: (named) => `Text that is not for every reader is not published: what ${named} encloses`,
  },
  drawn: {
    severity: "warning",
    reason: "template-removed",
    message: (named) => `A script would draw what ${named} encloses; it is not published: write a picture of it`,
  },
  removed: {
    severity: "warning",
    reason: "template-removed",
    message: (named) =>
      `Template tags are not known, and only what they enclose is published: ${named}; write what they stand for`,
  },
  left: {
    severity: "warning",
    reason: "template-left",
    message: (named) =>
      `Template syntax is left as it is: ${named}; write what it stands for, or put it between backticks if readers should see it`,
  },
};

function reportLeftovers({ leftovers, source }: State): Finding[] {
  return (Object.keys(REPORTS) as Leftover["kind"][]).flatMap((kind) => {
    const ofKind = leftovers.filter((leftover) => leftover.kind === kind);
    const [first] = ofKind;
    if (first === undefined) return [];
    const { severity, reason, message } = REPORTS[kind];
    const line = source.slice(0, first.position).split("\n").length;
    return [{ severity, reason, line, message: message(nameTexts(ofKind)) }];
  });
}

function nameTexts(leftovers: readonly Leftover[]): string {
  const texts = [...new Set(leftovers.map(({ text }) => text.replace(/\s+/g, " ").slice(0, MAX_NAMED_LENGTH)))];
  const more = texts.length > MAX_NAMED ? ` and ${texts.length - MAX_NAMED} more` : "";
  return texts.slice(0, MAX_NAMED).join(", ") + more;
}
