import type { Finding } from "../../lib/finding.ts";
import type { Result } from "../../lib/result.ts";
import { findStrayStatement } from "./damaged/find-stray-statement.ts";
import { decideHeldBack } from "./decide-held-back.ts";
import { explainSlip } from "./explain-slip.ts";
import { createFieldReports, type FieldReports } from "./field-reports.ts";
import type { FieldName } from "./key-names.ts";
import { type NamedValue, nameValues } from "./named-values.ts";
import { type FrontMatter, readFields } from "./read-fields.ts";
import { readHeaders } from "./read-headers.ts";
import { readJson } from "./read-json.ts";
import { readToml } from "./read-toml.ts";
import { isGroup, readYaml, type YamlProblem, type YamlTree } from "./read-yaml.ts";
import type { FrontMatterSyntax } from "./split-front-matter.ts";
import { formatPath } from "./yaml-schema.ts";

export interface FrontMatterReading {
  /** Without the fields that cannot be read. */
  readonly fields: FrontMatter;
  readonly findings: readonly Finding[];
  /** The line in the file where a field is. */
  readonly lineOf: (field: FieldName) => number | undefined;
}

export const NO_FRONT_MATTER: FrontMatterReading = { fields: {}, findings: [], lineOf: () => undefined };

/** A front matter without its fences. */
export interface FrontMatterSource {
  readonly kind: FrontMatterSyntax;
  readonly text: string;
  /** The line of the file that the text begins on. */
  readonly firstLine: number;
}

type SyntaxReader = (text: string, firstLine: number) => Result<YamlTree, YamlProblem>;

const SYNTAX_READERS: Readonly<Record<FrontMatterSyntax, SyntaxReader>> = {
  yaml: readYaml,
  toml: readToml,
  json: readJson,
  headers: readHeaders,
};

const MAX_CHARACTERS = 65_536;

/** Reads a front matter; dates without a zone are in the publication's. Never throws. */
export function readFrontMatter(source: FrontMatterSource, timeZone: string): FrontMatterReading {
  const { kind, text, firstLine } = source;
  if (text.length > MAX_CHARACTERS) {
    const why = `it has ${text.length} characters, at most ${MAX_CHARACTERS} are read; write the text below it`;
    return unreadable(Math.max(1, firstLine - 1), why);
  }
  const read = SYNTAX_READERS[kind](text, firstLine);
  if (!read.ok) return unreadable(read.problem.line, explainProblem(source, read.problem));
  if (read.value.value === undefined) return NO_FRONT_MATTER;
  if (!isGroup(read.value.value)) return unreadable(firstLine, 'it must be lines of the form "name: value"');
  return readTree(read.value, timeZone, source);
}

/** Reads the names and values of a file; `source` is the text that they were written in, if it is front matter. */
export function readTree(tree: YamlTree, timeZone: string, source?: FrontMatterSource): FrontMatterReading {
  const names = nameValues(isGroup(tree.value) ? tree.value : {});
  const reports = createFieldReports(tree.lineOf);
  const fields = readFields(names, timeZone, reports);
  const decision = decideHeldBack(tree);
  const isDecided = fields.isHeldBack || decision.isHeldBack;
  const stray = isDecided || source === undefined ? [] : reportStrayStatement(source);
  for (const named of names.unused) reportUnused(named, reports);
  return {
    fields: { ...fields, isHeldBack: isDecided || stray.length > 0 },
    findings: [...reports.findings, ...decision.findings, ...stray],
    lineOf: (field) => lineOfField(names.of(field)[0], tree),
  };
}

function explainProblem({ kind, text }: FrontMatterSource, { line, message }: YamlProblem, firstLine = 1): string {
  const problemIn = (changed: string) => {
    const read = SYNTAX_READERS[kind](changed, firstLine);
    return read.ok ? undefined : read.problem;
  };
  const here = problemIn(text) ?? { line, message };
  return `${message}; ${explainSlip(text, here, kind, problemIn)}`;
}

function unreadable(line: number, why: string): FrontMatterReading {
  const message = `Cannot read the front matter: ${why}`;
  return { ...NO_FRONT_MATTER, findings: [{ severity: "error", reason: "front-matter-unreadable", line, message }] };
}

function lineOfField(named: NamedValue | undefined, { lineOf }: YamlTree): number | undefined {
  return named && lineOf(named.path);
}

function reportStrayStatement({ kind, text, firstLine }: FrontMatterSource): Finding[] {
  const stray = findStrayStatement(text, kind === "headers" ? "headers" : "lines");
  if (stray === undefined) return [];
  const message = `"${stray.statement}" holds the article back, although it is inside another value; write it on a line of its own, or remove it`;
  return [{ severity: "warning", reason: "held-back", line: firstLine + stray.line - 1, message }];
}

function reportUnused({ path }: NamedValue, reports: FieldReports): void {
  reports.add("warning", "front-matter-unknown-key", path, `"${formatPath(path)}" is not used`);
}
