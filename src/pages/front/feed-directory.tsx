import type { FC } from "hono/jsx";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { describeFeed } from "../../feed/build-feed.ts";
import { type FeedName, feedPath } from "../../feed/feed-names.ts";
import { findMemberships } from "../../feed/publishing/memberships.ts";
import type { FeedHeadRow, WindowRow } from "../../feed/publishing/publication-store.ts";
import { Day } from "../dateline.tsx";
import { feedGroups, sortFeeds } from "../feed-groups.ts";
import { SubscribeLink } from "../subscribe.tsx";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";
import { describePace } from "./pace.ts";

interface FeedDirectoryProps {
  readonly feeds: readonly FeedHeadRow[];
  /** The latest articles of all: they tell how often a feed gets one, and when it last did. */
  readonly window: readonly WindowRow[];
  readonly profile: SiteProfile;
}

/** A newspaper has hundreds of authors: the subscribe page lists whom the front page has no room for. */
const MAX_FEEDS_OF_A_GROUP = 18;

/** The feeds there are: what each holds, how often it changes, when it last got something, and its formats. */
export const FeedDirectory: FC<FeedDirectoryProps> = ({ feeds, window, profile }) => {
  const activity = observe(window, profile);
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  return (
    <section class="directory" aria-labelledby="feeds">
      <h2 id="feeds" {...ours}>
        Feeds
      </h2>
      {feedGroups.map(({ id, title, isIn }) => {
        const members = feeds.filter(({ name }) => isIn(name));
        const shown = sortFeeds(
          members.toSorted((one, other) => other.count - one.count).slice(0, MAX_FEEDS_OF_A_GROUP),
        );
        return members.length === 0 ? null : (
          <section aria-labelledby={id}>
            <h3 id={id} {...ours}>
              {title}
            </h3>
            <ul class="feeds">
              {shown.map((feed) => (
                <FeedRow feed={feed} activity={activity.get(feed.name)} profile={profile} />
              ))}
            </ul>
            {shown.length === members.length ? null : (
              <p class="more" {...ours}>
                <a href={`/subscribe#${id}`}>All {members.length}</a>
              </p>
            )}
          </section>
        );
      })}
    </section>
  );
};

interface FeedRowProps {
  readonly feed: FeedHeadRow;
  readonly activity: Activity | undefined;
  readonly profile: SiteProfile;
}

const FeedRow: FC<FeedRowProps> = ({ feed, activity, profile }) => {
  const description = describeFeed(profile, feed.name);
  const lang = ourLanguage(profile.language);
  return (
    <li>
      <a class="feed-name" href={encodeURI(feedPath(feed.name))}>
        {feed.title}
      </a>
      {description ? <p>{description}</p> : null}
      <p class="meta" {...attributesOf(lang, profile.language)}>
        <span>{countArticles(feed.count)}</span> {activity?.pace === undefined ? null : <span>{activity.pace}</span>}{" "}
        {feed.count === 0 ? null : (
          <span>
            {activity === undefined ? "changed" : "newest"}{" "}
            <Day at={activity?.newestAt ?? feed.changedAt} timeZone={profile.timeZone} language={lang} />
          </span>
        )}{" "}
        <SubscribeLink feed={feed} lang={lang} />
      </p>
    </li>
  );
};

function countArticles(count: number): string {
  if (count === 0) return "No articles yet";
  return count === 1 ? "1 article" : `${count} articles`;
}

interface Activity {
  readonly newestAt: number;
  readonly pace: string | undefined;
}

/** The latest article and the pace of each feed that has an article in the window. */
function observe(window: readonly WindowRow[], profile: SiteProfile): Map<FeedName, Activity> {
  const dates = new Map<FeedName, number[]>();
  for (const { record } of window) {
    for (const { name } of findMemberships(record, profile)) {
      dates.set(name, [...(dates.get(name) ?? []), record.publishedAt]);
    }
  }
  const all = window.map(({ record }) => record.publishedAt);
  const stretchMs = Math.max(...all) - Math.min(...all);
  return new Map(
    Array.from(dates, ([name, own]) => [
      name,
      { newestAt: Math.max(...own), pace: describePace(own.length, stretchMs) },
    ]),
  );
}
