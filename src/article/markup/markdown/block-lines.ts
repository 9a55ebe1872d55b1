import type { StateBlock } from "markdown-it";

/** A line of the block being read, without its indentation and what its containers put before it. */
export function lineAt(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

interface Search {
  readonly startLine: number;
  readonly endLine: number;
  /** Where the search begins in the first line. */
  readonly from: number;
  /** The text that ends the closing line. */
  readonly end: string;
}

/** The line that ends with `end`. A search in vain is remembered, so that a thousand openings without an end are searched once. */
export function findClosingLine(state: StateBlock, { startLine, endLine, from, end }: Search): number | undefined {
  if (lineAt(state, startLine).slice(from).trimEnd().endsWith(end)) return startLine;
  const vain = vainSearchesOf(state);
  const key = `${end} ${endLine} ${state.blkIndent}`;
  if (startLine >= (vain.get(key) ?? Number.POSITIVE_INFINITY)) return undefined;
  for (let line = startLine + 1; line < endLine; line += 1) {
    if ((state.sCount[line] ?? 0) < state.blkIndent && !state.isEmpty(line)) break;
    if (lineAt(state, line).trimEnd().endsWith(end)) return line;
  }
  vain.set(key, startLine);
  return undefined;
}

const vainSearches = new WeakMap<object, Map<string, number>>();

function vainSearchesOf({ env }: StateBlock): Map<string, number> {
  const known = vainSearches.get(env) ?? new Map<string, number>();
  vainSearches.set(env, known);
  return known;
}
