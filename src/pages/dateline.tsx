import type { FC } from "hono/jsx";
import { formatRfc3339 } from "../lib/dates.ts";

/** A day as people write it, in the publication's time zone and the reader's language; the machine's form beside it. */
export const Day: FC<{ readonly at: number; readonly timeZone: string; readonly language: string }> = (props) => (
  <time datetime={formatRfc3339(props.at)}>{formatDay(props.at, props.timeZone, props.language)}</time>
);

function formatDay(at: number, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone }).format(at);
}
