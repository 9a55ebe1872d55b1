/** Where a text is code, in which nothing is a template: parts `[start, end)` in their order, apart from each other. */
export interface CodeRange {
  readonly start: number;
  readonly end: number;
}

const RAW_HTML = /<(pre|code|script|style|textarea)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})/;
const LIST_ITEM = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/;

export function findHtmlCode(text: string): CodeRange[] {
  return Array.from(text.matchAll(RAW_HTML), ({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

/** Fences, indented blocks, spans between backticks, and what is code by HTML (CommonMark §4.4, §4.5, §6.1). */
export function findMarkdownCode(text: string): CodeRange[] {
  const blocks = findBlocks(text);
  const spans = findOutside(text, blocks, findSpans);
  const known = [...blocks, ...spans].sort((a, b) => a.start - b.start);
  const html = findOutside(text, known, (part, offset) =>
    findHtmlCode(part).map(({ start, end }) => ({ start: start + offset, end: end + offset })),
  );
  return [...known, ...html].sort((a, b) => a.start - b.start);
}

/** Fences and spans: MDX has no indented code, and its elements are no code. */
export function findMdxCode(text: string): CodeRange[] {
  const fences = findBlocks(text).filter(({ start }) =>
    FENCE.test(text.slice(start, start + 200).split("\n")[0] ?? ""),
  );
  const spans = findOutside(text, fences, findSpans);
  return [...fences, ...spans].sort((a, b) => a.start - b.start);
}

/** A function that tells whether a position is in one of the ranges. */
export function createCodeCheck(ranges: readonly CodeRange[]): (position: number) => boolean {
  return (position) => {
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.end ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low];
    return range !== undefined && range.start <= position;
  };
}

/** Applies `find` to the text between the ranges. */
function findOutside(
  text: string,
  ranges: readonly CodeRange[],
  find: (part: string, offset: number) => CodeRange[],
): CodeRange[] {
  const found: CodeRange[] = [];
  let position = 0;
  for (const { start, end } of [...ranges, { start: text.length, end: text.length }]) {
    if (start > position) for (const range of find(text.slice(position, start), position)) found.push(range);
    position = Math.max(position, end);
  }
  return found;
}

interface BlockState {
  readonly ranges: CodeRange[];
  fence: { readonly start: number; readonly mark: string } | undefined;
  isInList: boolean;
  isAfterBlank: boolean;
}

function findBlocks(text: string): CodeRange[] {
  const state: BlockState = { ranges: [], fence: undefined, isInList: false, isAfterBlank: true };
  let start = 0;
  for (const line of text.split("\n")) {
    takeLine(line, start, state);
    start += line.length + 1;
  }
  if (state.fence !== undefined) state.ranges.push({ start: state.fence.start, end: text.length });
  return state.ranges;
}

function takeLine(line: string, start: number, state: BlockState): void {
  const end = start + line.length;
  if (state.fence !== undefined) {
    if (!closes(line, state.fence.mark)) return;
    state.ranges.push({ start: state.fence.start, end });
    state.fence = undefined;
    return;
  }
  const mark = FENCE.exec(line)?.[1];
  if (mark !== undefined) state.fence = { start, mark };
  else if (/^(?: {4}|\t)\s*\S/.test(line) && state.isAfterBlank && !state.isInList) {
    // The next line continues the block, after a blank line as well.
    state.ranges.push({ start, end });
    return;
  } else if (LIST_ITEM.test(line)) state.isInList = true;
  else if (/^\S/.test(line)) state.isInList = false;
  state.isAfterBlank = line.trim() === "";
}

function closes(line: string, mark: string): boolean {
  const closing = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return closing !== undefined && closing[0] === mark[0] && closing.length >= mark.length;
}

/** Backticks are paired within one paragraph. */
function findSpans(part: string, offset: number): CodeRange[] {
  const ranges: CodeRange[] = [];
  for (const paragraph of part.matchAll(/(?:[^\n]|\n(?![ \t]*\n))+/g)) {
    const runs = Array.from(paragraph[0].matchAll(/(?<!\\)`+/g), ({ index, 0: { length } }) => ({ index, length }));
    pairRuns(runs, (start, end) => {
      ranges.push({ start: offset + paragraph.index + start, end: offset + paragraph.index + end });
    });
  }
  return ranges;
}

interface Run {
  readonly index: number;
  readonly length: number;
}

/** Each run with the next one of its length. From the end, so that it takes no longer than the text. */
function pairRuns(runs: readonly Run[], take: (start: number, end: number) => void): void {
  const partners = new Map<number, number>();
  const latest = new Map<number, number>();
  for (let at = runs.length - 1; at >= 0; at--) {
    const { length } = runs[at] as Run;
    const partner = latest.get(length);
    if (partner !== undefined) partners.set(at, partner);
    latest.set(length, at);
  }
  for (let at = 0; at < runs.length; at++) {
    const partner = partners.get(at);
    if (partner === undefined) continue;
    const [first, last] = [runs[at] as Run, runs[partner] as Run];
    take(first.index, last.index + last.length);
    at = partner;
  }
}
