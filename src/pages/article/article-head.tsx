import type { FC } from "hono/jsx";
import type { ArticleRecord } from "../../article/article-record.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { feedPath } from "../../feed/feed-names.ts";
import { Day, isSameDay } from "../dateline.tsx";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";
import { estimateMinutes } from "./reading-time.ts";

export interface ArticlePartProps {
  readonly record: ArticleRecord;
  readonly profile: SiteProfile;
}

/** Labels, headline, standfirst, and who wrote the article when. */
export const ArticleHead: FC<ArticlePartProps> = ({ record, profile }) => (
  <>
    <Kicker record={record} profile={profile} />
    {/* A note has no title: its first words would be on the page twice. */}
    <h1 class={record.facets.isNote ? "unseen" : undefined}>{record.title}</h1>
    <Standfirst record={record} />
    <Byline record={record} profile={profile} />
  </>
);

/** The labels, above the headline. Those of an article outside the feeds may have no pages. */
const Kicker: FC<ArticlePartProps> = ({ record: { facets, language }, profile }) =>
  facets.categories.length === 0 || facets.feeds === "none" ? null : (
    <p class="kicker">
      {facets.categories.slice(0, 3).map(({ name, slug }) => (
        <a href={encodeURI(feedPath(`categories/${slug}`))} {...attributesOf(profile.language, language)}>
          {name}
        </a>
      ))}
    </p>
  );

/** How far into a text its derived summary may begin: after a dateline or a heading. */
const DERIVED_WITHIN = 600;

/** The summary under the headline, where the author wrote one: a derived summary repeats the beginning of the text. */
export const Standfirst: FC<{ readonly record: ArticleRecord }> = ({ record: { summary, text, facets } }) => {
  const isDerived = text.slice(0, DERIVED_WITHIN).includes(summary.slice(0, 40));
  return summary === "" || facets.isNote || isDerived ? null : <p class="standfirst">{summary}</p>;
};

const ReadingTime: FC<ArticlePartProps> = ({ record, profile }) => {
  const minutes = estimateMinutes(record.text);
  return minutes < 2 ? null : (
    <span {...attributesOf(ourLanguage(profile.language), record.language)}>{minutes} min read</span>
  );
};

const Byline: FC<ArticlePartProps> = ({ record, profile }) => (
  <p class="meta byline">
    {record.facets.authors.map(({ name, slug }) =>
      record.facets.feeds === "none" ? (
        <span>{name}</span>
      ) : (
        <a rel="author" href={encodeURI(feedPath(`authors/${slug}`))}>
          {name}
        </a>
      ),
    )}{" "}
    <Day at={record.publishedAt} timeZone={profile.timeZone} language={record.language} />{" "}
    {isSameDay(record.updatedAt, record.publishedAt, profile.timeZone) ? null : (
      <span>
        <span {...attributesOf(ourLanguage(profile.language), record.language)}>Updated</span>{" "}
        <Day at={record.updatedAt} timeZone={profile.timeZone} language={record.language} />
      </span>
    )}{" "}
    <ReadingTime record={record} profile={profile} />{" "}
    {record.facets.corrections.length === 0 ? null : (
      <a href="#corrections" {...attributesOf(ourLanguage(profile.language), record.language)}>
        Corrected
      </a>
    )}
  </p>
);
