import { DAY_MS, formatRfc3339 } from "./dates.ts";

/** Dates as people and other people's feeds write them. A date that names no zone is read in the publication's. */

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/i;

/** RFC 822 §5.1 with the four-digit years of RFC 1123; the weekday is ignored, since feeds get it wrong. */
const RFC_822 =
  /^(?:[a-z]{3,9},?\s{1,9})?(\d{1,2})\s{1,9}([a-z]{3})[a-z]{0,6}\s{1,9}(\d{4}|\d{2})(?:\s{1,9}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s{1,9}([a-z]{1,4}|[+-]\d{4}))?)?$/i;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** RFC 822 §5: the zones that have names. Offsets in minutes. */
const NAMED_ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

const MINUTE = 60_000;
/** POSIX counts these zones westward: `Etc/GMT-14` is 14 hours ahead of UTC. The runtime takes long over any other zone. */
const FIXED_ZONE = /^Etc\/GMT([+-])(\d{1,2})$/;
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

interface WallClock {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly milliseconds: number;
}

/**
 * Milliseconds since the epoch of an ISO 8601 date or date-time (a space may stand for the T, seconds and zone may lack)
 * or an RFC 822 date; undefined if it is neither, or names a day that does not exist. A day alone begins at 00:00.
 */
export function readZonedDate(text: string, timeZone: string): number | undefined {
  const trimmed = text.trim();
  const iso = ISO_8601.exec(trimmed);
  if (iso) {
    const [, year, month, day, hours, minutes, seconds, fraction = "", zone] = iso;
    const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
    return placeInZone(wallClock([year, month, day, hours, minutes, seconds, milliseconds]), zone, timeZone);
  }
  const rfc = RFC_822.exec(trimmed);
  if (!rfc) return undefined;
  const [, day, monthName = "", year = "", hours, minutes, seconds, zone] = rfc;
  const month = String(MONTHS.indexOf(monthName.toLowerCase()) + 1);
  return placeInZone(wallClock([fourDigitYear(year), month, day, hours, minutes, seconds]), zone, timeZone);
}

/** Whether the runtime knows the name as an IANA time zone. */
export function isTimeZone(name: string): boolean {
  // Asking the runtime loads all that it knows of zones and languages.
  if (name === "UTC") return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Z]/i.test(name);
  } catch {
    return false;
  }
}

/** RFC 2822 §4.3: two digits from 50 are of the twentieth century. */
function fourDigitYear(year: string): string {
  if (year.length === 4) return year;
  return (Number(year) < 50 ? "20" : "19") + year;
}

function wallClock(digits: readonly (string | undefined)[]): WallClock | undefined {
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = digits.map((text) =>
    Number(text ?? 0),
  );
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = year >= 1000 && month > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return { year, month, day, hours, minutes, seconds, milliseconds };
}

function placeInZone(clock: WallClock | undefined, zone: string | undefined, timeZone: string): number | undefined {
  if (clock === undefined) return undefined;
  const { year, month, day, hours, minutes, seconds, milliseconds } = clock;
  const asUtc = Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds);
  const offset = zone === undefined ? undefined : readOffset(zone);
  if (zone !== undefined && offset === undefined) return undefined;
  const time = offset === undefined ? findTime(asUtc, timeZone) : asUtc - offset * MINUTE;
  return time <= LAST_TIME ? time : undefined;
}

/**
 * Milliseconds since the epoch of a wall clock (year, month, day, hours, minutes, seconds, milliseconds as digits) in a zone of
 * RFC 822 or an offset, or without one in `timeZone`; undefined for a moment or zone that does not exist.
 */
export function timeOfClock(
  digits: readonly (string | undefined)[],
  zone: string | undefined,
  timeZone: string,
): number | undefined {
  return placeInZone(wallClock(digits), zone, timeZone);
}

/** Minutes east of Greenwich. */
function readOffset(zone: string): number | undefined {
  const numeric = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!numeric) return NAMED_ZONES[zone.toUpperCase()];
  const [hours, minutes] = [Number(numeric[2]), Number(numeric[3] ?? 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return (numeric[1] === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * When a zone's clocks show this. Where they show it twice (autumn) it is the first time; where never (spring), as if the
 * clocks had not been moved yet: Temporal's "compatible" reading.
 */
function findTime(asUtc: number, timeZone: string): number {
  const before = asUtc - offsetAt(asUtc - DAY_MS, timeZone);
  const after = asUtc - offsetAt(asUtc + DAY_MS, timeZone);
  const shows = (time: number) => time + offsetAt(time, timeZone) === asUtc;
  if (shows(before)) return before;
  return shows(after) ? after : before;
}

/** The day that a zone's clocks show at a time, as in RFC 3339: `2023-06-12`. */
export function formatZonedDay(time: number, timeZone: string): string {
  return formatRfc3339(time + offsetAt(time, timeZone)).slice(0, 10);
}

/** The day and the minute that a zone's clocks show at a time: `2023-06-12 09:30`. */
export function formatZonedMinute(time: number, timeZone: string): string {
  return formatRfc3339(time + offsetAt(time, timeZone))
    .slice(0, 16)
    .replace("T", " ");
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A publication has one zone, or a few: making a formatter takes longer than reading an article's date. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** Milliseconds by which a zone's clocks are ahead of UTC at a time. */
function offsetAt(time: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const fixed = FIXED_ZONE.exec(timeZone);
  if (fixed !== null) return (fixed[1] === "-" ? 1 : -1) * Number(fixed[2]) * 60 * MINUTE;
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(time / 1000) * 1000;
}
