import { readZonedDate } from "../../lib/zoned-dates.ts";

/** The day that begins a key's last part: `2023-06-12-kim` was published on 12 June 2023, at 00:00 in the time zone. */
export function derivePublished(key: string, timeZone: string): number | undefined {
  const day = /(?:^|\/)(\d{4}-\d{2}-\d{2})(?:-[^/]*)?$/.exec(key)?.[1];
  return day === undefined ? undefined : readZonedDate(day, timeZone);
}
