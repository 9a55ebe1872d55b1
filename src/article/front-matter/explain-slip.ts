import type { YamlProblem } from "./read-yaml.ts";
import type { FrontMatterSyntax } from "./split-front-matter.ts";

type Reader = (text: string) => YamlProblem | undefined;

/** How many lines above the reported one to look: an unclosed quotation mark is reported at the next one. */
const LINES_BACK = 20;

/** How a value is set off from its name, and what every line looks like, in words. */
const SYNTAXES: Readonly<Record<FrontMatterSyntax, { readonly pattern: RegExp; readonly cure: string }>> = {
  yaml: {
    pattern: /^(\s*(?:- )?["']?[\p{L}_][\p{L}\p{N}_ -]*["']?):(\s*)(\S.*)$/u,
    cure: 'each line as name: "value"',
  },
  toml: { pattern: /^(\s*[\p{L}_][\p{L}\p{N}_.-]*)\s*=(\s*)(\S.*)$/u, cure: 'each line as name = "value"' },
  json: { pattern: /^(\s*"[^"]*")\s*:(\s*)([^{[\s].*?),?$/u, cure: '"name": "value" with a comma between two of them' },
  headers: { pattern: /^(?!)/u, cure: "each line as Name: value" },
};

/**
 * Suggests a correction for a line that cannot be parsed: the corrected line where one change of it makes the front matter
 * valid, else how lines are written. `problemIn` reads a text and returns its first problem.
 */
export function explainSlip(text: string, problem: YamlProblem, syntax: FrontMatterSyntax, problemIn: Reader): string {
  const lines = text.split("\n");
  const last = Math.min(problem.line, lines.length) - 1;
  for (let index = last; index >= Math.max(0, last - LINES_BACK); index--) {
    for (const corrected of listCorrections(lines[index] ?? "", syntax)) {
      const next = problemIn(lines.with(index, corrected).join("\n"));
      if (next === undefined || next.line > problem.line) return `write ${corrected.trim()}`;
    }
  }
  return `write ${SYNTAXES[syntax].cure}`;
}

function listCorrections(line: string, syntax: FrontMatterSyntax): string[] {
  const untabbed = line.replace(/^[\t ]+/, (indent) => indent.replaceAll("\t", "  "));
  const spelt = syntax === "yaml" && untabbed !== line ? [untabbed] : [];
  const match = SYNTAXES[syntax].pattern.exec(line);
  if (match === null) return spelt;
  const [, name = "", blank = "", value = ""] = match;
  const sign = { yaml: ": ", toml: " = ", json: ": ", headers: ": " }[syntax];
  const comma = syntax === "json" && line.trimEnd().endsWith(",") ? "," : "";
  const separated = blank === "" && syntax === "yaml" ? [`${name}: ${value}`] : [];
  const closed = closeBrackets(value).map((whole) => `${name}${sign}${whole}${comma}`);
  return [...spelt, ...separated, ...closed, `${name}${sign}${quote(value, syntax)}${comma}`];
}

/** A list or group that was opened and never closed. */
function closeBrackets(value: string): string[] {
  const closing = { "[": "]", "{": "}" }[value[0] ?? ""];
  return closing === undefined || value.includes(closing) ? [] : [value.trimEnd().replace(/,$/, "") + closing];
}

function quote(value: string, syntax: FrontMatterSyntax): string {
  // A quotation mark that was opened and never closed, or the other way round, is the slip itself.
  const halves = /^(["'])(?!.*\1)(.*)$/.exec(value) ?? /^(?!["'])([^"]*)(")$/.exec(value);
  const bare = halves === null ? value : halves[1] === '"' || halves[1] === "'" ? (halves[2] ?? "") : (halves[1] ?? "");
  if (!bare.includes('"') || syntax === "json") return JSON.stringify(bare);
  return syntax === "yaml" ? `'${bare.replaceAll("'", "''")}'` : JSON.stringify(bare);
}
