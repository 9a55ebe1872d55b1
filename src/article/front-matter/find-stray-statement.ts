import { heldBackRowAtEndOf, heldBackRowOf, normaliseWord } from "./held-back-words.ts";

/**
 * Where a text says `draft: true` outside of what its front matter means: a fence is broken, a quotation swallowed the line, or
 * two lines have run together. Only words of the table that certainly hold back are looked for.
 */
export interface StrayStatement {
  /** 1-based, within the text. */
  readonly line: number;
  readonly statement: string;
}

/** `lines`: a statement begins its line. `headers`: it may also end one, since headers have no quotation marks. */
export type StatementPlaces = "lines" | "headers";

const STATEMENT = /([\p{L}\p{N}_-]+)(["']?)\s*[:=]\s*["']?([\p{L}\p{N}]+(?:[- _][\p{L}]+)?)/gu;
/** What may follow a statement on its line: closing marks and a comment. */
const REST = /^["']?[\s,;}\])]*(?:(?:#|\/\/).*)?$/;
/** A longer line is prose, and no statement is looked for far into it. */
const MAX_LINE = 2_000;

export function findStrayStatement(text: string, places: StatementPlaces): StrayStatement | undefined {
  for (const [index, line] of text.split("\n").entries()) {
    const statement = findInLine(line, places);
    if (statement !== undefined) return { line: index + 1, statement };
  }
  return undefined;
}

function findInLine(line: string, places: StatementPlaces): string | undefined {
  // Most lines of a text have neither sign, and are told so sooner than by the pattern.
  if (!/[:=]/.test(line)) return undefined;
  for (const match of line.slice(0, MAX_LINE).matchAll(STATEMENT)) {
    const [whole, name = "", quote = "", word = ""] = match;
    const before = line.slice(0, match.index);
    const isLast = REST.test(line.slice(match.index + whole.length));
    const isQuoted = quote !== "" && before.endsWith(quote);
    const isFirst = /^[^\p{L}\p{N}#]*$/u.test(before);
    // A line break before the name is gone where a sign or a letter touches it: `title: The ferryStatus: draft`.
    const isTouched = /[^\s"'`({[*_#]$/u.test(before);
    const isPlaced = isQuoted || (isLast && (isFirst || isTouched || places === "headers"));
    const row = isPlaced ? heldBackRowOf(name.replace(/^[-_]+/, "")) : undefined;
    const glued = row === undefined && isLast && before.trim() !== "" ? heldBackRowAtEndOf(name) : undefined;
    if ((row ?? glued)?.holds.includes(normaliseWord(word))) return `${name}: ${word}`;
  }
  return undefined;
}

/** Lines of a body in which a broken front matter would go on. */
const BODY_LINES = 40;
const CODE_FENCE = /^ {0,3}(`{3,}|~{3,})/;
const CODE_BLOCK_OPENS = /<pre\b|\{%-?\s*(?:highlight|raw|codeblock)\b|\{\{[<%]\s*highlight\b/i;
const CODE_BLOCK_CLOSES = /<\/pre>|\{%-?\s*end(?:highlight|raw|codeblock)\b|\{\{[<%]\s*\/\s*highlight\b/i;

/** The same at the head of a body, outside of its code: a text about front matter shows it as code. */
export function findStrayStatementInBody(body: string): StrayStatement | undefined {
  const isCode = createCodeTracker();
  let count = 0;
  for (const [index, line] of body.split("\n").entries()) {
    if (line.trim() === "") continue;
    count += 1;
    if (count > BODY_LINES) return undefined;
    const statement = isCode(line) ? undefined : findInLine(line, "lines");
    if (statement !== undefined) return { line: index + 1, statement };
  }
  return undefined;
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
