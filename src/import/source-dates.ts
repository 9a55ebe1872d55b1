import { readZonedDate } from "../lib/zoned-dates.ts";
import type { Loss } from "./source-feed.ts";

interface SourceDates {
  readonly date: number | undefined;
  readonly updated: number | undefined;
  readonly losses: readonly Loss[];
}

/** The first dates that can be read. A date without a zone is UTC: feeds say it otherwise. */
export function readSourceDates(
  published: readonly (string | undefined)[],
  updated: readonly (string | undefined)[],
): SourceDates {
  const losses: Loss[] = [];
  const read = (texts: readonly (string | undefined)[], field: string): number | undefined => {
    for (const text of texts) {
      const time = text === undefined ? undefined : readZonedDate(text, "UTC");
      if (time !== undefined) return time;
      if (text !== undefined) losses.push({ field, message: `"${text.slice(0, 60)}" is no date that can be read` });
    }
    return undefined;
  };
  const updatedAt = read(updated, "updated");
  const publishedAt = read(published, "date") ?? updatedAt;
  const isLater = updatedAt !== undefined && publishedAt !== undefined && updatedAt > publishedAt;
  return { date: publishedAt, updated: isLater ? updatedAt : undefined, losses };
}
