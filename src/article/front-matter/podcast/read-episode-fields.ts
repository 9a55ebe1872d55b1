import * as v from "valibot";
import { EPISODE_TYPES, type EpisodeType } from "../../episode/episode.ts";
import { podcastPerson } from "../../profile/podcast/person-schema.ts";
import type { PodcastPerson } from "../../profile/podcast/podcast-rule.ts";
import type { FieldReports } from "../field-reports.ts";
import { isFalseWord, isTrueWord, normaliseWord } from "../held-back-words.ts";
import type { NamedValue, NamedValues } from "../named-values.ts";
import { isGroup, type YamlValue } from "../read-yaml.ts";
import { line } from "../yaml-schema.ts";
import type { EpisodeFieldName } from "./episode-names.ts";
import { listEpisodeValues } from "./episode-values.ts";
import { type ChapterField, readChapterField } from "./read-chapter-field.ts";
import { readTranscriptField, type TranscriptField } from "./read-transcript-field.ts";

/** An episode as the front matter has it: files by their paths, nothing checked against the recording. */
export interface EpisodeFields {
  readonly number?: number | undefined;
  readonly season?: { readonly number: number; readonly name?: string } | undefined;
  readonly type?: EpisodeType | undefined;
  readonly title?: string | undefined;
  readonly isExplicit?: boolean | undefined;
  readonly image?: string | undefined;
  readonly isBlocked?: boolean | undefined;
  readonly transcripts?: readonly TranscriptField[] | undefined;
  /** A list, or the path or address of a file. */
  readonly chapters?: readonly ChapterField[] | string | undefined;
  readonly persons?: readonly PodcastPerson[] | undefined;
}

const NUMBER_WANTED = "a whole number above zero";
const TYPE_WANTED = EPISODE_TYPES.map((type) => `"${type}"`).join(", ");

const number = v.pipe(
  v.string(NUMBER_WANTED),
  v.trim(),
  v.regex(/^0*[1-9]\d{0,5}$/, NUMBER_WANTED),
  v.transform(Number),
);
const season = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === "string" ? { number: value } : value)),
  v.object({ number, name: v.optional(line) }, `${NUMBER_WANTED}, or a group of number and name`),
);
const type = v.pipe(
  v.string(TYPE_WANTED),
  v.trim(),
  v.toLowerCase(),
  v.picklist(EPISODE_TYPES, `one of ${TYPE_WANTED}`),
);
const switchWord = v.pipe(
  v.string('"yes" or "no"'),
  v.transform(normaliseWord),
  // `clean` is what Apple wanted before 2019.
  v.transform((word) =>
    isTrueWord(word) || word === "explicit" ? true : isFalseWord(word) || word === "clean" ? false : undefined,
  ),
  v.boolean('"yes" or "no"'),
);

/** Undefined where no field is an episode's. */
export function readEpisodeFields(names: NamedValues, reports: FieldReports): EpisodeFields | undefined {
  const valuesOf = listEpisodeValues(names, reports);
  const first = <Value>(field: EpisodeFieldName, read: (named: NamedValue) => Value | undefined) => {
    const [named] = valuesOf(field);
    return named === undefined ? undefined : read(named);
  };
  const parsed = <Value>(field: EpisodeFieldName, schema: v.GenericSchema<unknown, Value>, example: string) =>
    first(field, (named) => parse(named, named.value, schema, example, reports));
  const persons = PEOPLE.flatMap(({ field, role }) =>
    valuesOf(field).flatMap((named) => readPersons(named, role, reports)),
  );
  const fields: EpisodeFields = {
    number: parsed("episode", number, "3"),
    season: nameSeason(parsed("season", season, "1"), parsed("seasonName", line, '"The harbour"')),
    type: parsed("episodeType", type, "trailer"),
    title: parsed("episodeTitle", line, '"A title without numbers"'),
    isExplicit: parsed("explicit", switchWord, "no"),
    image: parsed("episodeImage", line, "artwork.jpg"),
    isBlocked: parsed("episodeBlock", switchWord, "yes"),
    transcripts: first("transcripts", (named) => readTranscriptField(named, reports)),
    chapters: first("chapters", (named) => readChapterField(named, reports)),
    ...(persons.length > 0 && { persons }),
  };
  return Object.values(fields).some((value) => value !== undefined) ? fields : undefined;
}

function nameSeason(
  read: { readonly number: number; readonly name?: string | undefined } | undefined,
  seasonName: string | undefined,
): EpisodeFields["season"] {
  if (read === undefined) return undefined;
  const name = read.name ?? seasonName;
  return { number: read.number, ...(name !== undefined && { name }) };
}

const PEOPLE = [
  { field: "persons", role: undefined },
  { field: "hosts", role: "host" },
  { field: "guests", role: "guest" },
] as const satisfies readonly { readonly field: EpisodeFieldName; readonly role: string | undefined }[];

function readPersons({ path, value }: NamedValue, role: string | undefined, reports: FieldReports): PodcastPerson[] {
  const items: readonly YamlValue[] = Array.isArray(value) ? value : isGroup(value) ? [value] : splitNames(value);
  return items.flatMap((item, index) => {
    const at = Array.isArray(value) ? [...path, index] : path;
    const person = parse({ path: at, value }, item, podcastPerson, "A. Name", reports);
    if (person === undefined) return [];
    return [person.role === undefined && role !== undefined ? { ...person, role } : person];
  });
}

function splitNames(value: YamlValue): string[] {
  return typeof value === "string" ? value.split(",").map((name) => name.trim()) : [];
}

function parse<Value>(
  { path }: NamedValue,
  value: YamlValue,
  schema: v.GenericSchema<unknown, Value>,
  example: string,
  reports: FieldReports,
): Value | undefined {
  const parsed = v.safeParse(schema, value, { abortPipeEarly: true });
  if (parsed.success) return parsed.output;
  reports.misfit("warning", { path, found: value, wanted: parsed.issues[0].message, example });
  return undefined;
}
