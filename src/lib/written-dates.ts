import { isTimeZone, readZonedDate, timeOfClock } from "./zoned-dates.ts";

/** Dates as authors write them by hand, in front matter and headers. */

/** Stands for a day in messages about dates: this library knows no clock. The command puts a day of the article in its place. */
export const DATE_EXAMPLE = "2026-03-14";

export type WrittenDate =
  /** `isDay`: without a time. */
  | { readonly kind: "time"; readonly at: number; readonly isDay: boolean }
  /** Day and month cannot be told apart; both readings as `2024-05-06`. */
  | { readonly kind: "ambiguous"; readonly readings: readonly [string, string] }
  | { readonly kind: "unreadable" };

type DayReading =
  | { readonly kind: "day"; readonly ymd: readonly [string, string, string] }
  | Exclude<WrittenDate, { readonly kind: "time" }>;

/** One spelling of a day; `read` gets the groups of the pattern. */
interface DayForm {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[]) => DayReading;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
/** As their languages write them within a date; a name means the same month in every row that has it. */
const MONTHS_ELSEWHERE: readonly (readonly string[])[] = [
  "januar februar märz april mai juni juli august september oktober november dezember",
  "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  "januari februari maart april mei juni juli augustus september oktober november december",
  "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
  "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
].map((names) => names.split(" "));
const UNREADABLE = { kind: "unreadable" } as const;
/** Longer than any written date. */
const MAX_LENGTH = 100;

const dayOf = (year = "", month = "", day = ""): DayReading => ({ kind: "day", ymd: [year, month, day] });
const numberOf = (monthName = "") => String(MONTHS.indexOf(monthName.toLowerCase()) + 1);

const DAY_FORMS: readonly DayForm[] = [
  { pattern: /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/, read: ([year, , month, day]) => dayOf(year, month, day) },
  { pattern: /^(\d{4})(\d{2})(\d{2})(?!\d)/, read: ([year, month, day]) => dayOf(year, month, day) },
  { pattern: /^(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日/, read: ([year, month, day]) => dayOf(year, month, day) },
  {
    pattern: new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ .-]{1,3}(?:of )?${MONTH},?[ -](\\d{4})(?!\\d)`, "i"),
    read: ([day, month, year]) => dayOf(year, numberOf(month), day),
  },
  {
    pattern: new RegExp(`^${MONTH}[ -](\\d{1,2})(?:st|nd|rd|th)?(?:,? |-)(\\d{4})(?!\\d)`, "i"),
    read: ([month, day, year]) => dayOf(year, numberOf(month), day),
  },
  // Long dates of other languages: `22. Mai 2024`, `5 мая 2023`, `3 de mayo de 2023`.
  {
    pattern: /^(\d{1,2})(?:\.|er|º)? (?:de )?(\p{L}{3,10})\.? (?:de )?(\d{4})(?!\d)/iu,
    read: ([day, month = "", year]) => readNamedMonth(year, month, day),
  },
  // With dots the day comes first in every country that writes them.
  { pattern: /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/, read: ([day, month, year]) => dayOf(year, month, day) },
  {
    pattern: /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?!\d)/,
    read: ([first = "", , second = "", year = ""]) => readDayAndMonth(first, second, year),
  },
  // ISO 8601-1 §5.2.3, §5.2.4: ordinal and week dates.
  { pattern: /^(\d{4})-?(\d{3})(?!\d)/, read: ([year, day]) => readOrdinal(Number(year), Number(day)) },
  { pattern: /^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?!\d)/, read: ([year, week, day]) => readWeek(year, week, day) },
  // ISO 8601-1 §5.2.2.2: a month alone begins on its first day.
  { pattern: /^(\d{4})-(\d{2})$/, read: ([year, month]) => dayOf(year, month, "1") },
];

const CLOCK = /^(?:[T ,]|\sat\s){0,2}(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?([ap]\.?m\.?(?![a-z]))?/i;
const COMPACT_CLOCK = /^[T ](\d{2})(\d{2})(\d{2})?(?!\d|:)()/i;

/** Zones that RFC 822 does not name and that mean one offset wherever they are written. */
const MORE_ZONES: Readonly<Record<string, string>> = {
  CET: "+01:00",
  CEST: "+02:00",
  EET: "+02:00",
  EEST: "+03:00",
  WEST: "+01:00",
  MSK: "+03:00",
  JST: "+09:00",
  KST: "+09:00",
  HKT: "+08:00",
  SGT: "+08:00",
  AEST: "+10:00",
  AEDT: "+11:00",
  NZST: "+12:00",
  NZDT: "+13:00",
};

/**
 * Reads a date with or without time and zone, in any spelling that has one meaning: ISO 8601, `2024/5/22`, `Jul 08 2022`,
 * `20/11/2026 4:00 EST`, RFC 822. Without a time it is the first second of its day; without a zone it is in `timeZone`.
 */
export function readWrittenDate(text: string, timeZone: string): WrittenDate {
  const trimmed = latinDigits(text.trim().replace(/\s+/g, " ").slice(0, MAX_LENGTH));
  const known = readZonedDate(trimmed, timeZone);
  if (known !== undefined) return { kind: "time", at: known, isDay: !trimmed.includes(":") };
  const moment = readUnixTime(trimmed);
  if (moment !== undefined) return { kind: "time", at: moment, isDay: false };
  const bare = trimmed.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? /i, "");
  for (const { pattern, read } of DAY_FORMS) {
    const match = pattern.exec(bare);
    if (match === null) continue;
    const day = read(match.slice(1));
    if (day.kind !== "day") return day;
    return addClock(day.ymd, bare.slice(match[0].length), timeZone);
  }
  return UNREADABLE;
}

/** Arabic-Indic and Persian digits as those of ASCII. */
function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

/** Seconds or milliseconds since 1970, from 2001 to 2030: ten digits that begin otherwise may be a day and an hour. */
function readUnixTime(text: string): number | undefined {
  if (/^1[0-8]\d{8}$/.test(text)) return Number(text) * 1000;
  return /^1[0-8]\d{11}$/.test(text) ? Number(text) : undefined;
}

/** The zone whose clocks are furthest from UTC's. */
const FAR_ZONE = "Etc/GMT-14";

/**
 * A date in one spelling, the same in every time zone: `2026-11-27` for a day without a time, `2026-11-27T09:30:00.000` for a time
 * without a zone, `2026-11-27T09:30:00.000Z` for a moment. Undefined for what is no date.
 */
export function normaliseWrittenDate(text: string): string | undefined {
  const [near, far] = [readWrittenDate(text, "UTC"), readWrittenDate(text, FAR_ZONE)];
  if (near.kind !== "time" || far.kind !== "time") return undefined;
  const written = new Date(near.at).toISOString();
  if (near.at === far.at) return written;
  return near.isDay ? written.slice(0, 10) : written.slice(0, -1);
}

function readNamedMonth(year = "", name = "", day = ""): DayReading {
  const key = name.toLowerCase().normalize("NFC");
  const row = MONTHS_ELSEWHERE.find((months) => months.includes(key));
  return row === undefined ? UNREADABLE : dayOf(year, String(row.indexOf(key) + 1), day);
}

function readDayAndMonth(first: string, second: string, year: string): DayReading {
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 || a === b) return dayOf(year, second, first);
  if (b > 12) return dayOf(year, first, second);
  const write = (month: string, day: string) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return { kind: "ambiguous", readings: [write(second, first), write(first, second)] };
}

function readOrdinal(year: number, day: number): DayReading {
  const date = new Date(Date.UTC(year, 0, day));
  if (day < 1 || date.getUTCFullYear() !== year) return UNREADABLE;
  return dayOf(String(year), String(date.getUTCMonth() + 1), String(date.getUTCDate()));
}

/** ISO 8601: week 1 holds 4 January, weeks begin on Monday. */
function readWeek(year = "", week = "", day = "1"): DayReading {
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  const date = new Date(Date.UTC(Number(year), 0, monday + (Number(week) - 1) * 7 + Number(day) - 1));
  if (Number(week) < 1 || Number(week) > 53) return UNREADABLE;
  return dayOf(String(date.getUTCFullYear()), String(date.getUTCMonth() + 1), String(date.getUTCDate()));
}

function addClock(ymd: readonly [string, string, string], rest: string, timeZone: string): WrittenDate {
  const clock = rest === "" ? null : (COMPACT_CLOCK.exec(rest) ?? CLOCK.exec(rest));
  const [hours, minutes, seconds, fraction = "", half] = clock?.slice(1) ?? [];
  const zone = readZone(rest.slice(clock?.[0].length ?? 0).trim());
  const hour = toTwentyFourHours(hours, half);
  if (zone === undefined || hour === undefined) return UNREADABLE;
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  const digits = [...ymd, hour, minutes, seconds, milliseconds];
  const at = timeOfClock(digits, zone.offset, zone.place ?? timeZone);
  return at === undefined ? UNREADABLE : { kind: "time", at, isDay: rest === "" };
}

function toTwentyFourHours(hours = "0", half = ""): string | undefined {
  if (half === "") return hours;
  const hour = Number(hours);
  if (hour < 1 || hour > 12) return undefined;
  return String((hour % 12) + (/^p/i.test(half) ? 12 : 0));
}

interface Zone {
  readonly offset?: string | undefined;
  readonly place?: string | undefined;
}

/** `+0800`, `GMT+0800 (CST)`, `EST`, `Europe/Berlin`, RFC 9557's `+02:00[Europe/Berlin]`; undefined for an unknown one. */
function readZone(text: string): Zone | undefined {
  if (text === "") return {};
  const offset = /^(?:GMT|UTC)?([+-]\d{2}:?\d{2}|[+-]\d{2})(?: ?\(.*\)| ?\[.*\]| [A-Z]{2,5})?$/i.exec(text)?.[1];
  if (offset !== undefined) return { offset };
  const place = /^\[?([a-z]+(?:\/[a-z_+-]+){1,2})\]?$/i.exec(text)?.[1];
  if (place !== undefined) return isTimeZone(place) ? { place } : undefined;
  const name = /^[a-z]{1,5}$/i.exec(text)?.[0].toUpperCase();
  return name === undefined ? undefined : { offset: MORE_ZONES[name] ?? name };
}
