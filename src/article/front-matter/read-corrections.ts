import * as v from "valibot";
import { readWrittenDate } from "../../lib/written-dates.ts";
import type { Correction } from "../article.ts";
import type { FieldReports, Misfit } from "./field-reports.ts";
import type { NamedValue } from "./named-values.ts";
import { isGroup, type YamlPath, type YamlValue } from "./read-yaml.ts";
import { line } from "./yaml-schema.ts";

/** An article is not published without a correction that its author wrote: one that cannot be read refuses it. */
export function readCorrections(named: NamedValue, timeZone: string, reports: FieldReports): Correction[] {
  const items: readonly YamlValue[] = Array.isArray(named.value) ? named.value : [named.value];
  return items.flatMap((item, index) => {
    const path = Array.isArray(named.value) ? [...named.path, index] : named.path;
    const read = readCorrection(item, path, timeZone);
    if ("text" in read) return [read];
    reports.misfit("error", read);
    return [];
  });
}

function readCorrection(item: YamlValue, path: YamlPath, timeZone: string): Correction | Misfit {
  if (!isGroup(item)) {
    return {
      path,
      found: item,
      wanted: "a group of date and text",
      example: "{date: 2026-03-14, text: It was a Monday}",
    };
  }
  const date = readWrittenDate(typeof item.date === "string" ? item.date : "", timeZone);
  if (date.kind !== "time") {
    return {
      path: [...path, "date"],
      found: item.date,
      wanted: "a date",
      example: "2026-03-14",
      reason: "date-invalid",
    };
  }
  const text = v.safeParse(line, item.text);
  if (text.success) return { at: date.at, text: text.output };
  return { path: [...path, "text"], found: item.text, wanted: "a text", example: '"It was a Monday"' };
}
