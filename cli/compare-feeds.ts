import type { SourceEntry, SourceFeed } from "../src/import/source-feed.ts";

/** A difference between a feed and its successor, as a sentence. */
export interface FeedDifference {
  readonly severity: "error" | "warning";
  readonly message: string;
}

export interface FeedComparison {
  /** Entries that both have, by id. */
  readonly common: number;
  readonly differences: readonly FeedDifference[];
}

/** Compares a feed with the one that is to take its place: readers know an entry by its id, and download enclosures again. */
export function compareFeeds(old: SourceFeed, next: SourceFeed): FeedComparison {
  const successors = new Map(next.entries.map((entry) => [entry.id, entry]));
  const byLink = new Map(next.entries.map((entry) => [entry.link ?? entry.canonical, entry]));
  const known = new Set(old.entries.map(({ id }) => id));
  const differences = old.entries.flatMap((entry) => {
    const successor = successors.get(entry.id);
    return successor === undefined ? explainMissing(entry, byLink) : compareEntries(entry, successor);
  });
  const common = old.entries.filter(({ id }) => successors.has(id)).length;
  const isOlder = (entry: SourceEntry) => !known.has(entry.id) && (entry.date ?? 0) > oldest(old);
  const added = next.entries.filter(isOlder).map(
    (entry): FeedDifference => ({
      severity: "warning",
      message: `${nameEntry(entry)} is in the new feed alone: readers will show it as new`,
    }),
  );
  return { common, differences: [...differences, ...added] };
}

function oldest({ entries }: SourceFeed): number {
  return Math.min(...entries.flatMap(({ date }) => date ?? []));
}

function explainMissing(
  entry: SourceEntry,
  byLink: ReadonlyMap<string | undefined, SourceEntry>,
): readonly FeedDifference[] {
  const twin = entry.link === undefined ? undefined : byLink.get(entry.link);
  const message =
    twin === undefined
      ? `${nameEntry(entry)} is missing: wanted an entry with the id "${entry.id}"`
      : `${nameEntry(entry)} has another id: found "${twin.id}", wanted "${entry.id}"; readers will show it twice`;
  return [{ severity: "error", message }];
}

function compareEntries(entry: SourceEntry, successor: SourceEntry): FeedDifference[] {
  const name = nameEntry(entry);
  const lost = (entry.recordings ?? []).filter((address) => !successor.recordings?.includes(address));
  return [
    ...(isSameSecond(entry.date, successor.date)
      ? []
      : [{ severity: "error" as const, message: `${name} has another date: ${describeChange(entry, successor)}` }]),
    ...lost.map((address) => ({
      severity: "error" as const,
      message: `${name} lacks the enclosure ${address}: players download it again, or not at all`,
    })),
    ...(entry.title === successor.title
      ? []
      : [{ severity: "warning" as const, message: `${name} is called "${successor.title ?? ""}" in the new feed` }]),
  ];
}

/** RSS has no fractions of a second. */
function isSameSecond(a: number | undefined, b: number | undefined): boolean {
  return Math.floor((a ?? 0) / 1000) === Math.floor((b ?? 0) / 1000);
}

function describeChange(entry: SourceEntry, successor: SourceEntry): string {
  const write = (time: number | undefined) => (time === undefined ? "none" : new Date(time).toISOString());
  return `found ${write(successor.date)}, wanted ${write(entry.date)}`;
}

function nameEntry({ title, link, id }: SourceEntry): string {
  return title === undefined ? (link ?? id ?? "an entry without a name") : `"${title}"`;
}
