import { DAY_MS } from "../../lib/dates.ts";

const units = [
  { name: "day", days: 1 },
  { name: "week", days: 7 },
  { name: "month", days: 30.44 },
  { name: "year", days: 365.25 },
] as const;

/**
 * How often a feed gets an article, in words, from those of its articles that came within a stretch of time; undefined where that
 * is too little to tell.
 */
export function describePace(articles: number, stretchMs: number): string | undefined {
  const days = stretchMs / DAY_MS;
  if (articles < 2 || days < 1) return undefined;
  for (const { name, days: length } of units) {
    const count = Math.round((articles / days) * length);
    if (count >= 1) return `about ${count === 1 ? "one" : count} a ${name}`;
  }
  return "less than one a year";
}
