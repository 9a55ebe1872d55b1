import { createCodeCheck, findMdxCode } from "./code-ranges.ts";
import { findHiddenDivs } from "./hidden-divs.ts";

export interface CutText {
  readonly text: string;
  /** Where texts for some readers alone began, as positions in the source. */
  readonly cuts: readonly { readonly position: number; readonly mark: string }[];
}

/** Ghost ends the free part of a post so, WordPress begins and ends a block so; `/-->` ends the free part as well. */
const MARK =
  /<!--\s*(?:members-only|wp:(jetpack\/paywall|jetpack\/paid-content|premium-content\/container)\b[^>]*?)\s*(\/?)-->/gi;

const CANDIDATE = /<!--\s*(?:members-only|wp:(?:jetpack|premium-content)\/)|^ {0,3}:::/im;

/** Takes out what marks of other publishing systems keep from readers; the lines of the rest stay where they are. */
export function cutHeldBlocks(source: string, kind: "markdown" | "mdx" | "html"): CutText {
  if (!CANDIDATE.test(source)) return { text: source, cuts: [] };
  const isInCode = kind === "html" ? () => false : createCodeCheck(findMdxCode(source));
  const divs = kind === "html" ? [] : findHiddenDivs(source, isInCode);
  const held = [...findMarked(source, isInCode), ...divs].sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  const cuts: { position: number; mark: string }[] = [];
  let done = 0;
  for (const { start, end, mark } of held) {
    const from = Math.max(start, done);
    if (end <= from) continue;
    cuts.push({ position: start, mark });
    parts.push(source.slice(done, from), source.slice(from, end).replace(/[^\n]+/g, ""));
    done = end;
  }
  return { text: parts.join("") + source.slice(done), cuts };
}

function findMarked(source: string, isInCode: (position: number) => boolean) {
  const mark = new RegExp(MARK);
  const found: { start: number; end: number; mark: string }[] = [];
  for (let match = mark.exec(source); match !== null; match = mark.exec(source)) {
    if (isInCode(match.index)) continue;
    const end = findEnd(source, match);
    found.push({ start: match.index, end, mark: match[0].slice(0, 60) });
    mark.lastIndex = end;
  }
  return found;
}

/** Beyond the closing mark of a block; of one without it, as of a mark that has none, the end of the text. */
function findEnd(source: string, match: RegExpExecArray): number {
  const [whole, block, slash] = match;
  const from = match.index + whole.length;
  if (block === undefined || slash === "/") return source.length;
  const closing = new RegExp(`<!--\\s*/wp:${block}\\s*-->`, "gi");
  closing.lastIndex = from;
  return closing.test(source) ? closing.lastIndex : source.length;
}
