import type { SplitSource } from "../../front-matter/split-front-matter.ts";
import { listImageImports } from "./components.ts";
import { pairBraces } from "./jsx.ts";

/** Names under which blogs of Next.js export what is front matter elsewhere: `export const meta = { title: "Tides" }`. */
const EXPORT =
  /^export\s+const\s+(?:meta|metadata|front[mM]atter|attributes|article|post)\s*(?::\s*[\w.<>[\]]{1,80}\s*)?=\s*(?=\{)/m;
const STRING = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/.source;
const TOKEN = new RegExp(
  String.raw`(${STRING})|(//[^\n]*|/\*[\s\S]*?\*/)|new Date\(\s*(${STRING})\s*\)|(:)|([A-Za-z_$][\w$.]*)(?=\s*([,:}]?))`,
  "g",
);

/**
 * The object that an MDX file exports as its front matter, written as YAML 1.2 §7.4's flow mapping on the lines it has in the file.
 * Expressions stay as they are written, so that one in the place of `draft: …` holds the article back. Undefined without such an export.
 */
export function splitExportedValues(source: string): Exclude<SplitSource, { kind: "none" | "refused" }> | undefined {
  const opening = EXPORT.exec(source);
  if (opening === null) return undefined;
  const start = opening.index + opening[0].length;
  const end = pairBraces(source).get(start);
  if (end === undefined) return undefined;
  const blank = source.slice(opening.index, end).replace(/[^\n]+/g, "");
  return {
    kind: "yaml",
    text: writeFlow(source.slice(start, end), listImageImports(source)),
    firstLine: source.slice(0, start).split("\n").length,
    body: source.slice(0, opening.index) + blank + source.slice(end).replace(/^[^\S\n]*;/, ""),
  };
}

function writeFlow(code: string, images: ReadonlyMap<string, string>): string {
  return code.replace(TOKEN, (...groups: readonly (string | undefined)[]) => {
    const [whole = "", text, comment, date, colon, name, next] = groups;
    if (comment !== undefined) return comment.replace(/[^\n]+/g, " ");
    if (text !== undefined || date !== undefined) return quote(text ?? date ?? "");
    if (colon !== undefined) return ": ";
    const image = name === undefined || next === ":" ? undefined : images.get(name.replace(/\.src$/, ""));
    if (image === undefined) return whole;
    const isShorthand = /[{,]\s*$/.test(code.slice(0, code.indexOf(whole)));
    return isShorthand ? `${whole}: ${JSON.stringify(image)}` : JSON.stringify(image);
  });
}

/** The line breaks within a text follow it. */
function quote(literal: string): string {
  const breaks = literal.split("\n").length - 1;
  const text = literal
    .slice(1, -1)
    .replace(/\\(["'`\\$])/g, "$1")
    .replace(/\s*\n\s*/g, " ");
  return JSON.stringify(text) + "\n".repeat(breaks);
}
