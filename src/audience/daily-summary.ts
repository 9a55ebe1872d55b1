import type { AgentKind } from "./agents.ts";
import type { PollSums } from "./counts.ts";
import type { Estimate } from "./estimate.ts";
import type { DocumentSize } from "./flush.ts";
import { addSketch, createRegisters, estimateCount, type Sketch } from "./sketch.ts";

/** The name under which all feeds are summed. */
export const ALL_FEEDS = "*";

/** One reader's polls of one feed in one format on the day, with the sketch of its clients. */
export interface ReaderDay extends PollSums {
  readonly feed: string;
  readonly format: string;
  readonly reader: string;
  readonly kind: AgentKind;
  readonly sketch: Sketch;
}

/** A line of a day's account: one reader, or one format, of one feed or of all. */
export interface DailyLine extends PollSums {
  readonly feed: string;
  readonly part: "reader" | "format";
  readonly name: string;
  /** A format, or "other". */
  readonly kind: AgentKind;
  /** How many different clients; for an aggregator, the people it is believed to poll for. */
  readonly people: number;
  /** Subscribers that aggregators claim and that are not counted. */
  readonly unverified: number;
  /** Bytes saved by 304 answers. */
  readonly savedBytes: number;
}

export interface DayMaterial {
  readonly readers: readonly ReaderDay[];
  /** By feed: what is believed of its aggregators. */
  readonly beliefs: ReadonlyMap<string, readonly Estimate[]>;
  readonly sizes: readonly DocumentSize[];
}

/** Summarises a day of some feeds; clients remain only as counts. */
export function summariseDay(material: DayMaterial, feeds: readonly string[]): DailyLine[] {
  return feeds.flatMap((feed) => [...listReaders(material, feed), ...listFormats(material, feed)]);
}

function listReaders(material: DayMaterial, feed: string): DailyLine[] {
  const days = ofFeed(material.readers, feed);
  const beliefs = sumBeliefs(material.beliefs, feed);
  // A silent aggregator's number holds for some days: it has a line even where it did not poll.
  const silent = [...beliefs.keys()].filter((reader) => !days.some((day) => day.reader === reader));
  const lines = [...Map.groupBy(days, ({ reader }) => reader).entries()].map(([name, own]): DailyLine => {
    const kind = own[0]?.kind ?? "other";
    const belief = beliefs.get(name);
    const people = kind === "aggregator" ? (belief?.believed ?? 0) : countClients(own);
    return {
      ...sumPolls(own, material),
      feed,
      part: "reader",
      name,
      kind,
      people,
      unverified: belief?.unverified ?? 0,
    };
  });
  const further = silent.map((name): DailyLine => {
    const { believed = 0, unverified = 0 } = beliefs.get(name) ?? {};
    return { ...sumPolls([], material), feed, part: "reader", name, kind: "aggregator", people: believed, unverified };
  });
  return [...lines, ...further];
}

/** Direct readers by format: an aggregator's claim covers a feed in all formats. */
function listFormats(material: DayMaterial, feed: string): DailyLine[] {
  const days = ofFeed(material.readers, feed);
  return [...Map.groupBy(days, ({ format }) => format).entries()].map(([name, own]): DailyLine => {
    const direct = Map.groupBy(
      own.filter(({ kind }) => kind === "reader"),
      ({ reader }) => reader,
    );
    const people = [...direct.values()].reduce((sum, ofReader) => sum + countClients(ofReader), 0);
    return { ...sumPolls(own, material), feed, part: "format", name, kind: "other", people, unverified: 0 };
  });
}

function ofFeed(days: readonly ReaderDay[], feed: string): readonly ReaderDay[] {
  return feed === ALL_FEEDS ? days : days.filter((day) => day.feed === feed);
}

/** A client that takes two formats or two feeds with one program counts once: the sketches are merged. */
function countClients(days: readonly ReaderDay[]): number {
  const registers = createRegisters();
  for (const { sketch } of days) addSketch(registers, sketch);
  return estimateCount(registers);
}

function sumBeliefs(beliefs: DayMaterial["beliefs"], feed: string): Map<string, Estimate> {
  const found = feed === ALL_FEEDS ? [...beliefs.values()].flat() : (beliefs.get(feed) ?? []);
  const sums = new Map<string, Estimate>();
  for (const { reader, believed, unverified } of found) {
    const before = sums.get(reader);
    sums.set(reader, {
      reader,
      believed: believed + (before?.believed ?? 0),
      unverified: unverified + (before?.unverified ?? 0),
    });
  }
  return sums;
}

function sumPolls(days: readonly ReaderDay[], { sizes }: DayMaterial): PollSums & { readonly savedBytes: number } {
  const sizeOf = (day: ReaderDay) =>
    sizes.find(({ feed, format }) => feed === day.feed && format === day.format)?.bytes ?? 0;
  const sum = (pick: (day: ReaderDay) => number) => days.reduce((total, day) => total + pick(day), 0);
  return {
    polls: sum(({ polls }) => polls),
    notModified: sum(({ notModified }) => notModified),
    deltas: sum(({ deltas }) => deltas),
    unconditional: sum(({ unconditional }) => unconditional),
    rendered: sum(({ rendered }) => rendered),
    savedBytes: sum((day) => day.notModified * sizeOf(day)),
  };
}
