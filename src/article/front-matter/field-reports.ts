import type { Finding } from "../../lib/finding.ts";
import type { YamlPath, YamlTree, YamlValue } from "./read-yaml.ts";
import { describeValue, formatPath } from "./yaml-schema.ts";

/** Collects what is wrong with the values of a front matter. */
export interface FieldReports {
  readonly findings: readonly Finding[];
  readonly lineOf: YamlTree["lineOf"];
  /** `"lang" must be a language tag, found "x"; write lang: en`. An error refuses the article. */
  readonly misfit: (severity: Finding["severity"], misfit: Misfit) => void;
  readonly add: (severity: Finding["severity"], reason: Finding["reason"], path: YamlPath, message: string) => void;
}

export interface Misfit {
  readonly path: YamlPath;
  readonly found: YamlValue | undefined;
  readonly wanted: string;
  /** A value that would do. */
  readonly example: string;
  readonly reason?: Finding["reason"];
}

export function createFieldReports(lineOf: YamlTree["lineOf"]): FieldReports {
  const findings: Finding[] = [];
  const add: FieldReports["add"] = (severity, reason, path, message) =>
    findings.push({ severity, reason, line: lineOf(path), message });
  return {
    findings,
    lineOf,
    add,
    misfit: (severity, { path, found, wanted, example, reason = "field-invalid" }) => {
      const said = found === undefined ? "nothing" : describeValue(found);
      const name = formatPath(path);
      // The corrected line as it would be written, where the value has a line of its own.
      const cure = path.every((step) => typeof step === "string") ? `; write ${String(path.at(-1))}: ${example}` : "";
      add(severity, reason, path, `"${name}" must be ${wanted}, found ${said}${cure}`);
    },
  };
}
