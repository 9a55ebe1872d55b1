import { readZonedDate } from "../../lib/zoned-dates.ts";

/** A day that begins the last part of a key, or that its folders make. */
const DAYS = [
  /(?:^|\/)(\d{4})-(\d{2})-(\d{2})(?:[-_\s][^/]*)?$/,
  /(?:^|\/)(\d{4})\/(\d{2})\/(\d{2})(?:\/[^/]+|-[^/]*)$/,
  // Docusaurus: `2021/11-21-ferry`.
  /(?:^|\/)(\d{4})\/(\d{2})-(\d{2})-[^/]*$/,
];

/** The day that a key names: `2023-06-12` of `2023-06-12-kim` and `2023/06/12/kim`. */
export function findDayInKey(key: string): string | undefined {
  const [, year, month, day] = DAYS.map((pattern) => pattern.exec(key)).find((match) => match !== null) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

/** `2023-06-12-kim` was published on 12 June 2023, at 00:00 in the time zone. */
export function derivePublished(key: string, timeZone: string): number | undefined {
  const day = findDayInKey(key);
  return day === undefined ? undefined : readZonedDate(day, timeZone);
}
