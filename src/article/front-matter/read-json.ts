import type { Result } from "../../lib/result.ts";
import { readYaml, type YamlProblem, type YamlTree } from "./read-yaml.ts";

/**
 * Reads JSON, with or without the braces around it (Hexo's `;;;` leaves them out). YAML 1.2 §1.2 makes JSON a part of YAML, so
 * that the one reader gives the lines too, and a trailing comma is no fault.
 */
export function readJson(text: string, firstLine: number): Result<YamlTree, YamlProblem> {
  const braced = text.trimStart().startsWith("{") ? text : `{${text}}`;
  return readYaml(braced, firstLine);
}
