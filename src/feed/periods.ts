import { formatZonedDay, readZonedDate } from "../lib/zoned-dates.ts";

/** A year or one of its months, in the publication's time zone. */
export interface Period {
  readonly year: number;
  /** 1 to 12; undefined: the whole year. */
  readonly month?: number | undefined;
}

/** Milliseconds; `until` is no longer in it. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

/** A month of more articles than this lists the newest of them. */
export const MAX_PERIOD_ARTICLES = 2000;

const PATH = /^\/([12]\d{3})\/(?:(0[1-9]|1[0-2])\/)?$/;

/** The period whose page has this path; undefined: none has. */
export function readPeriodPath(path: string): Period | undefined {
  const [, year, month] = PATH.exec(path) ?? [];
  return year === undefined
    ? undefined
    : { year: Number(year), month: month === undefined ? undefined : Number(month) };
}

/** The inverse: `/2026/11/`, `/2026/`. */
export function periodPath({ year, month }: Period): string {
  return month === undefined ? `/${year}/` : `/${year}/${twoDigits(month)}/`;
}

/** The month of a time. */
export function monthOf(time: number, timeZone: string): Period & { readonly month: number } {
  const [year, month] = formatZonedDay(time, timeZone).split("-").map(Number);
  return { year: year ?? 0, month: month ?? 1 };
}

/** The months of a period, in their order. */
export function listMonths({ year, month }: Period): readonly (Period & { readonly month: number })[] {
  const months = month === undefined ? Array.from({ length: 12 }, (_, index) => index + 1) : [month];
  return months.map((number) => ({ year, month: number }));
}

export function rangeOf(month: Period & { readonly month: number }, timeZone: string): TimeRange {
  const next = month.month === 12 ? { year: month.year + 1, month: 1 } : { year: month.year, month: month.month + 1 };
  return { from: beginningOf(month, timeZone), until: beginningOf(next, timeZone) };
}

function beginningOf({ year, month }: Period & { readonly month: number }, timeZone: string): number {
  return readZonedDate(`${year}-${twoDigits(month)}-01`, timeZone) ?? Date.UTC(year, month - 1, 1);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
