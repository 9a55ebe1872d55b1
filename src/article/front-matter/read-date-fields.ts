import { DATE_EXAMPLE, normaliseWrittenDate, readWrittenDate } from "../../lib/written-dates.ts";
import type { FieldReports } from "./field-reports.ts";
import { isFalseWord, normaliseWord } from "./held-back-words.ts";
import { normaliseKey } from "./key-names.ts";
import { type NamedValue, type NamedValues, nameOf } from "./named-values.ts";
import { isGroup, type YamlValue } from "./read-yaml.ts";

export interface DateFields {
  readonly date: number | undefined;
  /** `date` and `updated` in the spelling of `normaliseWrittenDate`. */
  readonly writtenDate: string | undefined;
  readonly writtenUpdate: string | undefined;
  /** The latest of all dates of publication, where that is later than `date`: readers see nothing before. */
  readonly heldUntil: number | undefined;
  readonly updated: number | undefined;
  readonly expires: number | undefined;
  /** Something says that the article is not public, or may say so: here, a date of release that cannot be read. */
  readonly isHeldBack: boolean;
}

/** Eleventy's words for times of the file itself: they differ from one checkout to the next. */
const FILE_TIMES = /^(?:git )?(?:last modified|created)$/i;

export function readDateFields(names: NamedValues, timeZone: string, reports: FieldReports): DateFields {
  const read = (named: NamedValue, severity: "error" | "warning" | "quiet") =>
    readDate(named, { timeZone, severity, reports });
  const dated = names.of("date").filter(isDateAtAll);
  const dates = dated.map((named) => read(named, "error"));
  const holds = names
    .of("heldUntil")
    .filter(({ value }) => !isOff(value))
    .map((named) => readHold(named, timeZone, reports));
  const times = [...dates, ...holds.map(({ at }) => at)].filter((at) => at !== undefined);
  const latest = times.length === 0 ? undefined : Math.max(...times);
  const date = dates[0] ?? latest;
  const [update] = names.of("updated");
  const updated = names.of("updated").map((named) => read(named, "warning"))[0];
  const expires = names
    .of("expires")
    .filter(({ value }) => !isOff(value))
    .map((named) => read(named, "error"))[0];
  return {
    date,
    writtenDate: writeDate(dated[0], date),
    writtenUpdate: update && normaliseWrittenDate(textOf(update)),
    heldUntil: latest === date ? undefined : latest,
    updated,
    expires,
    isHeldBack: holds.some(({ isUnreadable }) => isUnreadable),
  };
}

/** `published: true` and `published: when ready` are not dates; decide-held-back.ts interprets them. */
function isDateAtAll({ path, value }: NamedValue): boolean {
  if (normaliseKey(String(path.at(-1))) !== "published") return true;
  return typeof value === "string" && readWrittenDate(value, "UTC").kind !== "unreadable";
}

/** `embargo: false`, `expires: never`. */
function isOff(value: YamlValue): boolean {
  return typeof value === "string" && (isFalseWord(normaliseWord(value)) || /^(?:never|none)$/i.test(value.trim()));
}

function readHold(named: NamedValue, timeZone: string, reports: FieldReports) {
  const text = typeof named.value === "string" ? named.value : "";
  const isUnreadable = readWrittenDate(text, timeZone).kind === "unreadable";
  if (!isUnreadable) return { at: readDate(named, { timeZone, severity: "error", reports }), isUnreadable };
  const found = JSON.stringify(text.slice(0, 80) || "no text");
  const cure = `write ${nameOf(named)}: ${DATE_EXAMPLE}, or ${nameOf(named)}: false`;
  const message = `"${nameOf(named)}" holds the article back, since its date cannot be read, found ${found}; ${cure}`;
  reports.add("warning", "held-back", named.path, message);
  return { at: undefined, isUnreadable };
}

interface DateReading {
  readonly timeZone: string;
  readonly severity: "error" | "warning" | "quiet";
  readonly reports: FieldReports;
}

/** The date as written in its field; without a field, the date derived from the hold. */
function writeDate(named: NamedValue | undefined, date: number | undefined): string | undefined {
  if (named !== undefined) return normaliseWrittenDate(textOf(named));
  return date === undefined ? undefined : new Date(date).toISOString();
}

/** A date in a group, or in Obsidian a link to its daily note: `[[2024-05-01]]`. */
function innerOf(value: YamlValue): YamlValue {
  const inner = isGroup(value) && typeof value.date === "string" ? value.date : value;
  return typeof inner === "string" ? inner.replace(/^\s*\[\[([^[\]]*)\]\]\s*$/, "$1") : inner;
}

function textOf({ value }: NamedValue): string {
  const inner = innerOf(value);
  return typeof inner === "string" ? inner : "";
}

/** Undefined with a finding for what is no date. */
function readDate({ path, value }: NamedValue, { timeZone, severity, reports }: DateReading): number | undefined {
  const inner = innerOf(value);
  const text = typeof inner === "string" ? inner : "";
  const reading = readWrittenDate(text, timeZone);
  if (reading.kind === "time") return reading.at;
  if (severity === "quiet") return undefined;
  const name = String(path.at(-1));
  if (reading.kind === "ambiguous") {
    const [first, second] = reading.readings;
    const message = `"${name}" must be a date with one meaning, found ${JSON.stringify(text)}, which is ${first} or ${second}; write ${name}: ${first}, or ${name}: ${second}`;
    reports.add(severity, "date-invalid", path, message);
  } else if (FILE_TIMES.test(text.trim())) {
    const message = `"${name}" must be a date, found ${JSON.stringify(text)}, which means a time of the file that differs on each machine; write ${name}: ${DATE_EXAMPLE}`;
    reports.add(severity, "date-invalid", path, message);
  } else {
    reports.misfit(severity, { path, found: inner, wanted: "a date", example: DATE_EXAMPLE, reason: "date-invalid" });
  }
  return undefined;
}
