import { cleanLine } from "../../lib/text.ts";
import type { FieldReports } from "./field-reports.ts";
import type { FieldName } from "./key-names.ts";
import { type NamedValue, type NamedValues, nameOf } from "./named-values.ts";
import { isGroup, type YamlPath, type YamlValue } from "./read-yaml.ts";

/** Categories or tags under any of their names: lists, Hexo's nested lists, comma-separated texts. Undefined if there are none. */
export function readLabelsField(
  names: NamedValues,
  field: Extract<FieldName, "categories" | "tags">,
  reports: FieldReports,
): string[] | undefined {
  const written = names
    .of(field)
    .filter((named) => !isTemplateSection(named, names))
    .flatMap((named) => readLabels(named.value, named.path, separatorOf(named, names), reports));
  const labels = field === "tags" ? written.filter((label) => !COLLECTIONS.has(label)) : written;
  return labels.length === 0 ? undefined : labels;
}

/** Eleventy puts a file into a collection by such a tag, and shows it on no page. */
const COLLECTIONS: ReadonlySet<string> = new Set(["post", "posts"]);

/** Jigsaw's `section: content` is a part of the template that the file extends. */
function isTemplateSection(named: NamedValue, names: NamedValues): boolean {
  return names.has("extends") && nameOf(named) === "section";
}

type Separator = "comma" | "blank";

/** Jekyll splits `categories: harbour tides` at spaces; its posts are recognised by their `layout`. */
function separatorOf(named: NamedValue, names: NamedValues): Separator {
  const isOfJekyll = names.has("layout") && named.path.length === 1 && ["categories", "tags"].includes(nameOf(named));
  return isOfJekyll ? "blank" : "comma";
}

function readLabels(value: YamlValue, path: YamlPath, separator: Separator, reports: FieldReports): string[] {
  if (typeof value === "string") return splitLabels(value, separator);
  if (isGroup(value)) return readGroup(value.name ?? value.title ?? value.label, value, path, reports);
  return (value as readonly YamlValue[]).flatMap((item, index) =>
    typeof item === "string"
      ? [cleanLine(item)].filter((label) => label !== "")
      : readLabels(item, [...path, index], "comma", reports),
  );
}

function readGroup(name: YamlValue | undefined, group: YamlValue, path: YamlPath, reports: FieldReports): string[] {
  if (typeof name === "string") return [cleanLine(name)].filter((label) => label !== "");
  reports.misfit("warning", { path, found: group, wanted: "a name, or a list of names", example: "[one, two]" });
  return [];
}

/** Also as Arabic, Chinese and Japanese write it. */
const COMMA = /[,،，、]/;

function splitLabels(text: string, separator: Separator): string[] {
  // A list that was quoted as a whole: "['sea', 'wind']".
  const quoted = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1];
  if (quoted !== undefined) return splitLabels(quoted.replace(/["']/g, ""), "comma");
  const parts = separator === "blank" && !text.includes(",") ? text.split(/\s+/) : text.split(COMMA);
  return parts.map(cleanLine).filter((label) => label !== "");
}
