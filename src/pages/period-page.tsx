import type { FC } from "hono/jsx";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { type DocumentSettings, requireProfile } from "../feed/build-feed.ts";
import { listMonths, MAX_PERIOD_ARTICLES, monthOf, type Period, periodPath } from "../feed/periods.ts";
import type { PeriodSnapshot } from "../feed/publishing/publication-store.ts";
import { Headlines } from "./headlines.tsx";
import { Layout } from "./layout.tsx";
import { Pager } from "./pager.tsx";
import { renderPage } from "./render-page.ts";
import { Subscribe } from "./subscribe.tsx";
import { attributesOf, ourLanguage } from "./theme/writing-direction.ts";

interface PeriodPageProps {
  readonly period: Period;
  readonly snapshot: PeriodSnapshot;
  readonly settings: DocumentSettings;
}

/** The archive for people, by date: the articles of a month, or the months of a year. */
export function renderPeriodPage({ period, snapshot, settings }: PeriodPageProps): Promise<string> {
  const profile = requireProfile(snapshot.site);
  const { publicUrl } = settings;
  const main = { name: "main" as const, title: profile.title };
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  const title = namePeriod(period, profile);
  const page = {
    kind: "website",
    title: `${title} · ${profile.title}`,
    headline: title,
    description: profile.description || profile.title,
    language: profile.language,
    canonicalUrl: publicUrl + periodPath(period),
  } as const;
  return renderPage(
    <Layout profile={profile} publicUrl={publicUrl} page={page} feeds={[main]} masthead="slim">
      <div class="selection">
        <p class="kicker">
          {period.month === undefined ? (
            <a href="/">{profile.title}</a>
          ) : (
            <a href={`/${period.year}/`}>{period.year}</a>
          )}
        </p>
        <h1>{title}</h1>
      </div>
      <section class="latest" aria-label={title}>
        {period.month === undefined ? (
          <Months period={period} snapshot={snapshot} profile={profile} />
        ) : (
          <Headlines articles={snapshot.articles} profile={profile} />
        )}
        <div {...ours}>
          {snapshot.articles.length < MAX_PERIOD_ARTICLES ? null : (
            <p>
              These are the newest {MAX_PERIOD_ARTICLES}. <a href="/sitemap.xml">The sitemap</a> lists them all.
            </p>
          )}
          <Pager label="Archive" older={linkTo(snapshot.earlierAt, "prev")} newer={linkTo(snapshot.laterAt, "next")} />
        </div>
      </section>
      <div {...ours}>
        <Subscribe feed={main} publicUrl={publicUrl} layout="band" />
      </div>
    </Layout>,
  );

  /** The nearest period of the same length that has an article. */
  function linkTo(time: number | undefined, rel: "prev" | "next") {
    if (time === undefined) return null;
    const month = monthOf(time, profile.timeZone);
    const target = period.month === undefined ? { year: month.year } : month;
    return (
      <a rel={rel} href={periodPath(target)}>
        {rel === "prev" ? "Older: " : "Newer: "}
        <span {...attributesOf(profile.language, ourLanguage(profile.language))}>{namePeriod(target, profile)}</span>
      </a>
    );
  }
}

function namePeriod({ year, month }: Period, { language }: SiteProfile): string {
  if (month === undefined) return String(year);
  const format = new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" });
  return format.format(Date.UTC(year, month - 1, 1));
}

const Months: FC<{ readonly period: Period; readonly snapshot: PeriodSnapshot; readonly profile: SiteProfile }> = ({
  period,
  snapshot,
  profile,
}) => (
  <ul class="months">
    {listMonths(period)
      .filter((_, index) => snapshot.filled[index])
      .toReversed()
      .map((month) => (
        <li>
          <a href={periodPath(month)}>{namePeriod(month, profile)}</a>
        </li>
      ))}
  </ul>
);
