import { findGlued, findInLine, readUncertain, type StrayStatement } from "./find-stray-statement.ts";
import { heldBackRowOf } from "./held-back-words.ts";
import { fieldOf, normaliseKey, QUIET_KEYS } from "./key-names.ts";

/** Statements below front matter, into which damaged front matter may continue. */

/** Lines of a body in which a broken front matter would go on. */
const BODY_LINES = 40;
const CODE_FENCE = /^ {0,3}(`{3,}|~{3,})/;
const CODE_BLOCK_OPENS = /<pre\b|\{%-?\s*(?:highlight|raw|codeblock)\b|\{\{[<%]\s*highlight\b/i;
const CODE_BLOCK_CLOSES = /<\/pre>|\{%-?\s*end(?:highlight|raw|codeblock)\b|\{\{[<%]\s*\/\s*highlight\b/i;

/** Any line that looks like one of a front matter, its signs damaged or not. */
const MEMBER = /^[^\p{L}\p{N}#*<]{0,8}([\p{L}\p{N}][\p{L}\p{N} _-]{0,40})[^\p{L}\p{N}\s:=]{0,4}\s*[:=]\s*(.*)$/u;
const FENCE = /^\s*(?:-{2,}|[–—]+|\+{2,}|;{2,}|\})\s*$/u;
/** A line with more words is prose. */
const MAX_WORDS = 3;
/** How near another field or a fence must be to show that the statement belongs to front matter. */
const NEIGHBOURS = 3;
/** Below a front matter only the fence that closes a broken one tells it from a list of facts. */
const LINES_TO_FENCE = 10;

type Place = "below fences" | "opens the file";

interface Line {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
}

/**
 * Finds a statement at the start of the body that holds the article back. Code is skipped: a text about front matter shows it
 * as code. An unknown word counts if other front matter lines are next to it. Without front matter above, code at the very
 * beginning is searched, too.
 */
export function findLooseStatement(body: string, place: Place): StrayStatement | undefined {
  const lines = listLines(body, place);
  for (const [index, { number, text }] of lines.entries()) {
    const uncertain = findUncertain(text);
    const isMeant = uncertain !== undefined && isSurrounded(lines, index, place);
    const statement = findInLine(text, "lines") ?? (isMeant ? uncertain : undefined);
    if (statement !== undefined) return { line: number, statement };
  }
  return undefined;
}

function listLines(body: string, place: Place): Line[] {
  const isCode = createCodeTracker();
  let count = 0;
  // A file that begins with a code block may be one whose front matter has become its code.
  let isCodeMeant = place === "below fences";
  const lines: Line[] = [];
  // Attributes such as `aria-hidden="true"` are about an element.
  const bare = body.replace(/<\/?[a-z][^<>]*>/gi, (tag) => tag.replace(/[^\n]+/g, keepCodeTag));
  for (const [index, text] of bare.split("\n").entries()) {
    if (text.trim() === "") continue;
    count += 1;
    if (count > BODY_LINES) break;
    const isShown = isCode(text);
    isCodeMeant ||= !isShown && isProse(text);
    if (!isShown || !isCodeMeant) lines.push({ number: index + 1, text });
  }
  return lines;
}

/** The tags of `pre` tell code. */
function keepCodeTag(tag: string): string {
  return /^<\/?pre\b/i.exec(tag)?.[0].concat(">") ?? "";
}

function isProse(text: string): boolean {
  return !isMember(text) && (text.match(/\p{L}{2,}/gu)?.length ?? 0) > MAX_WORDS;
}

function findUncertain(text: string): string | undefined {
  const [, name = "", value = ""] = MEMBER.exec(text.slice(0, 200)) ?? [];
  return readUncertain(name, value) ?? findGlued(text);
}

function isSurrounded(lines: readonly Line[], index: number, place: Place): boolean {
  const after = lines.slice(index + 1, index + 1 + LINES_TO_FENCE);
  if (after.some(({ text }) => FENCE.test(text))) return true;
  if (place === "below fences") return false;
  const near = [...lines.slice(Math.max(0, index - NEIGHBOURS), index), ...after.slice(0, NEIGHBOURS)];
  return near.some(({ text }) => FENCE.test(text) || MEMBER.test(text));
}

function isMember(text: string): boolean {
  const name = MEMBER.exec(text.slice(0, 200))?.[1];
  if (name === undefined) return false;
  return fieldOf(name) !== undefined || heldBackRowOf(name) !== undefined || QUIET_KEYS.has(normaliseKey(name));
}

/** Tells line by line whether it is code: fenced, indented, in `pre`, or in a highlighter's block. */
function createCodeTracker(): (line: string) => boolean {
  let fence: string | undefined;
  let isInBlock = false;
  return (line) => {
    const mark = CODE_FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
      return true;
    }
    isInBlock ||= CODE_BLOCK_OPENS.test(line);
    const isCode = fence !== undefined || isInBlock || /^(?: {4}|\t)/.test(line);
    if (CODE_BLOCK_CLOSES.test(line)) isInBlock = false;
    return isCode;
  };
}
