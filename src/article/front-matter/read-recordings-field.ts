import { cleanLine } from "../../lib/text.ts";
import type { FieldReports } from "./field-reports.ts";
import { normaliseKey } from "./key-names.ts";
import type { NamedValue, NamedValues } from "./named-values.ts";
import { type ChapterField, readChapterField } from "./podcast/read-chapter-field.ts";
import { readTranscriptField, type TranscriptField } from "./podcast/read-transcript-field.ts";
import { isGroup, type YamlGroup, type YamlValue } from "./read-yaml.ts";

/** A sound or a film as the front matter names it; what it does not say is measured. */
export interface RecordingField {
  /** A path or an address. */
  readonly src: string;
  readonly medium: "audio" | "video";
  /** The name of its field, for the line in a finding. */
  readonly field: "audio" | "video";
  readonly mediaType?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly durationSeconds?: number | undefined;
  readonly title?: string | undefined;
  /** A path or an address. */
  readonly poster?: string | undefined;
  readonly transcripts?: readonly TranscriptField[] | undefined;
  readonly chapters?: readonly ChapterField[] | undefined;
}

/** Names of a group's members, the first given one counting. */
const MEMBERS = {
  src: ["src", "url", "path", "file", "filename", "href", "link", "mp3", "audio", "video"],
  mediaType: ["type", "mediaType", "mimeType"],
  sizeBytes: ["length", "size", "sizeBytes", "bytes", "fileSize"],
  durationSeconds: ["duration", "durationSeconds"],
  title: ["title", "name"],
  poster: ["poster", "image", "thumbnail", "cover"],
  transcripts: ["transcript", "transcripts", "captions", "subtitles"],
  chapters: ["chapters"],
} as const;

/** `audio: false` is a switch of a theme. */
const SWITCH = /^(?:true|false|yes|no|none|auto)$/i;
const DURATION_WANTED = "seconds, or hours, minutes and seconds";

/** Sound before film, as players take the first file. */
export function readRecordingsField(names: NamedValues, reports: FieldReports): readonly RecordingField[] | undefined {
  const fields = (["audio", "video"] as const).flatMap((field) =>
    names
      .of(field)
      .flatMap((named) => listValues(named.value).flatMap((value) => readOne(field, value, named, reports))),
  );
  return fields.length > 0 ? fields : undefined;
}

function listValues(value: YamlValue): readonly YamlValue[] {
  return Array.isArray(value) ? value : [value];
}

function readOne(
  field: "audio" | "video",
  value: YamlValue,
  { path }: NamedValue,
  reports: FieldReports,
): RecordingField[] {
  if (typeof value === "string") return readLines(field, value);
  if (!isGroup(value)) return [];
  const src = textOf(value, "src");
  if (src === undefined) return [];
  const duration = textOf(value, "durationSeconds");
  const durationSeconds = duration === undefined ? undefined : readDuration(duration);
  if (duration !== undefined && durationSeconds === undefined) {
    reports.misfit("warning", {
      path: [...path, "duration"],
      found: duration,
      wanted: DURATION_WANTED,
      example: '"31:04"',
    });
  }
  const namedMember = (name: "transcripts" | "chapters"): NamedValue | undefined => {
    const found = findMember(value, name);
    return found && { path: [...path, found[0]], value: found[1] };
  };
  const transcripts = namedMember("transcripts");
  return [
    {
      src,
      medium: field,
      field,
      mediaType: readMediaType(textOf(value, "mediaType")),
      sizeBytes: readCount(textOf(value, "sizeBytes")),
      durationSeconds,
      title: textOf(value, "title"),
      poster: textOf(value, "poster"),
      transcripts: transcripts && readTranscriptField(transcripts, reports),
      chapters: readChapters(namedMember("chapters"), reports),
    },
  ];
}

/** WordPress and Jekyll write an enclosure as its address, length and type, one below the other. */
function readLines(field: "audio" | "video", text: string): RecordingField[] {
  const [src = "", length, type] = text.trim().split(/\s*\n\s*/);
  if (src === "" || SWITCH.test(src)) return [];
  return [{ src: cleanLine(src), medium: field, field, sizeBytes: readCount(length), mediaType: readMediaType(type) }];
}

/** A member by the first of its names that is given. */
function findMember(
  group: YamlGroup,
  name: keyof typeof MEMBERS,
): readonly [key: string, value: YamlValue] | undefined {
  for (const wanted of MEMBERS[name]) {
    const found = Object.entries(group).find(([key]) => normaliseKey(key) === normaliseKey(wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}

function textOf(group: YamlGroup, name: keyof typeof MEMBERS): string | undefined {
  const value = findMember(group, name)?.[1];
  const text = typeof value === "string" ? cleanLine(value) : "";
  return text === "" ? undefined : text;
}

function readMediaType(text: string | undefined): string | undefined {
  const type = text?.trim().toLowerCase() ?? "";
  return /^(?:audio|video)\/[\w.+-]+$/.test(type) ? type : undefined;
}

function readCount(text: string | undefined): number | undefined {
  const count = /^\d{1,15}$/.test(text ?? "") ? Number(text) : 0;
  return count > 0 ? count : undefined;
}

/** `1864`, `31:04`, `1:02:03`, `PT31M4S` (ISO 8601). */
export function readDuration(text: string): number | undefined {
  const iso = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/i.exec(text.trim());
  const clock = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/.exec(text.trim());
  const [, hours = "0", minutes = "0", seconds = "0"] = iso ?? clock ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return total > 0 || clock !== null ? total : undefined;
}

/** A file of chapters belongs to the episode: a recording lists them. */
function readChapters(named: NamedValue | undefined, reports: FieldReports): readonly ChapterField[] | undefined {
  if (named === undefined) return undefined;
  const chapters = readChapterField(named, reports);
  if (typeof chapters !== "string") return chapters;
  const wanted = "a list of times and titles; a file of chapters is named at the top level of the front matter";
  reports.misfit("warning", { path: named.path, found: chapters, wanted, example: `chapters: ${chapters}` });
  return undefined;
}
