import { articlePath } from "../article/article-path.ts";
import { DAY_MS } from "../lib/dates.ts";
import type { AgentKind } from "./agents.ts";
import type { AudienceAccount, DatedLine, FirstFetch } from "./audience-store.ts";
import type { ArticleDownloads } from "./downloads.ts";
import type {
  AudienceReport,
  DayFigures,
  DownloadedArticle,
  FormatFigures,
  PollFigures,
  PublicationFigures,
  ReaderFigures,
  SubscriberFigures,
  UnconditionalFigures,
} from "./report.ts";

const WEEK_DAYS = 7;
/** Whole fetches of one feed at a faster pace than every second hour count as a client without conditional requests. */
const MANY_FETCHES_A_DAY = 12;

interface ReportQuery {
  readonly feed: string;
  readonly days: number;
  readonly today: number;
  /** Those of the public articles that the account has opens of, by slug. */
  readonly titles?: ReadonlyMap<string, string>;
  /** Those of the public articles that the account has downloads of, by id. */
  readonly downloaded?: ReadonlyMap<string, TitledArticle>;
}

export interface TitledArticle {
  readonly title: string;
  readonly slug: string;
}

/** Draws the report of a feed from its account. `today` and `days` are counted as in the account. */
export function buildReport(
  account: AudienceAccount,
  { newest, push }: PublicationFigures,
  { feed, days, today, titles = new Map(), downloaded = new Map() }: ReportQuery,
): AudienceReport {
  const lines = account.lines.filter(({ day }) => day > today - days && day <= today);
  const readers = lines.filter(({ part }) => part === "reader");
  const byDay = [...Map.groupBy(readers, ({ day }) => day)].map(([day, own]) => sumDay(day, own));
  const inWeek = (line: { readonly day: number }) => line.day > today - WEEK_DAYS;
  const week = byDay.filter(({ date }) => date >= dateOf(today - WEEK_DAYS + 1));
  return {
    feed,
    feeds: account.feeds,
    from: dateOf(today - days + 1),
    to: dateOf(today),
    subscribers: findWeek(week),
    polls: sumPolls(byDay, readers),
    byDay,
    readers: listReaders(readers, inWeek),
    formats: listFormats(
      lines.filter(({ part }) => part === "format"),
      inWeek,
    ),
    unconditional: listUnconditional(readers, byDay.length),
    newest: newest && { ...describeNewest(newest, account.firstFetch), title: newest.title, path: newest.path },
    articles: account.opens.flatMap(({ slug, opens }) => {
      const title = titles.get(slug);
      return title === undefined ? [] : [{ title, path: articlePath(slug), opens }];
    }),
    downloads: listDownloads(
      account.downloads.filter(({ day }) => day > today - days),
      downloaded,
    ),
    push,
  };
}

function listDownloads(
  counts: readonly ArticleDownloads[],
  articles: ReadonlyMap<string, TitledArticle>,
): DownloadedArticle[] {
  const listed = [...Map.groupBy(counts, ({ article }) => article)].flatMap(([id, own]): DownloadedArticle[] => {
    const article = articles.get(id);
    if (article === undefined) return [];
    const byDay = own.map(({ day, downloads, bots }) => ({ date: dateOf(day), downloads, bots }));
    const total = (part: "downloads" | "bots") => own.reduce((sum, day) => sum + day[part], 0);
    const { title, slug } = article;
    return [{ title, path: articlePath(slug), downloads: total("downloads"), bots: total("bots"), byDay }];
  });
  return listed.sort((a, b) => b.downloads - a.downloads || b.bots - a.bots || (a.path < b.path ? -1 : 1));
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function sum(lines: readonly DatedLine[], pick: (line: DatedLine) => number): number {
  return lines.reduce((total, line) => total + pick(line), 0);
}

function sumDay(day: number, lines: readonly DatedLine[]): DayFigures {
  const peopleOf = (kind: AgentKind) =>
    sum(
      lines.filter((line) => line.kind === kind),
      ({ people }) => people,
    );
  return {
    date: dateOf(day),
    direct: peopleOf("reader"),
    aggregated: peopleOf("aggregator"),
    unverified: sum(lines, ({ unverified }) => unverified),
    polls: sum(lines, ({ polls }) => polls),
    notModified: sum(lines, ({ notModified }) => notModified),
    deltas: sum(lines, ({ deltas }) => deltas),
    rendered: sum(lines, ({ rendered }) => rendered),
    savedBytes: sum(lines, ({ savedBytes }) => savedBytes),
  };
}

/** The best day of the week, whole: its parts add up to it. */
function findWeek(week: readonly DayFigures[]): SubscriberFigures {
  const [best] = week.toSorted((a, b) => b.direct + b.aggregated - a.direct - a.aggregated);
  const { direct = 0, aggregated = 0 } = best ?? {};
  const unverified = Math.max(0, ...week.map((day) => day.unverified));
  return { week: direct + aggregated, direct, aggregated, unverified };
}

function sumPolls(byDay: readonly DayFigures[], lines: readonly DatedLine[]): PollFigures {
  const total = sum(lines, ({ polls }) => polls);
  const shareOf = (part: number) => (total === 0 ? 0 : part / total);
  return {
    total,
    perDay: byDay.length === 0 ? 0 : Math.round(total / byDay.length),
    notModifiedShare: shareOf(sum(lines, ({ notModified }) => notModified)),
    deltaShare: shareOf(sum(lines, ({ deltas }) => deltas)),
    cachedShare: total === 0 ? 0 : 1 - shareOf(sum(lines, ({ rendered }) => rendered)),
    savedBytes: sum(lines, ({ savedBytes }) => savedBytes),
  };
}

type InWeek = (line: { readonly day: number }) => boolean;

function listReaders(lines: readonly DatedLine[], inWeek: InWeek): ReaderFigures[] {
  const readers = [...Map.groupBy(lines, ({ name }) => name)].map(([name, own]): ReaderFigures => {
    const recent = own.filter(inWeek);
    return {
      name,
      kind: own[0]?.kind ?? "other",
      people: Math.max(0, ...recent.map(({ people }) => people)),
      unverified: Math.max(0, ...recent.map(({ unverified }) => unverified)),
      polls: sum(own, ({ polls }) => polls),
    };
  });
  return readers.sort((a, b) => b.people - a.people || b.polls - a.polls || (a.name < b.name ? -1 : 1));
}

function listFormats(lines: readonly DatedLine[], inWeek: InWeek): FormatFigures[] {
  const formats = [...Map.groupBy(lines, ({ name }) => name)].map(([name, own]): FormatFigures => {
    const people = Math.max(0, ...own.filter(inWeek).map((line) => line.people));
    return { name, people, polls: sum(own, ({ polls }) => polls) };
  });
  return formats.sort((a, b) => b.polls - a.polls);
}

/** By client and day, where clients are counted. Browsers, which always fetch whole, and bots are left out. */
function listUnconditional(lines: readonly DatedLine[], days: number): UnconditionalFigures[] {
  const polite = lines.filter(({ kind }) => kind === "reader" || kind === "aggregator" || kind === "tool");
  const readers = [...Map.groupBy(polite, ({ name }) => name)].map(([name, own]): UnconditionalFigures => {
    const fetches = sum(own, ({ unconditional }) => unconditional);
    const clients = Math.max(1, ...own.map(({ kind, people }) => (kind === "aggregator" ? 1 : people)));
    const polls = sum(own, (line) => line.polls);
    return {
      name,
      fetchesPerDay: Math.round(fetches / clients / Math.max(1, days)),
      share: fetches / Math.max(1, polls),
    };
  });
  const hasty = readers.filter(({ fetchesPerDay }) => fetchesPerDay >= MANY_FETCHES_A_DAY);
  return hasty.sort((a, b) => b.fetchesPerDay - a.fetchesPerDay);
}

function describeNewest({ at }: { readonly at: number }, first: FirstFetch | undefined) {
  const firstFetch = first && { reader: first.reader, afterSeconds: Math.max(0, Math.round((first.at - at) / 1000)) };
  return { publishedAt: new Date(at).toISOString(), firstFetch };
}

const CSV_COLUMNS = [
  "date",
  "direct",
  "aggregated",
  "unverified",
  "polls",
  "notModified",
  "deltas",
  "rendered",
  "savedBytes",
] as const;

/** The days as comma-separated values (RFC 4180), one line each. */
export function writeCsv({ byDay }: AudienceReport): string {
  const rows = byDay.map((day) => CSV_COLUMNS.map((column) => day[column]).join(","));
  return [CSV_COLUMNS.join(","), ...rows, ""].join("\r\n");
}
