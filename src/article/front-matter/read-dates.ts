import type { Finding } from "../../lib/finding.ts";
import { DATE_EXAMPLE, normaliseWrittenDate, readWrittenDate } from "../../lib/written-dates.ts";
import { formatZonedDay } from "../../lib/zoned-dates.ts";
import type { Article } from "../article.ts";
import { derivePublished, findDayInKey } from "../derive/derive-published.ts";
import type { WireCopy } from "../markup/read-wire-copy.ts";
import type { FrontMatterReading } from "./read-front-matter.ts";

export interface Dates extends Pick<Article, "publishedAt" | "writtenDate" | "heldUntil" | "updatedAt" | "expiresAt"> {
  readonly findings: readonly Finding[];
}

interface DateSources {
  readonly key: string;
  readonly isHeldBack: boolean;
  readonly frontMatter: FrontMatterReading;
  readonly stamp: WireCopy["stamp"] | undefined;
  readonly timeZone: string;
  /** Of a text that needs no date; undefined: it is an error to have none. */
  readonly fallback?: number | undefined;
}

/** When an article was published: its front matter says so, else its stamp, else its key. One held back without a date has 0. */
export function readDates({ key, isHeldBack, frontMatter, stamp, timeZone, fallback }: DateSources): Dates {
  const { date, writtenDate, writtenUpdate, heldUntil, updated, expires, addressDay } = frontMatter.fields;
  const written = stamp && readWrittenDate(stamp.text, timeZone);
  const stamped = written?.kind === "time" ? written.at : undefined;
  const publishedAt = date ?? stamped ?? derivePublished(key, timeZone) ?? timeOfDay(addressDay, timeZone) ?? fallback;
  const findings: Finding[] = [];
  const report = (
    severity: Finding["severity"],
    reason: Finding["reason"],
    line: number | undefined,
    message: string,
  ) => findings.push({ severity, reason, line, message });
  // A front matter that cannot be read may well have a date.
  const hasBadDate = frontMatter.findings.some(
    ({ severity, reason }) =>
      severity === "error" && (reason === "date-invalid" || reason === "front-matter-unreadable"),
  );
  if (stamp && stamped === undefined) {
    const message = `"date" must be a date, found ${JSON.stringify(stamp.text)}; write Date: ${DATE_EXAMPLE}`;
    report("error", "date-invalid", stamp.line, message);
  } else if (publishedAt === undefined && !isHeldBack && !hasBadDate) {
    const ways = `"date: ${DATE_EXAMPLE}" in the front matter, or a name such as ${DATE_EXAMPLE}-title`;
    report("error", "date-missing", undefined, `An article must have a date: want ${ways}, found neither`);
  }
  // A day alone that is the day of publication says nothing of an update.
  const isThatDay = publishedAt !== undefined && writtenUpdate === formatZonedDay(publishedAt, timeZone);
  const isTooEarly = !isThatDay && updated !== undefined && publishedAt !== undefined && updated < publishedAt;
  if (isTooEarly) report("warning", "date-invalid", frontMatter.lineOf("updated"), UPDATED_TOO_EARLY);
  if (expires !== undefined && publishedAt !== undefined && expires <= publishedAt) {
    report("warning", "date-invalid", frontMatter.lineOf("expires"), EXPIRES_TOO_EARLY);
  }
  return {
    publishedAt: publishedAt ?? 0,
    writtenDate: findWritten(),
    heldUntil,
    updatedAt: isTooEarly || isThatDay ? undefined : updated,
    expiresAt: expires,
    findings,
  };

  function findWritten(): string | undefined {
    if (date !== undefined) return writtenDate;
    return stamp && stamped !== undefined ? normaliseWrittenDate(stamp.text) : (findDayInKey(key) ?? addressDay);
  }
}

function timeOfDay(day: string | undefined, timeZone: string): number | undefined {
  const read = day === undefined ? undefined : readWrittenDate(day, timeZone);
  return read?.kind === "time" ? read.at : undefined;
}

const UPDATED_TOO_EARLY = "The article must be published before it is updated; the date of its update is ignored";
const EXPIRES_TOO_EARLY = "The article expires before it is published, so that readers never see it";
