import type { FC } from "hono/jsx";
import { ALL_FEEDS } from "../../audience/daily-summary.ts";
import type { AudienceReport, DayFigures, PublicationFigures } from "../../audience/report.ts";
import type { PartnerState } from "../../feed/partners/find-left-out.ts";
import type { AppToken } from "../../feed/publishing/app-tokens.ts";
import type { HealthReport } from "../../health/check-publication.ts";
import { DAY_MS } from "../../lib/dates.ts";
import { renderPage } from "../../pages/render-page.ts";
import { BarChart, type ChartDay } from "./charts.tsx";
import { Downloads } from "./downloads.tsx";
import { FailingSources, SourcesWithoutPages } from "./failing-sources.tsx";
import { Figures } from "./figures.tsx";
import { DashboardFrame } from "./head.tsx";
import { Health } from "./health.tsx";
import { HowItIsCounted, NothingYet } from "./notes.tsx";
import { formatCount } from "./numbers.ts";
import { HastyReaders, OthersTable } from "./others.tsx";
import { Partners } from "./partners.tsx";
import { FormatsTable, ReadersTable } from "./tables.tsx";
import { FailingPushes, ReadArticles, Scheduled } from "./tasks.tsx";
import { WritingTools } from "./writing-tools.tsx";

/** In days. */
export const PERIODS = [7, 30, 365] as const;

interface DashboardProps {
  readonly report: AudienceReport;
  readonly figures: PublicationFigures;
}

/** The parts beside the figures: findings about the publication's own feeds, and the tokens of writing tools. */
interface DashboardParts {
  readonly health?: HealthReport | undefined;
  readonly partners?: readonly PartnerState[];
  readonly tokens?: readonly AppToken[];
}

/** Who reads, for the publisher: numbers first, then a picture of each with its table. */
export function renderDashboard(
  report: AudienceReport,
  figures: PublicationFigures,
  { health, partners = [], tokens = [] }: DashboardParts = {},
): Promise<string> {
  return renderPage(
    <DashboardFrame title="Dashboard" publication={figures} isSignedIn={true}>
      <DashboardHeading report={report} figures={figures} />
      {report.polls.total === 0 ? <NothingYet /> : <Audience report={report} />}
      <FailingSources sources={figures.failingSources} />
      <SourcesWithoutPages sources={figures.sourcesWithoutPages} />
      <Partners partners={partners} />
      <div class="tables">
        <ReadArticles articles={report.articles} />
        <Downloads articles={report.downloads} />
        <Scheduled figures={figures} />
        {report.push === undefined ? null : <FailingPushes push={report.push} timeZone={figures.timeZone} />}
      </div>
      <WritingTools tokens={tokens} takesMicropub={figures.takesMicropub} />
      <Health report={health} />
      <HowItIsCounted />
    </DashboardFrame>,
  );
}

const DashboardHeading: FC<DashboardProps> = ({ report, figures }) => {
  const period = countDays(report);
  return (
    <div class="dashboard-heading">
      <h1>Dashboard</h1>
      <div class="controls">
        <nav aria-label="Period">
          <ul class="periods">
            {PERIODS.map((days) => (
              <li>
                <a
                  href={writeAddress("/dashboard", days, report.feed)}
                  aria-current={days === period ? "true" : undefined}
                >
                  {days} days
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <form method="get" action="/dashboard" class="feed-choice">
          <input type="hidden" name="days" value={String(period)} />
          <label for="feed">Feed</label>
          <select id="feed" name="feed">
            <option value={ALL_FEEDS} selected={report.feed === ALL_FEEDS}>
              All feeds
            </option>
            {listFeeds(report).map((feed) => (
              <option value={feed} selected={feed === report.feed}>
                {nameFeed(feed, figures)}
              </option>
            ))}
          </select>
          <button type="submit" class="quiet">
            Show
          </button>
        </form>
        <p class="downloads">
          <a href={writeAddress("/dashboard/audience.csv", period, report.feed)}>CSV</a>{" "}
          <a href={writeAddress("/dashboard/audience.json", period, report.feed)}>JSON</a>
        </p>
      </div>
    </div>
  );
};

function writeAddress(path: string, days: number, feed: string): string {
  return `${path}?days=${days}${feed === ALL_FEEDS ? "" : `&feed=${encodeURIComponent(feed)}`}`;
}

function countDays({ from, to }: AudienceReport): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

function listFeeds({ feed, feeds }: AudienceReport): readonly string[] {
  return feed === ALL_FEEDS || feeds.includes(feed) ? feeds : [...feeds, feed];
}

function nameFeed(feed: string, { feedTitles, title }: PublicationFigures): string {
  return feed === "main" ? `${title} (main feed)` : (feedTitles.get(feed) ?? feed);
}

const Audience: FC<{ readonly report: AudienceReport }> = ({ report }) => {
  const days = fillDays(report);
  const { subscribers, polls } = report;
  return (
    <>
      <Figures report={report} />
      <section class="charts" aria-labelledby="over-time">
        <h2 id="over-time">Over time</h2>
        <BarChart
          id="subscribers"
          title="Subscribers by day"
          description={`Between ${formatCount(lowest(days))} and ${formatCount(highest(days))} subscribers a day; on the best day of the last week ${formatCount(subscribers.week)}.`}
          series={[
            { name: "Direct readers", className: "first" },
            { name: "Through aggregators", className: "second" },
          ]}
          days={days.map((day): ChartDay => ({ date: day.date, values: [day.direct, day.aggregated] }))}
        />
        <BarChart
          id="polls"
          title="Polls by day"
          description={`${formatCount(polls.total)} polls in all, ${formatCount(polls.perDay)} a day. Most should get nothing, since nothing is new.`}
          series={[
            { name: "Nothing new (304)", className: "first" },
            { name: "New entries alone (226)", className: "second" },
            { name: "Whole feed", className: "third" },
          ]}
          days={days.map(({ date, ...day }): ChartDay => {
            return { date, values: [day.notModified, day.deltas, day.polls - day.notModified - day.deltas] };
          })}
        />
      </section>
      <div class="tables">
        <ReadersTable report={report} />
        <FormatsTable report={report} />
        <OthersTable report={report} />
        <HastyReaders report={report} />
      </div>
    </>
  );
};

const NONE: Omit<DayFigures, "date"> = {
  direct: 0,
  aggregated: 0,
  unverified: 0,
  polls: 0,
  notModified: 0,
  deltas: 0,
  rendered: 0,
  savedBytes: 0,
};

/** Every day of the period, days without polls included. */
function fillDays(report: AudienceReport): readonly DayFigures[] {
  const known = new Map(report.byDay.map((day) => [day.date, day]));
  return Array.from({ length: countDays(report) }, (_, index) => {
    const date = new Date(Date.parse(report.from) + index * DAY_MS).toISOString().slice(0, 10);
    return known.get(date) ?? { date, ...NONE };
  });
}

function highest(days: readonly DayFigures[]): number {
  return Math.max(0, ...days.map(({ direct, aggregated }) => direct + aggregated));
}

function lowest(days: readonly DayFigures[]): number {
  return Math.min(...days.map(({ direct, aggregated }) => direct + aggregated));
}
