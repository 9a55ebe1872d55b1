import { readZonedDate } from "../lib/zoned-dates.ts";
import type { DateReading, FeedReading, ItemReading } from "./feed-reading.ts";
import { type HealthFinding, note } from "./finding.ts";

/** Judges one document at a given time, without any request. */
export function checkDocument(reading: FeedReading, address: string, now: number): HealthFinding[] {
  return [
    ...checkElements(reading, address),
    ...checkIds(reading.items, address),
    ...checkDates(reading, address, now),
    ...checkSelf(reading, address),
  ];
}

/** A feed without these is valid; readers fall back to defaults. */
const OPTIONAL = ["guid", "pubDate"];

function checkElements({ format, lacks, items }: FeedReading, address: string): HealthFinding[] {
  const ofFeed = lacks.map((name) =>
    note({ check: "elements", where: address, found: `no ${name}`, wanted: `${name}, which ${format} requires` }),
  );
  const names = [...new Set(items.flatMap((item) => item.lacks))];
  const ofItems = names.map((name) => {
    const lacking = items.filter((item) => item.lacks.includes(name));
    return note({
      check: "elements",
      severity: OPTIONAL.includes(name) ? "warning" : "error",
      where: `${address} ${quote(lacking[0]?.label)}`,
      found: `${lacking.length} of ${items.length} entries without ${name}`,
      wanted: `${name} in every entry`,
    });
  });
  return [...ofFeed, ...ofItems];
}

function checkIds(items: readonly ItemReading[], address: string): HealthFinding[] {
  const holders = new Map<string, ItemReading[]>();
  for (const item of items) {
    if (item.id === undefined) continue;
    const same = holders.get(item.id);
    if (same === undefined) holders.set(item.id, [item]);
    else same.push(item);
  }
  return [...holders]
    .filter(([, same]) => same.length > 1)
    .map(([id, same]) =>
      note({
        check: "ids",
        where: `${address} ${quote(same[1]?.label)}`,
        found: `${same.length} entries with the id ${quote(id)}`,
        wanted: "an id of its own for each entry",
      }),
    );
}

/** Tolerance for the difference between two clocks. */
const TOLERANCE_MS = 600_000;

function checkDates({ dates, items }: FeedReading, address: string, now: number): HealthFinding[] {
  const placed = [
    ...dates.map((date) => ({ date, where: address })),
    ...items.flatMap((item) => item.dates.map((date) => ({ date, where: `${address} ${quote(item.label)}` }))),
  ];
  return placed.flatMap(({ date, where }) => {
    const time = readDate(date);
    const found = `${date.name} ${quote(date.text)}`;
    if (time === undefined) return [note({ check: "dates", where, found, wanted: `a date as ${date.form} has it` })];
    if (time <= now + TOLERANCE_MS) return [];
    return [note({ check: "dates", where, found, wanted: `a date that is not after ${new Date(now).toISOString()}` })];
  });
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
const RFC_822 =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s+)?\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{2,4}\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{1,3}|[+-]\d{4})$/;

/** Milliseconds; undefined for what is no date of its form, or a day that does not exist. */
function readDate({ text, form }: DateReading): number | undefined {
  return (form === "RFC 822" ? RFC_822 : RFC_3339).test(text) ? readZonedDate(text, "UTC") : undefined;
}

function checkSelf({ selfAddress, format }: FeedReading, address: string): HealthFinding[] {
  if (selfAddress === undefined) {
    const name = format === "JSON Feed" ? "feed_url" : 'link rel="self"';
    return [note({ check: "self-link", severity: "warning", where: address, found: `no ${name}`, wanted: address })];
  }
  if (URL.parse(selfAddress)?.href === URL.parse(address)?.href) return [];
  return [note({ check: "self-link", where: address, found: selfAddress, wanted: address })];
}

function quote(text: string | undefined): string {
  const short = text !== undefined && text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return JSON.stringify(short ?? "");
}
