import { createCodeCheck, findMdxCode } from "./code-ranges.ts";

export interface CutText {
  readonly text: string;
  /** Where texts for some readers alone began, as positions in the source. */
  readonly cuts: readonly { readonly position: number; readonly mark: string }[];
}

/** Ghost ends the free part of a post so, WordPress begins and ends a block so; `/-->` ends the free part as well. */
const MARK =
  /<!--\s*(?:members-only|wp:(jetpack\/paywall|jetpack\/paid-content|premium-content\/container)\b[^>]*?)\s*(\/?)-->/gi;

/** Takes out what marks of other publishing systems keep for members; the lines of the rest stay where they are. */
export function cutHeldBlocks(source: string, kind: "markdown" | "mdx" | "html"): CutText {
  if (!/<!--\s*(?:members-only|wp:(?:jetpack|premium-content)\/)/i.test(source)) return { text: source, cuts: [] };
  const isInCode = kind === "html" ? () => false : createCodeCheck(findMdxCode(source));
  const mark = new RegExp(MARK);
  const parts: string[] = [];
  const cuts: { position: number; mark: string }[] = [];
  let done = 0;
  for (let match = mark.exec(source); match !== null; match = mark.exec(source)) {
    if (isInCode(match.index)) continue;
    const end = findEnd(source, match);
    cuts.push({ position: match.index, mark: match[0].slice(0, 60) });
    parts.push(source.slice(done, match.index), source.slice(match.index, end).replace(/[^\n]+/g, ""));
    done = end;
    mark.lastIndex = end;
  }
  return { text: parts.join("") + source.slice(done), cuts };
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
