/** Dates as the standards write them. Times are milliseconds since the epoch; every date is UTC. */

const MONTHS: readonly string[] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
export const DAY_MS = 86_400_000;

const TWO_DIGITS: readonly string[] = /* @__PURE__ */ Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));

/** RFC 822 with the four-digit year of RFC 1123, as RSS 2.0 wants it: `Mon, 12 Jun 2023 08:05:09 GMT`. */
export const formatRfc822 = /* @__PURE__ */ createFormat((date) => date.toUTCString().slice(0, -12), " GMT");

/** RFC 3339 with upper-case T and Z and no fraction: `2023-06-12T08:05:09Z`. */
export const formatRfc3339 = /* @__PURE__ */ createFormat((date) => date.toISOString().slice(0, -13), "Z");

/** RFC 9110 §5.6.7, IMF-fixdate: the same text as {@link formatRfc822} with the zone GMT. */
export function formatHttpDate(time: number): string {
  return formatRfc822(time);
}

/** The dates of one entry, and often of its neighbours, fall on the same day: its text is kept until another is asked for. */
function createFormat(writeDay: (date: Date) => string, zone: string): (time: number) => string {
  let kept: number | undefined;
  let text = "";
  return (time) => {
    const day = Math.floor(time / DAY_MS);
    if (day !== kept) {
      text = writeDay(new Date(time));
      kept = day;
    }
    const second = Math.floor((time - day * DAY_MS) / 1000);
    const minute = Math.floor(second / 60);
    return `${text}${TWO_DIGITS[Math.floor(minute / 60)]}:${TWO_DIGITS[minute % 60]}:${TWO_DIGITS[second % 60]}${zone}`;
  };
}

/** Proxies and clients that parse our own date and write it anew use other names of the zone, and another case. */
const IMF_FIXDATE =
  /^(?:sun|mon|tue|wed|thu|fri|sat), (\d\d) ([a-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:gmt|utc|z|[+-]0000|gmt[+-]0000)$/i;
const RFC_850 = /^(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d):(\d\d):(\d\d) GMT$/;
const ASCTIME = /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/;

/**
 * Any of the three forms of RFC 9110 §5.6.7 as milliseconds since the epoch, the first also with another name of the zone and in any
 * case; undefined for everything else.
 */
export function parseHttpDate(text: string): number | undefined {
  const fixdate = IMF_FIXDATE.exec(text);
  if (fixdate) return timeOf(fixdate[3], fixdate[2], fixdate[1], fixdate.slice(4, 7));
  const rfc850 = RFC_850.exec(text);
  if (rfc850) return timeOf(century(rfc850[3]), rfc850[2], rfc850[1], rfc850.slice(4, 7));
  const asctime = ASCTIME.exec(text);
  if (asctime) return timeOf(asctime[6], asctime[1], asctime[2], asctime.slice(3, 6));
  return undefined;
}

/**
 * RFC 9110 §5.6.7 lets two digits mean the year nearest to the clock. No clock here: 70 to 99 are the 1900s, and for 70 to 76,
 * where the two readings differ, both lie outside any date we ever sent.
 */
function century(twoDigits = ""): string {
  return (Number(twoDigits) < 70 ? "20" : "19") + twoDigits;
}

function timeOf(year = "", monthName = "", day = "", clock: readonly string[] = []): number | undefined {
  const month = MONTHS.indexOf(monthName.charAt(0).toUpperCase() + monthName.slice(1).toLowerCase());
  const [hours = Number.NaN, minutes = Number.NaN, seconds = Number.NaN] = clock.map(Number);
  // RFC 9110 §5.6.7: second 60 is a leap second, and an hour 24 does not exist.
  if (month < 0 || !(hours < 24 && minutes < 60 && seconds <= 60)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), month, Number(day));
  // 31 February rolls over into March: no such day.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== Number(day)) return undefined;
  return date.setUTCHours(hours, minutes, seconds);
}
