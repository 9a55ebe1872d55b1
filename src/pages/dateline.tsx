import type { FC } from "hono/jsx";
import { formatRfc3339 } from "../lib/dates.ts";

export interface DayProps {
  readonly at: number;
  readonly timeZone: string;
  readonly language: string;
}

/** A day as people write it, in the publication's time zone and the reader's language; the machine's form beside it. */
export const Day: FC<DayProps> = (props) => <time datetime={formatRfc3339(props.at)}>{formatDay(props)}</time>;

/** Whether both times fall on the same day; an update later that day would repeat the date. */
export function isSameDay(one: number, other: number, timeZone: string): boolean {
  return formatDay({ at: one, timeZone, language: "en" }) === formatDay({ at: other, timeZone, language: "en" });
}

function formatDay({ at, timeZone, language }: DayProps): string {
  return findFormatter(language, timeZone).format(at);
}

// Making one takes longer than using it fifty times; a publication has few languages.
const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATTERS = 50;

function findFormatter(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const kept = formatters.get(key);
  if (kept !== undefined) return kept;
  const formatter = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone });
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  formatters.set(key, formatter);
  return formatter;
}
