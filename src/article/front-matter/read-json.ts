import { fail, type Result } from "../../lib/result.ts";
import { readYaml, type YamlProblem, type YamlTree } from "./read-yaml.ts";

/**
 * Reads JSON, with or without the braces around it (Hexo's `;;;` leaves them out). YAML 1.2 §1.2 makes JSON a part of YAML, so
 * that the one reader gives the lines too; YAML alone would read much that is no JSON, and drop what `#` begins.
 */
export function readJson(text: string, firstLine: number): Result<YamlTree, YamlProblem> {
  const braced = text.trimStart().startsWith("{") ? text : `{${text}}`;
  const problem = findJsonProblem(braced, firstLine);
  return problem === undefined ? readYaml(braced, firstLine) : fail(problem);
}

/** RFC 8259, but for a comma after the last member. */
function findJsonProblem(text: string, firstLine: number): YamlProblem | undefined {
  try {
    JSON.parse(text.replace(/,(?=\s*[}\]])/g, " "));
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    const [, what = "it is not JSON"] = /^(.*?)(?: in JSON)? at position/.exec(message) ?? [];
    return { line: firstLine + text.slice(0, offset).split("\n").length - 1, message: what };
  }
}
