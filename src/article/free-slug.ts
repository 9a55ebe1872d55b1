import type { Finding } from "../lib/finding.ts";
import { formatZonedDay } from "../lib/zoned-dates.ts";

const MAX_NUMBER = 999;

/** The slugs an article may get, in order, where the one it asks for is another's: with its year, then with a number. */
export function* listSlugCandidates(slug: string, publishedAt: number, timeZone: string): Generator<string> {
  yield slug;
  const year = publishedAt === 0 ? undefined : formatZonedDay(publishedAt, timeZone).slice(0, 4);
  const dated = year === undefined ? slug : `${slug}-${year}`;
  if (year !== undefined) yield dated;
  for (let number = 2; number <= MAX_NUMBER; number++) yield `${dated}-${number}`;
}

export function reportTakenSlug(wanted: string, holder: string, assigned: string): Finding {
  const message = `The slug "${wanted}" belongs to ${holder}: this article gets "${assigned}"; to choose another, write slug: ${assigned}`;
  return { severity: "warning", reason: "slug-taken", line: undefined, message };
}
