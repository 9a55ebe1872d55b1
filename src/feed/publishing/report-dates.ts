import type { Finding } from "../../lib/finding.ts";
import { formatZonedDay } from "../../lib/zoned-dates.ts";
import { DEFAULT_WINDOW_SIZE } from "../build-feed.ts";
import type { ArticleChange } from "./publication-store.ts";

/** The findings of a saved change about dates: one that has moved, and one so old that no feed shows the article. */
export function reportDates(change: ArticleChange, isBelowWindow: boolean, timeZone: string, now: number): Finding[] {
  const { record, previous, logKind } = change;
  const day = (time: number) => formatZonedDay(time, timeZone);
  const findings: Finding[] = [];
  const report = (reason: Finding["reason"], message: string) =>
    findings.push({ severity: "warning", reason, line: undefined, message });
  const wasSeen = previous !== undefined && previous.record.revision > 0;
  if (wasSeen && record.publishedAt !== previous.record.publishedAt) {
    const from = previous.writtenDate ?? day(previous.record.publishedAt);
    report("date-moved", `date moved from ${from} to ${change.writtenDate ?? day(record.publishedAt)}`);
  }
  if (logKind === "publish" && isBelowWindow) {
    const dated = `The article is dated ${day(record.publishedAt)}, older than the ${DEFAULT_WINDOW_SIZE} newest`;
    report("date-old", `${dated}: feeds will not show it; write date: ${day(now)}`);
  }
  return findings;
}
