import { cleanLine } from "../../../lib/text.ts";
import type { FieldReports } from "../field-reports.ts";
import type { NamedValue } from "../named-values.ts";
import { isGroup, type YamlGroup, type YamlValue } from "../read-yaml.ts";
import { canonicalTag } from "../yaml-schema.ts";

export interface TranscriptField {
  /** A path or an address. */
  readonly src: string;
  readonly type?: string | undefined;
  readonly language?: string | undefined;
  readonly isCaptions?: true | undefined;
  /** Of the file. */
  readonly line: number;
}

/** `transcript: talk.vtt`, a list of them, or groups of src, type, language and rel. */
export function readTranscriptField({ path, value }: NamedValue, reports: FieldReports): TranscriptField[] {
  const items: readonly YamlValue[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item, index) => {
    const at = Array.isArray(value) ? [...path, index] : path;
    const transcript =
      typeof item === "string" ? { src: cleanLine(item) } : isGroup(item) ? readGroup(item) : undefined;
    if (transcript !== undefined && transcript.src !== "") return [{ ...transcript, line: reports.lineOf(at) }];
    const wanted = "a file, an address, or a group of src, type, language and rel";
    reports.misfit("warning", { path: at, found: item, wanted, example: "talk.vtt" });
    return [];
  });
}

function readGroup(group: YamlGroup): Omit<TranscriptField, "line"> {
  const textOf = (...names: readonly string[]) => {
    const found = names.map((name) => group[name]).find((value) => typeof value === "string" && value.trim() !== "");
    return typeof found === "string" ? cleanLine(found) : undefined;
  };
  const type = textOf("type")?.toLowerCase();
  const language = canonicalTag(textOf("language", "lang") ?? "");
  return {
    src: textOf("src", "url", "file", "path") ?? "",
    ...(type !== undefined && { type }),
    ...(language !== undefined && { language }),
    ...(textOf("rel") === "captions" && { isCaptions: true as const }),
  };
}
